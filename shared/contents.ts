import type { Position, PublishedEntry } from './article.ts';
import { firstLine } from './body-text.ts';

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
export interface KeyEventLink {
  readonly number: number;
  readonly headline: string | null;
  readonly label: string;
  readonly language: string;
  readonly at: string;
}

/** The key events that an article's page lists: which there are of them, and what as many of the newest are called as are seen at once. */
export interface KeyEvents {
  readonly numbers: readonly number[];
  readonly links: readonly KeyEventLink[];
}

/** More than these are folded away: the list stands above the timeline on narrow screens. */
export const OPEN_KEY_EVENTS = 5;

export function keyEventLink(entry: PublishedEntry): KeyEventLink {
  const { number, headline, language, body, publishedAt, displayAt } = entry;
  return { number, headline, label: headline ?? firstLine(body), language, at: displayAt ?? publishedAt };
}
