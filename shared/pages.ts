import type { ArticleState, Status } from './article.ts';

/** What the server hands to the reader's application: once to render the page, and once in it, to go on from. */

export interface Site {
  readonly name: string;
  readonly tagline: string;
}

/** An article as lists show it. `entryCount` counts retracted ones too: it is the highest number. */
export interface ArticleListing {
  readonly id: string;
  readonly slug: string;
  readonly headline: string;
  readonly standfirst: string;
  readonly dateLine: string;
  readonly status: Status;
  readonly language: string;
  readonly timeZone: string;
  readonly sample: boolean;
  readonly entryCount: number;
  readonly createdAt: string;
  readonly latestEntryAt: string | null;
}

export interface HomePage {
  readonly page: 'home';
  readonly articles: readonly ArticleListing[];
}

/**
 * An article. `before` is null on the live page; on a page of older entries only entries with a number below it are shown, and the
 * page follows the log all the same, so that an edit or a withdrawal reaches it too. `now`: the server's clock, in milliseconds.
 */
export interface ArticlePage {
  readonly page: 'article';
  readonly state: ArticleState;
  readonly before: number | null;
  /** The `before` of the next newer page; null where that is the live page. */
  readonly newerBefore: number | null;
  readonly now: number;
}

/** `detail` is a sentence for the reader. */
export interface ErrorPage {
  readonly page: 'error';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export type PageView = (HomePage | ArticlePage | ErrorPage) & { readonly site: Site };
