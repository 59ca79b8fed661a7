import { type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { announce } from '../announce.ts';
import { DraftItem } from './draft-item.tsx';
import type { FoundDraft } from './found-drafts.ts';
import type { ComposerAtWork } from './use-composer.ts';
import { useDraftNews } from './use-draft-news.ts';

interface DraftListProps extends ComposerAtWork {
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** The other drafts of this article, to go on with, to let go of or to discard. */
export function DraftList({ composer, shelf, live, mayPublish }: DraftListProps): ReactNode {
  const id = useId();
  const { drafts, problem } = useStore(shelf.store);
  const openId = useStore(composer.store, view => view.composer.draftId);
  const look = useDraftNews({ composer, shelf, live });
  const others = drafts.filter(({ draftId }) => draftId !== openId);
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
            {...{ draft, live, mayPublish }}
            onOpen={() => void open(draft)}
            onDiscard={() => void shelf.discard(draft).then(tellDiscarded)}
            onChanged={look}
          />
        ))}
      </ul>
    </section>
  );
}

function tellDiscarded(answer: Awaited<ReturnType<ComposerAtWork['shelf']['discard']>>): void {
  if (answer === null || answer.outcome === 'confirmed') announce('Draft discarded');
  else announce('The draft could not be discarded', 'problem');
}
