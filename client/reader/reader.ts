import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import { entryPath } from '#shared/addresses.ts';
import type { Entry } from '#shared/article.ts';
import type { PageView } from '#shared/pages.ts';
import { LiveArticle, type LiveState } from '../live/article.ts';
import { browserParts } from '../live/browser.ts';
import { useArticle } from '../live/use-article.ts';
import { entryAnchor } from '../ui/entry-view.tsx';
import type { Texts } from '../ui/texts.ts';
import type { Times } from '../ui/times.ts';
import { createPreferences, type PreferenceStore } from './preferences.ts';
import {
  createReading,
  type Numbered,
  type Reading,
  type ReadingStore,
  shownEntries,
  shownFrom,
  type TimelineView,
} from './reading.ts';

export type ArticlePageView = Extract<PageView, { page: 'article' }>;

/** An article's page in use: what it was made with, what is known by now, and what of that is on screen. */
export interface Reader {
  readonly page: ArticlePageView;
  readonly article: LiveArticle;
  readonly reading: ReadingStore;
  readonly preferences: PreferenceStore;
  /** The display options of those whose browsers run no scripts: only the server has them. */
  readonly scriptless?: ReactNode;
}

/** `view`: the lens that the page was made with, where there is one. */
export function createReader(page: ArticlePageView, view: TimelineView | null): Reader {
  const { state, before, now } = page;
  const article = new LiveArticle({
    state,
    before,
    madeAt: now,
    parts: browserParts(state.article.slug),
  });
  return {
    page,
    article,
    reading: createReading(page, view),
    preferences: createPreferences(),
  };
}

/** How the page speaks: its interface texts and times, in the article's language and zone. */
export interface Voice {
  readonly texts: Texts;
  readonly times: Times;
}

export const ReaderContext = createContext<(Reader & Voice) | null>(null);

export function useReader(): Reader & Voice {
  const reader = use(ReaderContext);
  if (reader === null) throw new Error('This part of the page needs an article around it.');
  return reader;
}

export function useLive<Part>(select: (live: LiveState) => Part): Part {
  return useArticle(useReader().article, select);
}

/** The number that the timeline goes down to. */
export function useShownFrom(): number {
  const { page } = useReader();
  const revealedTo = useReading(reading => reading.revealedTo);
  return useLive(live => shownFrom(live.article, page.before, revealedTo));
}

/** The entries that are on screen, in the order of the timeline. */
export function useShownEntries(): readonly Entry[] {
  const { page } = useReader();
  const revealedTo = useReading(reading => reading.revealedTo);
  const view = useReading(reading => reading.view);
  const state = useLive(live => live.article);
  return view ? view.arrange(state, revealedTo) : shownEntries(state, page.before, revealedTo);
}

/** Where an entry is read: on this page where it is on screen. */
export function useHrefOf(): (entry: Numbered) => string {
  const view = useReading(reading => reading.view);
  const slug = useLive(live => live.article.article.slug);
  const shown = new Set(useShownEntries().map(({ number }) => number));
  return entry =>
    shown.has(entry.number) ? `#${entryAnchor(entry.number)}` : (view?.hrefOf?.(entry) ?? entryPath(slug, entry));
}

export function useReading<Part>(select: (reading: Reading) => Part): Part {
  return useStore(useReader().reading, select);
}
