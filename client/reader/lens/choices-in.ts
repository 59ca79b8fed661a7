import type { Entry } from '#shared/article.ts';
import { type Choice, type Choices, facetsOf, MAX_CHOICES } from '#shared/lens.ts';

/** What there is to choose among these entries; how many have it only the server knows. */
export function choicesIn(entries: readonly Entry[]): Pick<Choices, 'authors' | 'tags'> {
  const facets = new Set(entries.flatMap(facetsOf));
  const named = (prefix: string): Choice[] =>
    [...facets]
      .filter(facet => facet.startsWith(prefix))
      .slice(0, MAX_CHOICES)
      .map(facet => ({ name: facet.slice(prefix.length), count: 0 }));
  return { authors: named('author:'), tags: named('tag:') };
}
