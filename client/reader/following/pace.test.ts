import { describe, expect, it } from 'vitest';
import { quietMs, waitMs } from './pace.ts';

const NEVER = Number.POSITIVE_INFINITY;
const ORDINARY = { keyEvents: 0 };
const KEY = { keyEvents: 1 };

describe('pace', () => {
  it.each([
    ['live', 0, ORDINARY, 0],
    ['minute', 20_000, ORDINARY, 40_000],
    ['minute', 61_000, ORDINARY, 0],
    ['five-minutes', 60_000, ORDINARY, 240_000],
    ['key-events', 60_000, ORDINARY, NEVER],
    ['key-events', 0, KEY, 0],
    ['paused', 3_600_000, KEY, NEVER],
  ] as const)('%s: %i ms after the last time, what is held (%j) waits %d ms', (pace, since, held, expected) => {
    expect(waitMs(pace, since, held)).toBe(expected);
  });

  it.each([
    ['live', ORDINARY, 10_000],
    ['minute', ORDINARY, 60_000],
    ['five-minutes', ORDINARY, 300_000],
    ['key-events', ORDINARY, NEVER],
    ['key-events', KEY, 10_000],
    ['paused', KEY, NEVER],
  ] as const)('%s: the status line is silent for as long about %j', (pace, news, expected) => {
    expect(quietMs(pace, news)).toBe(expected);
  });
});
