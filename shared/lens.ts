import type { Entry, Position } from './article.ts';

/** How a timeline is looked at: in which order, and which of its entries. The address says it, so that it can be passed on. */
export interface Lens {
  readonly order: Order;
  readonly show: Show;
  readonly author: string | null;
  readonly tag: string | null;
}

export const ORDERS = ['newest', 'oldest'] as const;
export const SHOWS = ['all', 'key', 'corrections'] as const;
type Order = (typeof ORDERS)[number];
type Show = (typeof SHOWS)[number];

/** Everything, newest first. */
export const PLAIN_LENS: Lens = { order: 'newest', show: 'all', author: null, tag: null };

/** Names of authors are the longest that may be asked for (shared/article.ts). */
const MAX_ASKED_CHARS = 120;

/** What a lens picks of an article's entries, some at a time, in the order of the lens. */
export interface Selection {
  readonly entries: readonly Entry[];
  readonly position: Position;
  /** Where to go on: below this number, or above it in the order of `oldest`; null at the end. */
  readonly next: number | null;
  /** How many it picks of the whole article. */
  readonly total: number;
  /** The highest number that any entry had at `position`. */
  readonly lastNumber: number;
}

/** What readers may choose of an article, each with the number of entries that have it: the most frequent first. */
export interface Choices {
  readonly key: number;
  readonly corrections: number;
  readonly authors: readonly Choice[];
  readonly tags: readonly Choice[];
}

export interface Choice {
  readonly name: string;
  readonly count: number;
}

/** How many authors, and how many tags, a reader is given to choose from. */
export const MAX_CHOICES = 40;

/** What an address asks for, by the names of its parameters; what is not understood is left out. */
export function lensOf(asked: (name: string) => unknown): Lens {
  const named = (name: string) => {
    const value = asked(name);
    const text = typeof value === 'string' ? value.trim() : '';
    return text !== '' && text.length <= MAX_ASKED_CHARS ? text : null;
  };
  return {
    order: ORDERS.find(known => known === asked('order')) ?? 'newest',
    show: SHOWS.find(known => known === asked('show')) ?? 'all',
    author: named('author'),
    tag: named('tag'),
  };
}

/** The part of an address that says it, always written alike; empty for the plain one. */
export function lensQuery({ order, show, author, tag }: Lens): string {
  const parts = [
    ...(order === 'newest' ? [] : [['order', order]]),
    ...(show === 'all' ? [] : [['show', show]]),
    ...(author === null ? [] : [['author', author]]),
    ...(tag === null ? [] : [['tag', tag]]),
  ];
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
}

/** Whether it leaves entries out. */
export function isFilter(lens: Lens): boolean {
  return facetsIn(lens).length > 0;
}

/** The one rule of what a filter picks, for the page and for the store, which keeps the facets of every entry. */
export function isPicked(entry: Entry, lens: Lens): boolean {
  const facets = facetsOf(entry);
  return facetsIn(lens).every(facet => facets.includes(facet));
}

/** What an entry can be picked by. Of a withdrawn one only that it was wrong is left. */
export function facetsOf(entry: Entry): string[] {
  if (entry.retraction !== null) return ['corrections'];
  const { keyEvent, edits, authors, tags } = entry;
  const all = [
    ...(keyEvent ? ['key'] : []),
    ...(edits.some(({ kind }) => kind !== 'update') ? ['corrections'] : []),
    ...authors.map(({ name }) => `author:${name}`),
    ...tags.map(tag => `tag:${tag}`),
  ];
  return [...new Set(all)];
}

/** All the facets that an entry must have. */
export function facetsIn({ show, author, tag }: Lens): string[] {
  return [
    ...(show === 'all' ? [] : [show]),
    ...(author === null ? [] : [`author:${author}`]),
    ...(tag === null ? [] : [`tag:${tag}`]),
  ];
}
