import { describe, expect, it } from 'vitest';
import { furthest, type Visit } from './visits.ts';

describe('of two visits in the same browser', () => {
  it.each([
    ['the one that came further', {}, { seq: 8, number: 8 }, 'stored'],
    ['the one that came further, also where it ended earlier', { at: 2_000 }, { seq: 8, number: 8 }, 'stored'],
    ['the new one where it came further', { seq: 9, number: 9 }, { seq: 8, number: 8 }, 'new'],
    ['the later one where both came as far', {}, { at: 2_000 }, 'stored'],
    ['the later one where a log began meanwhile', {}, { epoch: 'restored', seq: 1, at: 2_000 }, 'stored'],
    ['the new one where it is the later one of another log', { at: 3_000 }, { epoch: 'restored', at: 2_000 }, 'new'],
  ] as const)('is kept: %s', (_, change, storedChange, kept) => {
    const [visit, stored] = [visitWith(change), visitWith(storedChange)];
    expect(furthest(visit, stored)).toMatchObject(kept === 'new' ? visit : stored);
  });

  it('all is kept that was on screen, as it stood last', () => {
    const visit = visitWith({ seen: { 1: 0, 3: 0 } });
    const stored = visitWith({ seq: 8, number: 8, seen: { 3: 1, 8: 0 } });
    expect(furthest(visit, stored)).toEqual({ ...stored, seen: { 1: 0, 3: 1, 8: 0 } });
  });

  it('no more is kept of what was on screen than the newest', () => {
    const numbers = (from: number) => Object.fromEntries(Array.from({ length: 50 }, (_, n) => [from + n, 0]));
    const { seen = {} } = furthest(visitWith({ seen: numbers(51) }), visitWith({ seen: numbers(1) }));
    expect(Object.keys(seen).map(Number)).toEqual(Array.from({ length: 60 }, (_, n) => 41 + n));
  });

  it('nothing is taken over from another log', () => {
    const visit = visitWith({ at: 2_000, seen: { 1: 0 } });
    expect(furthest(visit, visitWith({ epoch: 'before', seen: { 2: 1 } }))).toEqual(visit);
  });

  it('what is no visit is written over', () => {
    const visit = visitWith({});
    expect(furthest(visit, { epoch: 'log', seq: 'many' })).toBe(visit);
  });
});

function visitWith(change: Partial<Visit>): Visit {
  return { epoch: 'log', seq: 3, number: 3, at: 1_000, ...change };
}
