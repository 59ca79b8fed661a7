import { describe, expect, it } from 'vitest';
import { applyChange } from '#shared/changes.ts';
import { makeEntry, makeState } from '../live/scenes.ts';
import { cameAfter, createReading, hasHeld, heldCount, reveal, shownEntries } from './reading.ts';

const LIVE = { before: null, now: 0 };
const numbersOf = (entries: readonly { readonly number: number }[]) => entries.map(({ number }) => number);

describe('reading', () => {
  it('shows at first all that the page was made with, nothing of it as new', () => {
    const state = makeState({ to: 3 });
    const reading = createReading(state).getState();
    expect(numbersOf(shownEntries(state, null, reading.revealedTo))).toEqual([3, 2, 1]);
    expect(heldCount(state, LIVE, reading.revealedTo)).toBe(0);
    expect(state.entries.some(({ number }) => number > reading.freshAfter)).toBe(false);
  });

  it('[R1] holds what comes until it is revealed, and marks it then', () => {
    const reading = createReading(makeState({ to: 3 }));
    const later = makeState({ to: 5 });
    const { revealedTo } = reading.getState();
    expect(numbersOf(shownEntries(later, null, revealedTo))).toEqual([3, 2, 1]);
    expect([heldCount(later, LIVE, revealedTo), hasHeld(later, reading.getState())]).toEqual([2, true]);
    reveal(reading, later, 'marked');
    expect(reading.getState()).toMatchObject({ revealedTo: 5, freshAfter: 3 });
    expect(hasHeld(later, reading.getState())).toBe(false);
  });

  it('does not count what was withdrawn while it was held', () => {
    const { id, number, version, publishedAt } = makeEntry({ number: 5, version: 2 });
    const entry = { id, number, version, publishedAt, retraction: { at: publishedAt, reason: '' } };
    const state = makeState({ to: 5 });
    const epoch = state.position.epoch;
    const applied = applyChange(state, { type: 'entry-retracted', epoch, seq: 6, at: 6, entry });
    expect(applied.verdict === 'applied' && heldCount(applied.state, LIVE, 3)).toBe(1);
  });

  it('on a page of older entries shows those below its edge, and counts what was published since it was made', () => {
    const page = { before: 3, now: Date.parse('2026-11-23T12:00:00.000Z') };
    const old = makeState({ to: 4 });
    const entries = [makeEntry({ number: 5, publishedAt: '2026-11-23T12:00:00.001Z' }), ...old.entries];
    const state = { ...old, entries };
    expect(numbersOf(shownEntries(state, page.before, 5))).toEqual([2, 1]);
    expect(heldCount(state, page, 5)).toBe(1);
    expect(state.entries.filter(entry => cameAfter(page, entry)).map(({ number }) => number)).toEqual([5]);
  });
});
