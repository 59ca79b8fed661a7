import { keyEventsOn } from '#server/contents.ts';
import type { Store } from '#server/store/store.ts';
import { fromSnapshot, withKnown } from '#shared/changes.ts';
import type { Lens } from '#shared/lens.ts';
import type { ArticlePage } from '#shared/pages.ts';

export interface LensPlace {
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * An article seen through a lens. The page holds the newest entries as every live page does, and follows the log from there; what the
 * lens picks of the others is known beside them.
 */
export async function lensPage(
  {
    store,
    clock,
  }: { readonly store: Pick<Store, 'snapshot' | 'selection' | 'keyEvents'>; readonly clock: () => number },
  articleId: string,
  lens: Lens,
  { before, after }: LensPlace,
): Promise<ArticlePage | null> {
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const { older, position } = snapshot;
  const lastNumber = snapshot.entries[0]?.number ?? 0;
  const from = lens.order === 'newest' ? before : after;
  const place = { newerBefore: null, lastNumber, entryNumber: null, newerCount: 0 };
  const page = { page: 'article' as const, ...place, now: clock(), past: null };
  const state = fromSnapshot(snapshot);
  const isOlder = lens.order === 'newest' && before !== null && before <= lastNumber;
  // What the newest page has is known already.
  const start = lens.order === 'newest' && !isOlder ? (older?.before ?? 1) : from;
  const selection = await store.selection(articleId, lens, start);
  if (selection === null) return null;
  const shownFrom = isOlder || lens.order === 'oldest' ? from : null;
  const back = shownFrom === null ? null : await pageBack(store, articleId, lens, shownFrom, older?.before ?? 1);
  const { entries, next, total } = selection;
  // Read a moment later: of an entry that changed in between, the socket brings the newer version.
  const known = withKnown(isOlder ? { ...state, completeFrom: before } : state, entries);
  const seen = { lens, from: shownFrom, back, next, total, lastNumber };
  const shown = { before: isOlder ? before : null };
  const keyEvents = await keyEventsOn(store, articleId, shown);
  return { ...page, ...shown, state: { ...known, position }, lens: seen, keyEvents };
}

/** Where the page before the one that is seen `from` a number begins: as many entries in the other direction, unless the first page has them. */
async function pageBack(
  store: Pick<Store, 'selection'>,
  articleId: string,
  lens: Lens,
  from: number,
  newestFrom: number,
): Promise<number | null> {
  const isNewest = lens.order === 'newest';
  const opposite: Lens = { ...lens, order: isNewest ? 'oldest' : 'newest' };
  const selection = await store.selection(articleId, opposite, isNewest ? from - 1 : from + 1);
  const furthest = selection?.entries.at(-1)?.number;
  if (furthest === undefined || selection?.next === null) return null;
  if (!isNewest) return furthest - 1;
  return furthest < newestFrom ? furthest + 1 : null;
}
