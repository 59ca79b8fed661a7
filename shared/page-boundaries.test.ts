import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newerPageBefore, newestPageFrom, olderPageFrom, PAGE_ENTRIES } from './page-boundaries.ts';

describe('page boundaries', () => {
  it.each([
    [0, 1],
    [1, 1],
    [20, 1],
    [39, 1],
    [40, 21],
    [59, 21],
    [60, 41],
    [10_000, 9_981],
  ])('with %i entries the newest page goes down to number %i', (lastNumber, from) => {
    expect(newestPageFrom(lastNumber)).toBe(from);
  });

  it.each([
    [1, 1],
    [2, 1],
    [21, 1],
    [22, 21],
    [41, 21],
    [61, 41],
  ])('the page of entries below %i goes down to %i', (before, from) => {
    expect(olderPageFrom(before)).toBe(from);
  });

  it.each([
    [21, 100, 41],
    [61, 100, 81],
    [81, 100, null],
    [21, 39, null],
    [21, 59, null],
    [21, 60, 41],
  ])('the page above the one below %i of %i entries is the one below %s', (before, lastNumber, newer) => {
    expect(newerPageBefore(before, lastNumber)).toBe(newer);
  });

  it('[R3] going back and forth between pages meets the same boundaries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), lastNumber => {
        const places: number[] = [];
        for (let before = newestPageFrom(lastNumber); before > 1; before = olderPageFrom(before)) places.push(before);
        const back = places.map(before => newerPageBefore(before, lastNumber));
        expect(back).toEqual([null, ...places.slice(0, -1)].slice(0, places.length));
        expect(places.every(before => before % PAGE_ENTRIES === 1)).toBe(true);
      }),
    );
  });
});
