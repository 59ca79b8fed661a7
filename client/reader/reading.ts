import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleState, Entry } from '#shared/article.ts';
import { timelineOf } from '#shared/changes.ts';
import type { ArticlePage } from '#shared/pages.ts';

/** What a reader has on screen of what the page knows. Everything else is derived from the article. */
export interface Reading {
  /** Entries with a higher number are held. */
  readonly revealedTo: number;
  /** Entries with a higher number were revealed last, and are marked as new for a moment. */
  readonly freshAfter: number;
  /** What a screen reader says next. */
  readonly announcement: string;
  /** `lost`: for so long that the reader should know. */
  readonly link: 'sound' | 'lost';
}

/** Which entries a page shows, and when it was made. */
export type PageWindow = Pick<ArticlePage, 'before' | 'now'>;

export type ReadingStore = StoreApi<Reading>;

/** All that the page was made with is revealed, and nothing of it is new. */
export function createReading(state: ArticleState): ReadingStore {
  return createStore(() => ({
    revealedTo: highestNumber(state),
    freshAfter: Number.POSITIVE_INFINITY,
    announcement: '',
    link: 'sound',
  }));
}

/** The timeline as it is on screen, newest first. */
export function shownEntries(state: ArticleState, before: number | null, revealedTo: number): readonly Entry[] {
  const isShown = before === null ? (number: number) => number <= revealedTo : (number: number) => number < before;
  return timelineOf(state).filter(entry => isShown(entry.number));
}

/** How many new updates wait to be looked at. On a page of older entries these are all that came since it was made. */
export function heldCount(state: ArticleState, page: PageWindow, revealedTo: number): number {
  const isHeld = (entry: Entry) => (page.before === null ? entry.number > revealedTo : cameAfter(page, entry));
  return state.entries.filter(entry => entry.retraction === null && isHeld(entry)).length;
}

/** On a page of older entries newer ones may become known late, by an edit or a pin; only their time tells which are new. */
export function cameAfter({ before, now }: PageWindow, entry: Entry): boolean {
  return before === null || (entry.number >= before && Date.parse(entry.publishedAt) > now);
}

export function hasHeld(state: ArticleState, { revealedTo }: Reading): boolean {
  return highestNumber(state) > revealedTo;
}

/** Shows everything that is held. `quietly`: without marking it as new, where all of the page is. */
export function reveal(reading: ReadingStore, state: ArticleState, manner: 'marked' | 'quietly'): void {
  const revealedTo = highestNumber(state);
  const freshAfter = manner === 'marked' ? reading.getState().revealedTo : Number.POSITIVE_INFINITY;
  reading.setState({ revealedTo, freshAfter });
}

function highestNumber(state: ArticleState): number {
  return state.entries[0]?.number ?? 0;
}
