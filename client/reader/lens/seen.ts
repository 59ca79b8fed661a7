import type { ArticleState, Entry } from '#shared/article.ts';
import { isPicked, type Lens, type Selection } from '#shared/lens.ts';
import type { LensPage } from '#shared/pages.ts';
import { changedBetween } from '../following/news.ts';
import { MAX_SHOWN } from '../reading.ts';

/** How far an article has been read through a lens. What is seen of it is derived from the article's state. */
export interface Seen {
  readonly lens: Lens;
  /** Only numbers beyond this, in the order of the lens; null: from its beginning. */
  readonly from: number | null;
  /** Not read yet: numbers beyond this; null: there are none. */
  readonly next: number | null;
  /** How many are picked among those that are not known; null while nobody has counted. */
  readonly unknown: number | null;
  /** What was picked until it was withdrawn, on this page: its tombstones stay where it was. */
  readonly withdrawn?: ReadonlySet<number>;
}

/** What is known at once: in the order of `newest` all that the timeline has, in that of `oldest` nothing but a whole article. */
export function atFirst(lens: Lens, { completeFrom }: ArticleState): Seen {
  const isWhole = completeFrom <= 1;
  const next = isWhole ? null : lens.order === 'newest' ? completeFrom : 0;
  return { lens, from: null, next, unknown: isWhole ? 0 : null };
}

/** As the server rendered it. */
export function asRendered({ lens, from, next, total }: LensPage, state: ArticleState): Seen {
  return counted({ lens, from, next, unknown: null }, state, total);
}

/** After the next part of the selection has been read into the state. */
export function further(seen: Seen, { next, total }: Pick<Selection, 'next' | 'total'>, state: ArticleState): Seen {
  return counted({ ...seen, next }, state, total);
}

/** The entries on screen, in the order of the lens: as many as a page may have, however much has been read or has come in. */
export function seenEntries(seen: Seen, state: ArticleState, revealedTo: number): readonly Entry[] {
  return readEntries(seen, state, revealedTo).slice(0, MAX_SHOWN);
}

/** Where another page goes on, because there is more and this one is full; null: it is not. */
export function fullAt(seen: Seen, state: ArticleState, revealedTo: number): number | null {
  const read = readEntries(seen, state, revealedTo);
  const isFull = read.length > MAX_SHOWN || (read.length === MAX_SHOWN && hasMore(seen, state));
  return isFull ? (read[MAX_SHOWN - 1]?.number ?? null) : null;
}

/** The entries that have been read, in the order of the lens. */
function readEntries(
  { lens, from, next, withdrawn }: Seen,
  { entries, completeFrom }: ArticleState,
  revealedTo: number,
): readonly Entry[] {
  const isNewest = lens.order === 'newest';
  const upTo = isNewest && from !== null ? from - 1 : revealedTo;
  const downTo = isNewest ? Math.min(next ?? 1, completeFrom) : (from ?? 0) + 1;
  /** In the order of `oldest` the newest entries are known, but what lies between is read first. */
  const isRead = (number: number) => isNewest || next === null || next >= completeFrom - 1 || number <= next;
  const isLeft = (entry: Entry) => isPicked(entry, lens) || withdrawn?.has(entry.number);
  const seen = entries.filter(
    entry => entry.number >= downTo && entry.number <= upTo && isRead(entry.number) && isLeft(entry),
  );
  return isNewest ? seen : seen.toReversed();
}

/** The numbers of what a lens picked before a change of the article that withdrew it. */
export function withdrawnFrom(lens: Lens, now: ArticleState, then: ArticleState): readonly number[] {
  const changed = changedBetween(then, now);
  const isGone = (entry: Entry) => changed.get(entry.number) === 'withdrawn' && isPicked(entry, lens);
  return then.entries.filter(isGone).map(({ number }) => number);
}

/** Whether there is more to read. */
export function hasMore({ lens, next }: Seen, { completeFrom }: ArticleState): boolean {
  if (next === null) return false;
  return lens.order === 'newest' ? next > 1 : next < completeFrom - 1;
}

/** How many entries of the whole article are picked and not held; null while nobody has counted. */
export function countOf(seen: Seen, state: ArticleState, revealedTo: number): number | null {
  if (seen.unknown === null) return null;
  return seen.unknown + state.entries.filter(entry => entry.number <= revealedTo && isKnown(entry, seen, state)).length;
}

function counted(seen: Seen, state: ArticleState, total: number): Seen {
  const known = state.entries.filter(entry => isKnown(entry, seen, state)).length;
  return { ...seen, unknown: Math.max(0, total - known) };
}

/** Picked, and in a part of the article of which all that is picked is known. */
function isKnown(entry: Entry, { lens, from, next }: Seen, { completeFrom }: ArticleState): boolean {
  const { number } = entry;
  const isRead = lens.order === 'newest' ? number >= (next ?? 1) : number <= (next ?? number);
  const isBeyond = from === null || (lens.order === 'newest' ? number < from : number > from);
  return (number >= completeFrom || (isRead && isBeyond)) && isPicked(entry, lens);
}
