import type { ArticleState } from '#shared/article.ts';
import { type Found, type FoundPage, foundIn, MAX_QUERY_CHARS } from '#shared/found.ts';
import { phrasesOf } from '#shared/words.ts';
import { articleAddress } from '../../live/article-address.ts';

/** What a search has found so far, newest first. */
export interface Finding {
  readonly phrases: readonly string[];
  readonly found: readonly Found[];
  /** What only the server knows is asked for: entries with numbers below this; null: all were looked at. */
  readonly next: number | null;
}

/** The entries of which a page holds every one: from `from` on, below `before`. */
export interface Held {
  readonly from: number;
  readonly before: number;
}

/** On a page of older entries what is newer is not there, save for what is known by chance. */
export function heldOn({ before }: { readonly before: number | null }, { completeFrom }: ArticleState): Held {
  return { from: completeFrom, before: before ?? Number.POSITIVE_INFINITY };
}

/** What the page holds, at once. Null where there is no word to look for. */
export function findHere(query: string, { entries }: ArticleState, held: Held, upTo: number): Finding | null {
  const phrases = phrasesOf(query.slice(0, MAX_QUERY_CHARS));
  if (phrases.length === 0) return null;
  const here = entries.filter(({ number }) => number >= held.from && number < held.before && number <= upTo);
  return {
    phrases,
    found: here.flatMap(entry => foundIn(entry, phrases) ?? []),
    next: nextToAsk(Number.POSITIVE_INFINITY, held),
  };
}

/** What was found, as it stands by now: nothing that was withdrawn since, no wrong wording, and what has come in. */
export function refound(query: string, finding: Finding, state: ArticleState, held: Held, upTo: number): Finding {
  const here = findHere(query, state, held, upTo)?.found ?? [];
  const known = new Map(state.entries.map(entry => [entry.number, entry]));
  const beyond = finding.found.filter(({ number }) => number < held.from || number >= held.before);
  const there = beyond.flatMap(found => {
    const entry = known.get(found.number);
    return entry ? (foundIn(entry, finding.phrases) ?? []) : found;
  });
  return { ...finding, found: merged(here, there) };
}

/** With what the server finds beyond that. */
export async function findFurther(
  slug: string,
  query: string,
  finding: Finding,
  held: Held,
  signal: AbortSignal,
): Promise<Finding> {
  const { phrases, found, next } = finding;
  const parameters = new URLSearchParams({ q: query.slice(0, MAX_QUERY_CHARS) });
  if (next !== null && Number.isFinite(next)) parameters.set('before', String(next));
  const response = await fetch(`${articleAddress(slug)}/search?${parameters}`, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${response.url}.`);
  const page = (await response.json()) as FoundPage;
  return { phrases, found: merged(found, page.found), next: nextToAsk(page.next, held) };
}

/** What the page holds the server need not look through. */
function nextToAsk(next: number | null, { from, before }: Held): number | null {
  if (next === null) return null;
  const isBeside = next > before || next <= from;
  const beyond = isBeside ? next : from;
  return beyond > 1 ? beyond : null;
}

/** The server looks through the numbers from above, so it may come upon what the page had found. */
function merged(here: readonly Found[], there: readonly Found[]): Found[] {
  const known = new Set(here.map(({ number }) => number));
  return [...here, ...there.filter(({ number }) => !known.has(number))].toSorted((a, b) => b.number - a.number);
}
