import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveArticle } from '../../live/article.ts';
import { useArticle } from '../../live/use-article.ts';
import { act } from '../act.ts';
import { momentOf } from '../fields/coming-times.ts';
import { newId } from '../new-id.ts';
import type { Composer } from './composer.ts';
import { isLocked, UNSCHEDULED } from './composer-state.ts';

interface ReleaseNoticeProps {
  readonly composer: Composer;
  readonly live: LiveArticle;
  readonly mayPublish: boolean;
}

/** Over a draft that goes by itself, or that should have gone. */
export function ReleaseNotice({ composer, live, mayPublish }: ReleaseNoticeProps): ReactNode {
  const { release, progress } = useStore(composer.store, view => view.composer);
  const { id: articleId, timeZone } = useArticle(live, ({ article }) => article.article);
  const [isBusy, setBusy] = useState(false);
  const { releaseAt, releaseProblem } = release;
  async function unschedule(): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    const { draftId } = composer.state;
    const command = { type: 'unschedule-draft', commandId: newId(), draftId } as const;
    const sent = await act({ articleId, command, done: 'Not scheduled any more' });
    if (sent.outcome === 'confirmed' && composer.state.draftId === draftId) composer.setRelease(UNSCHEDULED);
    setBusy(false);
  }
  if (releaseAt !== null)
    return (
      <div className="notice">
        <p>
          Published by itself: <strong>{momentOf(releaseAt, timeZone)}</strong> ({timeZone}).{' '}
          {mayPublish
            ? 'What you change here is part of it.'
            : 'An editor has scheduled it; only editors change it now.'}
        </p>
        {mayPublish && !isLocked(progress) && (
          <button type="button" className="button" aria-disabled={isBusy} onClick={() => void unschedule()}>
            Unschedule
          </button>
        )}
      </div>
    );
  if (releaseProblem === null) return null;
  return (
    <div className="notice">
      <p>
        Not published at its time, {momentOf(releaseProblem.releaseAt, timeZone)}: {releaseProblem.reason}
      </p>
    </div>
  );
}
