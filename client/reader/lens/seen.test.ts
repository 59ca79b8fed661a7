import { describe, expect, it } from 'vitest';
import type { ArticleState } from '#shared/article.ts';
import { withKnown } from '#shared/changes.ts';
import { type Lens, PLAIN_LENS } from '#shared/lens.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { MAX_SHOWN } from '../reading.ts';
import { atFirst, countOf, fullAt, further, hasMore, type Seen, seenEntries, withdrawnFrom } from './seen.ts';

const OLDEST: Lens = { ...PLAIN_LENS, order: 'oldest' };
const KEY: Lens = { ...PLAIN_LENS, show: 'key' };

/** Entries up to 30, of which every third is a key event, known from 21 on. */
function scene(known: readonly number[] = []): ArticleState {
  const numbers = [...known, ...Array.from({ length: 10 }, (_, index) => 21 + index)];
  const entries = numbers.map(number => makeEntry({ number, keyEvent: number % 3 === 0 }));
  return withKnown({ ...makeState({ to: 0 }), entries: [], completeFrom: 21 }, entries);
}

const numbersOf = (seen: Seen, state: ArticleState, revealedTo = 30) =>
  seenEntries(seen, state, revealedTo).map(({ number }) => number);

describe('a lens', () => {
  it('shows at once what the page knows, and that there may be more', () => {
    const state = scene();
    const seen = atFirst(KEY, state);
    expect(numbersOf(seen, state)).toEqual([30, 27, 24, 21]);
    expect(numbersOf(seen, state, 25)).toEqual([24, 21]);
    expect([hasMore(seen, state), countOf(seen, state, 30)]).toEqual([true, null]);
  });

  it('goes on with what was read, and leaves out what is known by chance', () => {
    const state = scene([3, 15, 18]);
    const seen = further(atFirst(KEY, state), { next: 15, total: 10 }, state);
    expect(numbersOf(seen, state)).toEqual([30, 27, 24, 21, 18, 15]);
    expect([hasMore(seen, state), countOf(seen, state, 30)]).toEqual([true, 10]);
  });

  it('from the oldest on shows the newest only when all between has been read', () => {
    const state = scene([1, 2, 3]);
    const first = further(atFirst(OLDEST, state), { next: 3, total: 30 }, state);
    expect(numbersOf(first, state)).toEqual([1, 2, 3]);
    expect([hasMore(first, state), countOf(first, state, 30)]).toEqual([true, 30]);
    const whole = scene(Array.from({ length: 20 }, (_, index) => 1 + index));
    const second = further(first, { next: 20, total: 30 }, whole);
    expect(numbersOf(second, whole)).toEqual(Array.from({ length: 30 }, (_, index) => 1 + index));
    expect([hasMore(second, whole), countOf(second, whole, 30)]).toEqual([false, 30]);
  });

  it('counts what comes in and what an edit makes of it, and not what is held', () => {
    const state = scene();
    const seen = further(atFirst(KEY, state), { next: null, total: 4 }, state);
    const later = withKnown(state, [makeEntry({ number: 33, keyEvent: true }), makeEntry({ number: 32 })]);
    expect([countOf(seen, later, 30), countOf(seen, later, 33)]).toEqual([4, 5]);
    const edited = withKnown(later, [makeEntry({ number: 22, version: 2, keyEvent: true })]);
    expect(countOf(seen, edited, 33)).toBe(6);
  });

  it('[R2] [D11] leaves the tombstone of what was picked until it was withdrawn, and of nothing else', () => {
    const state = scene();
    const tombstone = (number: number) => {
      const { id, publishedAt } = makeEntry({ number });
      return { id, number, version: 2, publishedAt, retraction: { at: publishedAt, reason: 'Wrong.' } };
    };
    const now = withKnown(state, [tombstone(27), tombstone(26)]);
    const withdrawn = withdrawnFrom(KEY, now, state);
    expect(withdrawn).toEqual([27]);
    expect(numbersOf({ ...atFirst(KEY, now), withdrawn: new Set(withdrawn) }, now)).toEqual([30, 27, 24, 21]);
    expect(numbersOf(atFirst(KEY, now), now)).toEqual([30, 24, 21]);
  });

  it('[R6] shows as many as a page may have, and says where another page goes on', () => {
    const state = makeState({ to: MAX_SHOWN + 5 });
    const newest = atFirst(PLAIN_LENS, state);
    expect(numbersOf(newest, state, MAX_SHOWN + 5).at(-1)).toBe(6);
    expect(fullAt(newest, state, MAX_SHOWN + 5)).toBe(6);
    const oldest = atFirst(OLDEST, state);
    expect(numbersOf(oldest, state, MAX_SHOWN + 5).at(-1)).toBe(MAX_SHOWN);
    expect(fullAt(oldest, state, MAX_SHOWN + 5)).toBe(MAX_SHOWN);
    expect(fullAt(oldest, state, MAX_SHOWN)).toBeNull();
  });
});
