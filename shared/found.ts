import type { Entry, Position, PublishedEntry } from './article.ts';
import { bodyText } from './body-text.ts';
import { foldedWords, hasPhrases, stretchesOf } from './words.ts';

/** An entry that a search found, with the part of its text that shows why. */
export interface Found {
  readonly number: number;
  readonly publishedAt: string;
  readonly displayAt: string | null;
  readonly language: string;
  readonly headline: string | null;
  readonly excerpt: string;
}

/** What a search found, newest first. */
export interface FoundPage {
  readonly found: readonly Found[];
  readonly position: Position;
  /** Numbers below this were not looked at, for enough was found; null where all were. */
  readonly next: number | null;
}

/** A longer query is cut before anybody looks for it. */
export const MAX_QUERY_CHARS = 120;
export const FOUND_PAGE = 30;

const CHARS_BEFORE = 60;
const CHARS_AFTER = 140;

/** All that an entry is found by; nothing of a withdrawn one. */
export function searchedWords(entry: Entry): string {
  return entry.retraction === null ? foldedWords(searchedText(entry)) : '';
}

/** Null where the entry does not have all the phrases. */
export function foundIn(entry: Entry, phrases: readonly string[]): Found | null {
  if (entry.retraction !== null || !hasPhrases(searchedWords(entry), phrases)) return null;
  const { number, publishedAt, displayAt, language, headline, body } = entry;
  const excerpt = excerptOf(bodyText(body).replace(/\s+/g, ' '), phrases);
  return { number, publishedAt, displayAt, language, headline, excerpt };
}

function searchedText({ headline, body, authors, source, tags }: PublishedEntry): string {
  const names = [...authors.map(({ name }) => name), source?.name, ...tags];
  return [headline, bodyText(body), ...names].filter(Boolean).join('\n');
}

/** The text around the first place where a phrase stands, or its beginning. */
function excerptOf(text: string, phrases: readonly string[]): string {
  const at = stretchesOf(text, phrases)[0]?.start ?? 0;
  const start = at <= CHARS_BEFORE ? 0 : text.indexOf(' ', at - CHARS_BEFORE) + 1;
  const end = at + CHARS_AFTER >= text.length ? text.length : text.lastIndexOf(' ', at + CHARS_AFTER);
  const part = text.slice(start, end <= at ? at + CHARS_AFTER : end);
  return `${start > 0 ? '… ' : ''}${part}${end < text.length ? ' …' : ''}`;
}
