import { pageOf } from './page-boundaries.ts';

/** Addresses of what readers and machines see, as paths on the site. They are promises: none may ever lead to something else. */

export function articlePath(slug: string): string {
  return `/live/${slug}`;
}

/** A page of older entries, counted from the oldest. */
export function pagePath(slug: string, page: number): string {
  return `${articlePath(slug)}/page/${page}`;
}

/** The entries of an author, or with a tag. */
export function facetPath(slug: string, facet: 'author' | 'tag', name: string): string {
  return `${articlePath(slug)}?${facet}=${encodeURIComponent(name)}`;
}

/** Where there is what in an article. */
export function contentsPath(slug: string): string {
  return `${articlePath(slug)}/contents`;
}

/** The page of the entries below `before`. */
export function olderPath(slug: string, before: number): string {
  return pagePath(slug, pageOf(before - 1));
}

/** An article as it stood at an instant in UTC; on a page of older entries, those below `before`. */
export function pastPath(slug: string, at: string, before: number | null = null): string {
  return `${articlePath(slug)}?at=${at.replace('.000Z', 'Z')}${before === null ? '' : `&before=${before}`}`;
}

const MAX_WORDS = 8;

/**
 * An entry's own page: its number decides, the words after it are for people and may change with the headline. Scripts without Latin
 * letters leave none.
 */
export function entryPath(slug: string, entry: { readonly number: number; readonly headline?: string | null }): string {
  const plain = (entry.headline ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g)?.slice(0, MAX_WORDS) ?? [];
  return `${articlePath(slug)}/entry/${[entry.number, ...words].join('-')}`;
}

export const FEED_FORMATS = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

const FEED_FILES: Readonly<Record<FeedFormat, string>> = { rss: 'rss.xml', atom: 'atom.xml', json: 'feed.json' };

/** Of an article's entries, or of the site's articles. */
export function feedPath(format: FeedFormat, slug?: string): string {
  return `${slug === undefined ? '' : articlePath(slug)}/${FEED_FILES[format]}`;
}

/** A picture that stands for an article, or for an entry of it, where it is shared. */
export function socialImagePath(slug: string, number?: number): string {
  return `${number === undefined ? articlePath(slug) : entryPath(slug, { number })}/social.png`;
}

/** When it starts, for a reader's calendar. */
export function calendarPath(slug: string): string {
  return `${articlePath(slug)}/calendar.ics`;
}

export const EXPORT_TYPES = ['json', 'md', 'zip'] as const;

/** All of an article, to take away. */
export function exportPath(slug: string, type: (typeof EXPORT_TYPES)[number]): string {
  return `${articlePath(slug)}/export.${type}`;
}

/** An article inside another site's page, or an entry of it. */
export function embedPath(slug: string, number?: number): string {
  return `/embed/${slug}${number === undefined ? '' : `?entry=${number}`}`;
}
