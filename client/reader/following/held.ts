import type { ArticleState, Entry } from '#shared/article.ts';
import type { ArticlePage } from '#shared/pages.ts';
import { highestNumber, type Reading, type ReadingStore, type TimelineView } from '../reading.ts';

/** Which entries a page shows, and when it was made. */
export type PageWindow = Pick<ArticlePage, 'before' | 'now'>;

/** How new entries come on screen. `returning`: they had waited, so a line tells where they begin. `quietly`: where all of the page is new. */
type Manner = 'marked' | 'returning' | 'quietly';

/** New updates that wait to be looked at. On a page of older entries these are all that came since it was made. */
export function heldEntries(
  state: ArticleState,
  page: PageWindow,
  revealedTo: number,
  view: TimelineView | null,
): readonly Entry[] {
  const isHeld = (entry: Entry) => (page.before === null ? entry.number > revealedTo : cameAfter(page, entry));
  return state.entries.filter(entry => isWanted(entry, view) && isHeld(entry));
}

/** Whether a reader is told of it: of what the lens leaves out, nobody is. */
export function isWanted(entry: Entry, view: TimelineView | null): boolean {
  return entry.retraction === null && (view === null || view.isPicked(entry));
}

/** On a page of older entries newer ones may become known late, by an edit or a pin; only their time tells which are new. */
export function cameAfter({ before, now }: PageWindow, entry: Entry): boolean {
  return before === null || (entry.number >= before && Date.parse(entry.publishedAt) > now);
}

export function hasHeld(state: ArticleState, { revealedTo }: Reading): boolean {
  return highestNumber(state) > revealedTo;
}

/** Shows everything that is held. */
export function reveal(reading: ReadingStore, state: ArticleState, manner: Manner): void {
  const { revealedTo, newSince } = reading.getState();
  reading.setState({
    revealedTo: highestNumber(state),
    freshAfter: manner === 'quietly' ? Number.POSITIVE_INFINITY : revealedTo,
    newSince: manner === 'returning' ? revealedTo : manner === 'quietly' ? null : newSince,
  });
}
