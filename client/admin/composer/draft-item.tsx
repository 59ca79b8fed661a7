import { type ReactNode, useState } from 'react';
import { bodyText, shortened } from '#shared/body-text.ts';
import type { ArticleCommand } from '#shared/commands.ts';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { Dialog } from '../dialog.tsx';
import { momentOf } from '../fields/coming-times.ts';
import { newId } from '../new-id.ts';
import { readBody } from '../rich-text/body-doc.ts';
import type { EntryForm } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';

interface DraftItemProps {
  readonly draft: FoundDraft;
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
  readonly onOpen: () => void;
  readonly onDiscard: () => void;
  /** The server has it otherwise now. */
  readonly onChanged: () => void;
}

/** A draft in the list, and what can be done with it from there. */
export function DraftItem({ draft, live, mayPublish, onOpen, onDiscard, onChanged }: DraftItemProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const { id: articleId, timeZone } = useArticle(live, ({ article }) => article.article);
  const { form, release } = draft;
  const title = titleOf(form);
  return (
    <li>
      <span lang={form.language} dir="auto">
        {title}
      </span>
      {release.releaseAt !== null && (
        <strong className="draft-time">
          Scheduled: <time dateTime={release.releaseAt}>{momentOf(release.releaseAt, timeZone)}</time>
        </strong>
      )}
      <span className="quiet">{aboutDraft(draft, timeZone)}</span>
      {release.releaseProblem !== null && (
        <span className="problem">
          Not published at its time, {momentOf(release.releaseProblem.releaseAt, timeZone)}:{' '}
          {release.releaseProblem.reason}
        </span>
      )}
      <span className="buttons">
        <button type="button" className="button button-quiet" aria-label={`Open draft: ${title}`} onClick={onOpen}>
          Open
        </button>
        {mayPublish && release.releaseAt !== null && (
          <ScheduledButtons {...{ articleId, draft, title }} onDone={onChanged} />
        )}
        <button
          type="button"
          className="button button-quiet"
          aria-label={`Discard draft: ${title}`}
          onClick={() => setAsking(true)}
        >
          Discard
        </button>
      </span>
      {isAsking && <DiscardDialog {...{ draft, title, onDiscard }} onClose={() => setAsking(false)} />}
    </li>
  );
}

interface ScheduledButtonsProps {
  readonly articleId: string;
  readonly draft: FoundDraft;
  readonly title: string;
  readonly onDone: () => void;
}

/** Sooner than planned, or not by itself at all. */
function ScheduledButtons({ articleId, draft, title, onDone }: ScheduledButtonsProps): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const { draftId, where } = draft;
  async function ask(command: ArticleCommand, done: string): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    await act({ articleId, command, done });
    setBusy(false);
    onDone();
  }
  return (
    <>
      {/* What only this browser has would be left behind: such a draft is opened first. */}
      {where === 'server' && (
        <button
          type="button"
          className="button button-quiet"
          aria-label={`Publish now: ${title}`}
          aria-disabled={isBusy}
          onClick={() => void ask({ type: 'release-draft', commandId: newId(), draftId }, 'Published')}
        >
          Publish now
        </button>
      )}
      <button
        type="button"
        className="button button-quiet"
        aria-label={`Unschedule: ${title}`}
        aria-disabled={isBusy}
        onClick={() => void ask({ type: 'unschedule-draft', commandId: newId(), draftId }, 'Not scheduled any more')}
      >
        Unschedule
      </button>
    </>
  );
}

interface DiscardDialogProps {
  readonly draft: FoundDraft;
  readonly title: string;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

function DiscardDialog({ draft, title, onDiscard, onClose }: DiscardDialogProps): ReactNode {
  return (
    <Dialog title="Discard this draft?" onClose={onClose}>
      <p lang={draft.form.language} dir="auto">
        {title}
      </p>
      {draft.release.releaseAt !== null && <p>It is scheduled; discarded, it is not published.</p>}
      <div className="buttons">
        <button type="button" className="button button-danger" onClick={onDiscard}>
          Discard draft
        </button>
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
      </div>
    </Dialog>
  );
}

function aboutDraft({ savedAt, userName, where, base }: FoundDraft, timeZone: string): string {
  const entry = base?.number == null ? 'an entry' : `entry ${base.number}`;
  return [
    `${userName}, ${momentOf(savedAt, timeZone)}`,
    ...(where === 'device' ? ['only in this browser'] : []),
    ...(base === null ? [] : [`change to ${entry}`]),
  ].join(', ');
}

const TITLE_CHARS = 70;

/** The headline or the first words. */
function titleOf(form: EntryForm): string {
  const body = readBody(form.body);
  return shortened(form.headline.trim() || (body.success ? bodyText(body.data) : ''), TITLE_CHARS) || 'Without text';
}
