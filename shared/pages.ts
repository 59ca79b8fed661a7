import type { Article, ArticleState, Position, Status } from './article.ts';
import type { Contents, KeyEvents } from './contents.ts';
import type { Lens, Selection } from './lens.ts';

/** What the server hands to the reader's application: once to render the page, and once in it, to go on from. */

export interface Site {
  readonly name: string;
  readonly tagline: string;
  /** Of pages that belong to no article. */
  readonly language: string;
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
  readonly startsAt: string | null;
  readonly latestEntryAt: string | null;
}

/** What has a `startsAt` has still to start. */
interface HomePage {
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
  /** The highest number given to an entry when the page was made. */
  readonly lastNumber: number;
  /** On an entry's own page its number: the page around the entry goes to it, marks it, and speaks of it outside. Else null. */
  readonly entryNumber: number | null;
  /** How many entries had come after that one when the page was made. */
  readonly newerCount: number;
  /** All of them, of which the state knows some. None on a page of older entries, and none of the past but those that the state knows. */
  readonly keyEvents: KeyEvents;
  readonly now: number;
  /** Null where all of the timeline is shown, newest first. */
  readonly lens: LensPage | null;
  /** Null where the page shows how the article stands now. */
  readonly past: PastMoment | null;
}

/** The moment that a page shows an article at. Nothing is followed from there but what is withdrawn. */
export interface PastMoment {
  readonly at: string;
  /** Where the log stood when the page was made; it grows with what is withdrawn since. */
  readonly head: Position;
  /** When the article's log began and when it last grew. */
  readonly from: string;
  readonly to: string;
  /** Whether the article has ended by now: then its log can be played back. */
  readonly isOver: boolean;
}

/** What an article is seen through, and how far: the numbers beyond `from`, in the order of the lens, as far as they were read. */
export interface LensPage extends Omit<Selection, 'entries' | 'position'> {
  readonly lens: Lens;
  readonly from: number | null;
  /** The `from` of the page before this one in that order; null where that is the first. */
  readonly back: number | null;
}

/** Where there is what in an article; a page of links. */
export interface ContentsPage {
  readonly page: 'contents';
  readonly article: Pick<Article, 'slug' | 'headline' | 'language' | 'timeZone' | 'createdAt'>;
  readonly contents: Contents;
  /** Without a trailing slash. */
  readonly siteUrl: string;
  readonly now: number;
}

/** `detail`: what exactly was not possible, in English; null where the problem says it all. */
export interface ErrorPage {
  readonly page: 'error';
  readonly status: number;
  /** `offline`: the page for when there is no network, which is laid aside while there is. */
  readonly problem: 'notFound' | 'failed' | 'refused' | 'offline' | 'notBegun';
  readonly detail: string | null;
  /** Of coverage that had not begun at the moment asked for: the address that shows its first. */
  readonly beginning?: string;
}

/** What the interface says on a page, in one language: texts by name, and texts by name and plural form (client/ui/languages). */
export interface Wording {
  readonly language: string;
  readonly say: Readonly<Record<string, string>>;
  readonly count: Readonly<Record<string, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>;
}

export type Page = HomePage | ArticlePage | ContentsPage | ErrorPage;

export type PageView = Page & { readonly site: Site; readonly wording: Wording };

/** What the document says about a page outside of it. */
export interface PageHead {
  readonly title: string;
  /** The title without the site's name. */
  readonly heading: string;
  readonly description: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** An entry as it goes where no page is around it, such as into a feed. */
export interface PortableEntry {
  readonly language: string;
  /** Names a correction, clarification or withdrawal. */
  readonly title: string;
  /** What became of the entry, newest first: "Corrected 14:05: ..." */
  readonly notices: readonly string[];
  /** Notices and text as markup that needs no styles. */
  readonly html: string;
}
