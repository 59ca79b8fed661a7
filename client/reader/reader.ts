import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { PageView } from '#shared/pages.ts';
import { LiveArticle, type LiveState } from '../live/article.ts';
import { browserParts } from '../live/browser.ts';
import { useArticle } from '../live/use-article.ts';
import type { Texts } from '../ui/texts.ts';
import type { Times } from '../ui/times.ts';
import { createReading, type Reading, type ReadingStore } from './reading.ts';

export type ArticlePageView = Extract<PageView, { page: 'article' }>;

/** An article's page in use: what it was made with, what is known by now, and what of that is on screen. */
export interface Reader {
  readonly page: ArticlePageView;
  readonly article: LiveArticle;
  readonly reading: ReadingStore;
}

export function createReader(page: ArticlePageView): Reader {
  const { state, before } = page;
  const article = new LiveArticle({
    state,
    before,
    parts: browserParts(state.article.slug),
  });
  return { page, article, reading: createReading(state) };
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

export function useReading<Part>(select: (reading: Reading) => Part): Part {
  return useStore(useReader().reading, select);
}
