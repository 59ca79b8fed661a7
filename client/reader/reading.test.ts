import { describe, expect, it } from 'vitest';
import { makeState } from '../live/scenes.ts';
import { wordingFor } from '../ui/languages.ts';
import { createReading, MAX_SHOWN, shownEntries, shownFrom } from './reading.ts';

const numbersOf = (entries: readonly { readonly number: number }[]) => entries.map(({ number }) => number);

describe('reading', () => {
  it('shows at first all that the page was made with, nothing of it as new', () => {
    const state = makeState({ to: 3 });
    const { revealedTo, freshAfter } = createReading({
      state,
      wording: wordingFor('en'),
      keyEvents: { numbers: [], links: [] },
    }).getState();
    expect(numbersOf(shownEntries(state, null, revealedTo))).toEqual([3, 2, 1]);
    expect(state.entries.some(({ number }) => number > freshAfter)).toBe(false);
  });

  it('on a page of older entries shows those below its edge', () => {
    expect(numbersOf(shownEntries(makeState({ to: 5 }), 3, 5))).toEqual([2, 1]);
  });

  it('never shows more than a page can bear: the oldest go by whole pages, and come back with nothing that was held', () => {
    const state = makeState({ from: 21, to: MAX_SHOWN + 95 });
    expect([shownFrom(state, null, MAX_SHOWN + 20), shownFrom(state, null, MAX_SHOWN + 21)]).toEqual([21, 41]);
    const numbers = numbersOf(shownEntries(state, null, MAX_SHOWN + 95));
    expect([numbers.at(0), numbers.at(-1), numbers.length]).toEqual([MAX_SHOWN + 95, 101, MAX_SHOWN - 5]);
    expect(shownFrom(state, null, Number.POSITIVE_INFINITY)).toBe(101);
    expect(shownFrom(state, MAX_SHOWN + 61, 5)).toBe(61);
    expect(shownFrom(makeState({ from: 381, to: 400 }), null, 400)).toBe(381);
  });
});
