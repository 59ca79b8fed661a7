import { expect, it } from 'vitest';
import { paragraphs } from '#shared/body-text.ts';
import { contentsOf } from './contents.ts';
import { makeArticle, makeEntry } from './test-bench/make-article.ts';

const position = { epoch: 'epoch-of-this-test', seq: 9 };

it.each([
  ['Europe/London', ['2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z']],
  ['Asia/Kathmandu', ['2026-01-01T11:15:00.000Z', '2026-01-01T12:15:00.000Z', '2026-01-01T13:15:00.000Z']],
  ['Nowhere/AtAll', ['2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z']],
])('hours begin when they do in %s', (timeZone, expected) => {
  const periods = ['12:00', '12:45', '13:15'].map((time, index) => ({
    ...{ at: `2026-01-01T${time}:00.000Z`, first: index + 1, count: 2 },
  }));
  const { hours } = contentsOf({ article: makeArticle({ timeZone }), position, periods, keyEvents: [] });
  expect(hours.map(({ at }) => at)).toEqual(expected);
  expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(6);
});

it('an hour has its lowest number and all its entries, and a day without times stays one', () => {
  const periods = [
    { at: '1961-04-12', first: 3, count: 5 },
    { at: '2026-01-01T12:00:00.000Z', first: 9, count: 1 },
    { at: '2026-01-01T12:30:00.000Z', first: 8, count: 2 },
  ];
  const { hours } = contentsOf({ article: makeArticle(), position, periods, keyEvents: [] });
  expect(hours).toEqual([
    { at: '1961-04-12', first: 3, count: 5 },
    { at: '2026-01-01T12:00:00.000Z', first: 8, count: 3 },
  ]);
});

it('a key event is named by its headline, or by how it begins', () => {
  const keyEvents = [
    makeEntry({ number: 2, headline: 'Contact light', displayAt: '1969-07-20' }),
    makeEntry({ number: 1, body: paragraphs([`${'So it begins. '.repeat(12)}`]) }),
  ];
  const contents = contentsOf({ article: makeArticle(), position, periods: [], keyEvents });
  expect(contents.keyEvents).toMatchObject([
    { number: 2, headline: 'Contact light', label: 'Contact light', at: '1969-07-20' },
    { number: 1, headline: null, label: expect.stringMatching(/^So it begins\. .* …$/) },
  ]);
});
