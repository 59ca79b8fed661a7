import type { ArticleState, Entry } from '#shared/article.ts';
import { type Found, type FoundPage, foundIn, MAX_QUERY_CHARS } from '#shared/found.ts';
import { phrasesOf } from '#shared/words.ts';
import { articleAddress } from '../../live/article-address.ts';

/** What a search has found so far, newest first. `next`: the server was not asked about numbers below this; null: all were looked at. */
export interface Finding {
  readonly phrases: readonly string[];
  readonly found: readonly Found[];
  readonly next: number | null;
}

/** What the page knows, at once. Null where there is no word to look for. */
export function findHere(query: string, { entries, completeFrom }: ArticleState, upTo: number): Finding | null {
  const phrases = phrasesOf(query.slice(0, MAX_QUERY_CHARS));
  if (phrases.length === 0) return null;
  const isHere = ({ number }: Entry) => number >= completeFrom && number <= upTo;
  const found = entries.filter(isHere).flatMap(entry => foundIn(entry, phrases) ?? []);
  return { phrases, found, next: completeFrom > 1 ? completeFrom : null };
}

/** What the server finds beyond that. */
export async function findFurther(
  slug: string,
  query: string,
  finding: Finding,
  signal: AbortSignal,
): Promise<Finding> {
  const parameters = new URLSearchParams({ q: query.slice(0, MAX_QUERY_CHARS), before: String(finding.next) });
  const response = await fetch(`${articleAddress(slug)}/search?${parameters}`, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  const { found, next } = (await response.json()) as FoundPage;
  return { ...finding, found: [...finding.found, ...found], next };
}
