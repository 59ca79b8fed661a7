import { type ReactNode, useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { bodyText } from '#shared/body-text.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { timesFor } from '../../ui/times.ts';
import { announce } from '../announce.ts';
import { Dialog } from '../dialog.tsx';
import { readBody } from '../rich-text/body-doc.ts';
import type { EntryForm } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';
import type { ComposerAtWork } from './use-composer.ts';

interface DraftListProps extends ComposerAtWork {
  readonly live: LiveArticle;
}

/** The other drafts of this article, to go on with or to discard. */
export function DraftList({ composer, shelf, live }: DraftListProps): ReactNode {
  const id = useId();
  const { drafts, problem } = useStore(shelf.store);
  const openId = useStore(composer.store, view => view.composer.draftId);
  const { opened, left } = useStore(composer.store);
  const others = drafts.filter(({ draftId }) => draftId !== openId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is opened or left changes what is on the shelf
  useEffect(() => {
    const reload = () => void shelf.load({ open: composer.state.draftId });
    reload();
    addEventListener('focus', reload);
    return () => removeEventListener('focus', reload);
  }, [shelf, composer, opened, left]);
  async function open(draft: FoundDraft): Promise<void> {
    if (!(await composer.resume(draft)))
      announce('Not opened: another tab has it open, or the composer is busy', 'problem');
  }
  if (others.length === 0 && problem === null) return null;
  return (
    <section className="drafts" aria-labelledby={id}>
      <h3 id={id}>Drafts</h3>
      {problem !== null && <p className="problem">The drafts on the server cannot be listed: {problem}.</p>}
      <ul>
        {others.map(draft => (
          <DraftItem
            key={draft.draftId}
            draft={draft}
            live={live}
            onOpen={() => void open(draft)}
            onDiscard={() => void shelf.discard(draft).then(tellDiscarded)}
          />
        ))}
      </ul>
    </section>
  );
}

interface DraftItemProps {
  readonly draft: FoundDraft;
  readonly live: LiveArticle;
  readonly onOpen: () => void;
  readonly onDiscard: () => void;
}

function DraftItem({ draft, live, onOpen, onDiscard }: DraftItemProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const timeZone = useArticle(live, ({ article }) => article.article.timeZone);
  const { form, savedAt, userName, where, base } = draft;
  const title = titleOf(form);
  const when = timesFor({ language: 'en', timeZone, now: Date.now() }).moment(savedAt);
  return (
    <li>
      <span lang={form.language} dir="auto">
        {title}
      </span>
      <span className="quiet">
        {userName}, {when}
        {where === 'device' && ', only in this browser'}
        {base !== null && `, change to ${base.number === null ? 'an entry' : `entry ${base.number}`}`}
      </span>
      <span className="buttons">
        <button type="button" className="button button-quiet" aria-label={`Open draft: ${title}`} onClick={onOpen}>
          Open
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-label={`Discard draft: ${title}`}
          onClick={() => setAsking(true)}
        >
          Discard
        </button>
      </span>
      {isAsking && (
        <Dialog title="Discard this draft?" onClose={() => setAsking(false)}>
          <p lang={form.language} dir="auto">
            {title}
          </p>
          <div className="buttons">
            <button type="button" className="button button-danger" onClick={onDiscard}>
              Discard draft
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

function tellDiscarded(answer: Awaited<ReturnType<ComposerAtWork['shelf']['discard']>>): void {
  if (answer === null || answer.outcome === 'confirmed') announce('Draft discarded');
  else announce('The draft could not be discarded', 'problem');
}

const TITLE_CHARS = 70;

/** The headline or the first words. */
function titleOf(form: EntryForm): string {
  const body = readBody(form.body);
  const text = form.headline.trim() || (body.success ? bodyText(body.data).replaceAll(/\s+/g, ' ').trim() : '');
  if (text === '') return 'Without text';
  return text.length > TITLE_CHARS ? `${text.slice(0, TITLE_CHARS)} …` : text;
}
