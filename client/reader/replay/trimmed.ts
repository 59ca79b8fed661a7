import type { ArticleState } from '#shared/article.ts';
import { pageBefore, pageOf } from '#shared/page-boundaries.ts';
import { highestNumber, MAX_SHOWN } from '../reading.ts';

/** Without the entries that are too old to be shown: a playback keeps nothing of what it has left behind. */
export function trimmed(state: ArticleState): ArticleState {
  const lowest = pageBefore(pageOf(Math.max(0, highestNumber(state) - MAX_SHOWN)));
  if (lowest <= state.completeFrom) return state;
  const { pinnedEntryId } = state.article;
  const entries = state.entries.filter(({ number, id }) => number >= lowest || id === pinnedEntryId);
  return { ...state, entries, completeFrom: lowest };
}
