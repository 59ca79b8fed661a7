import { describe, expect, it } from 'vitest';
import type { ArticleState, Entry } from '#shared/article.ts';
import { makeEntry, makeState } from '../../live/scenes.ts';
import { textsFor } from '../../ui/languages.ts';
import type { TimelineView } from '../reading.ts';
import { changedBetween, NO_NEWS, newsBetween, newsText, unseenHere } from './news.ts';

const LIVE = { before: null, now: 0 };
const ALL = { view: null, revealedTo: 3 };
const before = makeState({ to: 3 });

function after(...entries: Entry[]): ArticleState {
  const numbers = new Set(entries.map(({ number }) => number));
  const rest = before.entries.filter(({ number }) => !numbers.has(number));
  return { ...before, entries: [...entries, ...rest].toSorted((a, b) => b.number - a.number) };
}

function edited(kind: 'update' | 'correction'): Entry {
  return makeEntry({ number: 2, version: 2, edits: [{ at: '1969-07-20T21:00:00.000Z', kind, note: 'Higher.' }] });
}

describe('news', () => {
  it('are new entries, corrections and withdrawals', () => {
    const { id, number, version, publishedAt } = makeEntry({ number: 1, version: 2 });
    const retracted = { id, number, version, publishedAt, retraction: { at: publishedAt, reason: '' } };
    const state = after(
      makeEntry({ number: 5, keyEvent: true }),
      makeEntry({ number: 4 }),
      edited('correction'),
      retracted,
    );
    expect(newsBetween(before, state, LIVE, ALL)).toEqual({ published: 2, keyEvents: 1, corrected: 1, withdrawn: 1 });
  });

  it('tell which entries were corrected', () => {
    expect([...changedBetween(before, after(edited('correction')))]).toEqual([[2, 'corrected']]);
  });

  it('[R2] tell of a correction also where another edit came after it, and of none that was known', () => {
    const edits = [
      { at: '1969-07-20T21:00:00.000Z', kind: 'update', note: null },
      { at: '1969-07-20T22:00:00.000Z', kind: 'correction', note: 'Higher.' },
      { at: '1969-07-20T23:00:00.000Z', kind: 'update', note: null },
    ] as const;
    const having = (count: number) => after(makeEntry({ number: 2, version: count + 1, edits: edits.slice(0, count) }));
    expect([...changedBetween(before, having(3))]).toEqual([[2, 'corrected']]);
    expect([...changedBetween(having(1), having(3))]).toEqual([[2, 'corrected']]);
    expect([...changedBetween(having(2), having(3))]).toEqual([]);
  });

  it('are not other edits, nor older entries that were loaded, nor another log', () => {
    expect(newsBetween(before, after(edited('update')), LIVE, ALL)).toEqual(NO_NEWS);
    const some = makeState({ from: 21, to: 23 });
    expect(newsBetween(some, makeState({ to: 23 }), LIVE, ALL).published).toBe(0);
    const other = { ...after(makeEntry({ number: 4 })), position: { epoch: 'epoch-9876543210', seq: 1 } };
    expect(newsBetween(before, other, LIVE, ALL).published).toBe(0);
  });

  it('are told in one sentence', () => {
    const texts = textsFor('en');
    expect(newsText({ published: 3, corrected: 1, withdrawn: 0 }, texts)).toBe('3 new updates, 1 correction');
    expect(newsText({ published: 0, corrected: 0, withdrawn: 2 }, texts)).toBe('2 updates withdrawn');
  });

  it('of what a lens leaves out, and of what became of something held, are none', () => {
    const key = { isPicked: ({ number }: Entry) => number === 1 } as TimelineView;
    const state = after(edited('correction'));
    expect(newsBetween(before, state, LIVE, { view: key, revealedTo: 3 })).toEqual(NO_NEWS);
    expect(newsBetween(before, state, LIVE, { view: null, revealedTo: 1 })).toEqual(NO_NEWS);
    expect(newsBetween(before, state, LIVE, ALL).corrected).toBe(1);
  });

  it('[R2] wait unseen behind a lens that leaves them out', () => {
    const unseen = new Map([[2, 'corrected'] as const]);
    const arrange = ({ entries }: ArticleState) => entries.filter(({ number }) => number === 1);
    const view = { arrange } as unknown as TimelineView;
    expect(unseenHere(before, { unseen, view, revealedTo: 3 }).size).toBe(0);
    expect(unseenHere(before, { unseen, view: null, revealedTo: 3 })).toBe(unseen);
  });
});
