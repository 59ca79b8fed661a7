/**
 * Entries are paged by number, counted from the oldest, so that a page never shifts when a newer entry comes: 1-20, 21-40, ...
 * The newest page takes the unfinished one above it along: 20 to 39 entries.
 */
export const PAGE_ENTRIES = 20;

/** The lowest number on the newest page. */
export function newestPageFrom(lastNumber: number): number {
  const fullPages = Math.floor(lastNumber / PAGE_ENTRIES);
  return Math.max(0, fullPages - 1) * PAGE_ENTRIES + 1;
}

/** The lowest number on the page of entries below `before`. */
export function olderPageFrom(before: number): number {
  return Math.floor(Math.max(0, before - 2) / PAGE_ENTRIES) * PAGE_ENTRIES + 1;
}

/** Where the page above the one below `before` ends: its own `before`; null where that is the newest page. */
export function newerPageBefore(before: number, lastNumber: number): number | null {
  const above = olderPageFrom(before) + 2 * PAGE_ENTRIES;
  return above > newestPageFrom(lastNumber) ? null : above;
}

/** Which page an entry is on. Pages have numbers from the oldest on, so that they never change either. */
export function pageOf(number: number): number {
  return Math.ceil(number / PAGE_ENTRIES);
}

/** The number that the entries of a page are below. */
export function pageBefore(page: number): number {
  return page * PAGE_ENTRIES + 1;
}

/** How many pages there are; the newest is the last of them. */
export function pageCount(lastNumber: number): number {
  return pageOf(newestPageFrom(lastNumber));
}
