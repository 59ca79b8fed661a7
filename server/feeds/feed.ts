import { publishedFor } from '#server/entry-time.ts';
import type { ReaderRenderer } from '#server/pages/assets.ts';
import { entryPath } from '#shared/addresses.ts';
import type { Article, Author, Entry } from '#shared/article.ts';

/** A feed before it has a form. Addresses are absolute. */
export interface Feed {
  /** An IRI that stays whatever the feed's address is. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly siteName: string;
  readonly pageUrl: string;
  readonly feedUrl: string;
  /** The page of the feed with what is older. */
  readonly nextUrl: string | null;
  /** Who tells subscribers that it has changed (WebSub). */
  readonly hub: string | null;
  readonly icon: string;
  readonly updatedAt: string;
  readonly authors: readonly string[];
  readonly items: readonly FeedItem[];
}

/** `id` stays through every edit, and `updatedAt` moves with each. */
export interface FeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly language: string;
  /** What became of it, for people: corrections, a withdrawal. */
  readonly notices: readonly string[];
  readonly html: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly publishedAt: string;
  readonly updatedAt: string;
}

interface ItemContext {
  readonly siteUrl: string;
  readonly renderer: Pick<ReaderRenderer, 'portableEntry'>;
}

/** An entry as an item of its article's feed; of a withdrawn one only that, and why. */
export function entryItem(entry: Entry, article: Article, { siteUrl, renderer }: ItemContext): FeedItem {
  const { language, title, notices, html } = renderer.portableEntry(entry, article);
  const common = {
    ...{ id: idOf(entry), language, title, notices, html: absolute(html, siteUrl) },
    url: `${siteUrl}${entryPath(article.slug, entry.retraction === null ? entry : { number: entry.number })}`,
  };
  if (entry.retraction !== null)
    return { ...common, authors: [], tags: [], publishedAt: entry.publishedAt, updatedAt: entry.retraction.at };
  return {
    ...common,
    authors: namesOf(entry.authors),
    tags: entry.tags,
    publishedAt: asInstant(publishedFor(entry)),
    updatedAt: entry.editedAt ?? entry.publishedAt,
  };
}

/** Entries and articles are named by UUIDs. */
export function idOf({ id }: { readonly id: string }): string {
  return `urn:uuid:${id}`;
}

export function namesOf(authors: readonly Author[]): string[] {
  return authors.map(({ name }) => name);
}

/** Markup whose addresses hold anywhere. Quotation marks in texts are written otherwise, so only attributes are met. */
export function absolute(html: string, siteUrl: string): string {
  return html
    .replace(/ (src|href|poster)="\/(?!\/)/g, ` $1="${siteUrl}/`)
    .replace(/ srcset="[^"]*"/gi, srcset => srcset.replace(/(["\s,])\/(?!\/)/g, `$1${siteUrl}/`));
}

/** A plain date stands for its first moment. */
function asInstant(when: string): string {
  return new Date(when).toISOString();
}
