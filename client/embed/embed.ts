import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleState, Entry } from '#shared/article.ts';
import { timelineOf } from '#shared/changes.ts';
import type { EmbedView } from '#shared/embed.ts';
import { LiveArticle } from '../live/article.ts';
import { browserParts } from '../live/browser.ts';

/** What is on screen of what the embed knows. */
export interface Showing {
  /** Entries with a higher number are held. */
  readonly revealedTo: number;
  /** Entries with a higher number were revealed last. */
  readonly freshAfter: number;
  /** The server's clock when something that the article announced had come; 0: nothing has since the page was made. */
  readonly clock: number;
  /** By the reader's wish (WCAG 2.2.2). */
  readonly pace: 'live' | 'paused';
}

/** An article in a frame, in use. */
export interface Embed {
  readonly view: EmbedView;
  readonly article: LiveArticle;
  readonly showing: StoreApi<Showing>;
}

export function createEmbed(view: EmbedView): Embed {
  const { state, now } = view;
  const article = new LiveArticle({ state, before: null, madeAt: now, parts: browserParts(state.article.slug) });
  const revealedTo = highestNumber(state);
  return {
    view,
    article,
    showing: createStore(() => ({ revealedTo, freshAfter: revealedTo, clock: 0, pace: 'live' })),
  };
}

/**
 * The entries on screen, in their order; where only one is to be shown, that one. Newest first, the list keeps its length: what comes in on top pushes out the last. Oldest
 * first it grows at its end, for nothing above what is being read may go.
 */
export function shownEntries(
  state: ArticleState,
  { revealedTo }: Showing,
  { order, entries, entry, state: first }: EmbedView,
) {
  if (entry !== null) return state.entries.filter(({ number }) => number === entry);
  const revealed = timelineOf(state).filter(({ number }) => number <= revealedTo);
  if (order === 'newest') return revealed.slice(0, entries);
  const from = timelineOf(first)[entries - 1]?.number ?? 1;
  return revealed.filter(({ number }) => number >= from).toReversed();
}

export function heldEntries(state: ArticleState, { revealedTo }: Showing): readonly Entry[] {
  return timelineOf(state).filter(({ number, retraction }) => retraction === null && number > revealedTo);
}

export function reveal({ article, showing }: Embed): void {
  const revealedTo = highestNumber(article.store.getState().article);
  const { revealedTo: before } = showing.getState();
  if (revealedTo !== before) showing.setState({ revealedTo, freshAfter: before });
}

function highestNumber(state: ArticleState): number {
  return state.entries[0]?.number ?? 0;
}
