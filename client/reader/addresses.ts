import { entryAnchor } from '../ui/entry-view.tsx';

export function articleHref(slug: string): string {
  return `/live/${slug}`;
}

/** The page of entries with a number below `before`. */
export function olderHref(slug: string, before: number): string {
  return `${articleHref(slug)}?before=${before}`;
}

/** To an entry that may not be on this page: the page that begins with it. */
export function elsewhereHref(slug: string, number: number): string {
  return `${olderHref(slug, number + 1)}#${entryAnchor(number)}`;
}
