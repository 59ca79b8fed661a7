import type { Position } from './article.ts';

/** The answer of GET /api/articles/:slug/contents: where there is what in an article, for those who look for a place in it. */
export interface Contents {
  readonly position: Position;
  /** In the order of time, by the article's own clock. */
  readonly hours: readonly Hour[];
  /** Newest first. */
  readonly keyEvents: readonly KeyEventLink[];
}

/** `at`: the instant where the hour begins, or a day where no time is known; `first`: the lowest number in it. */
interface Hour {
  readonly at: string;
  readonly first: number;
  readonly count: number;
}

/** `label`: its headline, or how it begins. */
interface KeyEventLink {
  readonly number: number;
  readonly headline: string | null;
  readonly label: string;
  readonly language: string;
  readonly at: string;
}
