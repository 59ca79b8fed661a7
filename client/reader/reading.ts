import type { ComponentType, ReactNode } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleState, Entry } from '#shared/article.ts';
import { timelineOf } from '#shared/changes.ts';
import type { KeyEvents } from '#shared/contents.ts';
import { pageBefore, pageOf } from '#shared/page-boundaries.ts';
import type { Wording } from '#shared/pages.ts';
import type { Texts } from '../ui/texts.ts';

/** What a reader has on screen of what the page knows. Everything else is derived from the article. */
export interface Reading {
  /** Entries with a higher number are held. */
  readonly revealedTo: number;
  /** Entries with a higher number were revealed last, and are marked as new for a moment. */
  readonly freshAfter: number;
  /** A line stands between entries with a higher number and those that the reader had seen before; null: nowhere. */
  readonly newSince: number | null;
  /** Entries that were corrected or withdrawn where the reader did not see it, by number. */
  readonly unseen: ReadonlyMap<number, 'corrected' | 'withdrawn'>;
  /** What is said beside an entry to this reader alone, by the entry's number. */
  readonly asides: ReadonlyMap<number, Aside>;
  /** What lies over the page, opened by the reader. */
  readonly Sheet: ComponentType | null;
  /** What the interface says, in the article's language. */
  readonly wording: Wording;
  /** What a screen reader says next. */
  readonly announcement: string;
  /** `lost`: for so long that the reader should know. */
  readonly link: 'sound' | 'lost';
  /** The server's clock when something that the article announced had come; 0: nothing has since the page was made. */
  readonly clock: number;
  /** The key events of the whole article, as the server last listed them. */
  readonly keyEvents: KeyEvents;
  /** Null: all of the timeline, newest first. */
  readonly view: TimelineView | null;
}

/** The timeline seen through a lens (client/reader/lens). */
export interface TimelineView {
  /** What of it is on screen, in its order. */
  arrange(state: ArticleState, revealedTo: number): readonly Entry[];
  isPicked(entry: Entry): boolean;
  /** What it is called, such as in the title of its page. */
  nameIn?(texts: Texts): string;
  /** Where an entry is read that is not on screen; its own address where left out. */
  hrefOf?(entry: Numbered): string;
  /** Where new entries come in. */
  readonly newAt: 'top' | 'end';
  /** What stands above it, below it, and where it is empty. */
  readonly line: ReactNode;
  readonly more: ReactNode;
  readonly none: ReactNode;
}

/** An entry, as far as it is named. */
export type Numbered = Pick<Entry, 'number'> & { readonly headline?: string | null };

export interface AsideProps {
  readonly entry: Entry;
}

export type Aside = ComponentType<AsideProps>;

export type ReadingStore = StoreApi<Reading>;

type MadeWith = Pick<Reading, 'wording' | 'keyEvents'> & { readonly state: ArticleState };

/** All that the page was made with is revealed, and nothing of it is new. */
export function createReading({ state, wording, keyEvents }: MadeWith, view: TimelineView | null = null): ReadingStore {
  return createStore(() => ({
    revealedTo: highestNumber(state),
    freshAfter: Number.POSITIVE_INFINITY,
    newSince: null,
    unseen: new Map(),
    asides: new Map(),
    Sheet: null,
    wording,
    announcement: '',
    link: 'sound',
    clock: 0,
    keyEvents,
    view,
  }));
}

/**
 * At most so many entries are on a page at once, however long it is open and however often older ones are asked for: what it weighs in
 * a browser stays within bounds. Older ones have pages of their own (docs/decisions/0016-pages-stay-light.md).
 */
export const MAX_SHOWN = 400;

/** The timeline as it is on screen, newest first. */
export function shownEntries(state: ArticleState, before: number | null, revealedTo: number): readonly Entry[] {
  const from = lowestAllowed(state, before, revealedTo);
  const isShown = before === null ? (number: number) => number <= revealedTo : (number: number) => number < before;
  return timelineOf(state).filter(({ number }) => number >= from && isShown(number));
}

/** The number that the timeline goes down to. */
export function shownFrom(state: ArticleState, before: number | null, revealedTo: number): number {
  return Math.max(state.completeFrom, lowestAllowed(state, before, revealedTo));
}

/** Where the page that may just stay begins: entries leave by whole pages, at the far end. */
function lowestAllowed(state: ArticleState, before: number | null, revealedTo: number): number {
  const newest = before === null ? Math.min(revealedTo, highestNumber(state)) : before - 1;
  return pageBefore(pageOf(Math.max(0, newest - MAX_SHOWN)));
}

export function highestNumber(state: ArticleState): number {
  return state.entries[0]?.number ?? 0;
}
