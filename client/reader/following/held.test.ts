import { describe, expect, it } from 'vitest';
import { applyChange } from '#shared/changes.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { wordingFor } from '../../ui/languages.ts';
import { createReading, shownEntries } from '../reading.ts';
import { cameAfter, hasHeld, heldEntries, reveal } from './held.ts';

const LIVE = { before: null, now: 0 };
const numbersOf = (entries: readonly { readonly number: number }[]) => entries.map(({ number }) => number);

function setUp() {
  const then = makeState({ to: 3 });
  return {
    reading: createReading({ state: then, wording: wordingFor('en'), keyEvents: { numbers: [], links: [] } }),
    then,
    now: makeState({ to: 5 }),
  };
}

describe('held entries', () => {
  it('[R1] are those that came since the last were revealed', () => {
    const { reading, then, now } = setUp();
    const { revealedTo } = reading.getState();
    expect([heldEntries(then, LIVE, revealedTo, null), hasHeld(then, reading.getState())]).toEqual([[], false]);
    expect(numbersOf(shownEntries(now, null, revealedTo))).toEqual([3, 2, 1]);
    expect(numbersOf(heldEntries(now, LIVE, revealedTo, null))).toEqual([5, 4]);
    expect(hasHeld(now, reading.getState())).toBe(true);
  });

  it('[R1] are marked as new when they are revealed', () => {
    const { reading, now } = setUp();
    reveal(reading, now, 'marked');
    expect(reading.getState()).toMatchObject({ revealedTo: 5, freshAfter: 3, newSince: null });
    expect(hasHeld(now, reading.getState())).toBe(false);
  });

  it('are told apart by a line where they have waited, until another log begins', () => {
    const { reading, now } = setUp();
    reveal(reading, now, 'returning');
    expect(reading.getState()).toMatchObject({ revealedTo: 5, freshAfter: 3, newSince: 3 });
    reveal(reading, makeState({ to: 6 }), 'marked');
    expect(reading.getState()).toMatchObject({ revealedTo: 6, newSince: 3 });
    reveal(reading, makeState({ to: 7 }), 'quietly');
    expect(reading.getState()).toMatchObject({ revealedTo: 7, freshAfter: Number.POSITIVE_INFINITY, newSince: null });
  });

  it('are not those that were withdrawn meanwhile', () => {
    const { id, number, version, publishedAt } = makeEntry({ number: 5, version: 2 });
    const entry = { id, number, version, publishedAt, retraction: { at: publishedAt, reason: '' } };
    const { now } = setUp();
    const { epoch } = now.position;
    const applied = applyChange(now, { type: 'entry-retracted', epoch, seq: 6, at: 6, entry });
    expect(applied.verdict === 'applied' && numbersOf(heldEntries(applied.state, LIVE, 3, null))).toEqual([4]);
  });

  it('on a page of older entries are all that were published since it was made', () => {
    const page = { before: 3, now: Date.parse('2026-11-23T12:00:00.000Z') };
    const old = makeState({ to: 4 });
    const state = {
      ...old,
      entries: [makeEntry({ number: 5, publishedAt: '2026-11-23T12:00:00.001Z' }), ...old.entries],
    };
    expect(numbersOf(heldEntries(state, page, 5, null))).toEqual([5]);
    expect(numbersOf(state.entries.filter(entry => cameAfter(page, entry)))).toEqual([5]);
  });
});
