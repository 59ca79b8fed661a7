import type { PublishedEntry } from '#shared/article.ts';

/** The fields of Pressbox's entry, so that the same text makes a message of the same length. */
const BLANK_ENTRY: Omit<PublishedEntry, 'body'> = {
  id: '00000000-0000-4000-8000-000000000000',
  number: 1,
  version: 1,
  headline: null,
  authors: [],
  source: null,
  language: 'en',
  keyEvent: false,
  tags: [],
  displayAt: null,
  publishedAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  edits: [],
  retraction: null,
};

/** A change as Pressbox would send it, for servers that keep none. */
export function changeOf(entry: object, seq: number): object {
  const place = { epoch: '0000000000000000000000', seq, at: Date.now() };
  return { type: 'entry-published', entry: { ...BLANK_ENTRY, ...entry }, ...place };
}
