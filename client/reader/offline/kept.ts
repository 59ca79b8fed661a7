import { articlePath } from '#shared/addresses.ts';
import type { ArticleState } from '#shared/article.ts';

/** What lies on the device for when there is no network: one page of each article that was read, and the files that it needs. */

export const PAGES = 'pressbox-pages-1';
export const FILES = 'pressbox-files-1';
export const OFFLINE_PATH = '/offline';
export const WORKER_PATH = '/service-worker.js';

/** Where the page of an article lies, whichever of its pages is asked for. */
export function keyOf(slug: string): string {
  return articlePath(slug);
}

/** As many of an article's entries as its newest page may have. */
const MAX_KEPT_ENTRIES = 40;

/** The newest part of what is known, for a page that is kept. */
export function newestOf(state: ArticleState): ArticleState {
  const inOrder = state.entries.filter(({ number }) => number >= state.completeFrom);
  const completeFrom = inOrder[MAX_KEPT_ENTRIES - 1]?.number ?? state.completeFrom;
  const entries = state.entries.filter(
    ({ id, number }) => number >= completeFrom || id === state.article.pinnedEntryId,
  );
  return { ...state, entries, completeFrom };
}

/** A kept state after another page of the article was read: where that knows an entry better, such as that it was withdrawn. */
export function broughtUp(kept: ArticleState, seen: ArticleState): ArticleState {
  if (kept.position.epoch !== seen.position.epoch) return kept;
  const known = new Map(seen.entries.map(entry => [entry.id, entry]));
  const entries = kept.entries.map(entry => {
    const other = known.get(entry.id);
    return other !== undefined && other.version > entry.version ? other : entry;
  });
  return { ...kept, entries };
}
