import { describe, expect, it } from 'vitest';
import { agoText, minutesAgo } from './ago.ts';

const NOW = Date.parse('2026-11-24T14:05:30.000Z');

describe('how long ago', () => {
  it.each([
    ['2026-11-24T14:05:30.000Z', 0],
    ['2026-11-24T14:04:31.000Z', 0],
    ['2026-11-24T14:04:30.000Z', 1],
    ['2026-11-24T13:05:30.000Z', 60],
    ['2026-11-24T14:06:00.000Z', 0],
  ])('%s was: %i whole minutes', (at, minutes) => {
    expect(minutesAgo(Date.parse(at), NOW)).toBe(minutes);
  });

  it.each([
    [0, 'now'],
    [1, '1 min. ago'],
    [59, '59 min. ago'],
    [60, '1 hr. ago'],
    [119, '1 hr. ago'],
    [24 * 60 - 1, '23 hr. ago'],
    [24 * 60, '1 day ago'],
    [3 * 24 * 60 - 1, '2 days ago'],
  ])('%i minutes are said: %j', (minutes, text) => {
    expect(agoText(minutes, 'en')).toBe(text);
  });

  it("is said in the article's language", () => {
    expect(agoText(3, 'de')).toBe('vor 3 Min.');
  });
});
