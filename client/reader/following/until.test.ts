import { describe, expect, it } from 'vitest';
import { untilText } from './until.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('how long it is until something', () => {
  it.each([
    [0, ''],
    [-5 * MINUTE, ''],
    [1, 'in 1 second'],
    [39.2 * SECOND, 'in 40 seconds'],
    [MINUTE - 1, 'in 60 seconds'],
    [MINUTE, 'in 1 minute'],
    [MINUTE + 1, 'in 2 minutes'],
    [90 * MINUTE, 'in 90 minutes'],
    [2 * HOUR, 'in 2 hours'],
    [2 * HOUR + 40 * MINUTE, 'in 3 hours'],
    [47 * HOUR, 'in 47 hours'],
    [48 * HOUR, 'in 2 days'],
    [70 * HOUR, 'in 3 days'],
  ])('%i ms are said: %j', (leftMs, text) => {
    expect(untilText(leftMs, 'en', 'with-seconds')).toBe(text);
  });

  it('is said without seconds to who wants nothing to move', () => {
    expect(untilText(20 * SECOND, 'en', 'without-seconds')).toBe('in 1 minute');
  });

  it("is said in the article's language", () => {
    expect(untilText(5 * MINUTE, 'ru', 'with-seconds')).toBe('через 5 минут');
  });
});
