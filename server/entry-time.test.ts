import { expect, it } from 'vitest';
import { publishedFor } from './entry-time.ts';
import { makeEntry } from './test-bench/make-article.ts';

const publishedAt = '2026-03-01T10:00:00.000Z';

it.each([
  ['as the server says', { displayAt: null }, publishedAt],
  ['as the editor says', { displayAt: '2026-03-01T09:00:00.000Z' }, '2026-03-01T09:00:00.000Z'],
  ['on the day that the editor says', { displayAt: '2026-02-28' }, '2026-02-28'],
  ['as the server says, where the editor names a time to come', { displayAt: '2026-03-01T12:00:00.000Z' }, publishedAt],
  [
    'not after it was changed',
    { displayAt: '2026-03-01T12:00:00.000Z', editedAt: '2026-03-01T11:00:00.000Z' },
    publishedAt,
  ],
  [
    'as the editor says, once that time has come and it was changed after it',
    { displayAt: '2026-03-01T12:00:00.000Z', editedAt: '2026-03-01T13:00:00.000Z' },
    '2026-03-01T12:00:00.000Z',
  ],
])('an entry was published %s', (_, times, expected) => {
  expect(publishedFor(makeEntry({ publishedAt, ...times }))).toBe(expected);
});
