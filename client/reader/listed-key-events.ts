import type { Entry } from '#shared/article.ts';
import { type KeyEventLink, type KeyEvents, keyEventLink } from '#shared/contents.ts';

/**
 * The key events of the whole article, newest first, as far as they are revealed; null for one of which nothing but its number is known.
 * What the page knows of an entry goes before what its list says.
 */
export function listedKeyEvents(
  { numbers, links }: KeyEvents,
  entries: readonly Entry[],
  revealedTo: number,
): readonly (KeyEventLink | null)[] {
  const listed = new Map<number, KeyEventLink | null>(numbers.map(number => [number, null]));
  for (const link of links) listed.set(link.number, link);
  for (const entry of entries)
    if (entry.retraction === null && entry.keyEvent) listed.set(entry.number, keyEventLink(entry));
    else listed.delete(entry.number);
  return [...listed]
    .filter(([number]) => number <= revealedTo)
    .toSorted(([a], [b]) => b - a)
    .map(([, link]) => link);
}
