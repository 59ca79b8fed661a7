import { articlePath } from '#shared/addresses.ts';
import { type Lens, lensOf, lensQuery } from '#shared/lens.ts';
import type { Seen } from './seen.ts';

/** An article seen through a lens. */
export function lensPath(slug: string, lens: Lens): string {
  const query = lensQuery(lens);
  return query === '' ? articlePath(slug) : `${articlePath(slug)}?${query}`;
}

/** The page on which the lens goes on. */
export function furtherPath(slug: string, { lens, next }: Pick<Seen, 'lens' | 'next'>): string {
  const place = lens.order === 'newest' ? `before=${next}` : `after=${next}`;
  return `${articlePath(slug)}?${[lensQuery(lens), place].filter(Boolean).join('&')}`;
}

/** The lens that the window's address names. */
export function addressedLens(): Lens {
  const query = new URLSearchParams(location.search);
  return lensOf(name => query.get(name));
}
