import { expect, it } from 'vitest';
import { makeArticle, makeEntry, makeState } from '../../live/scenes.ts';
import { broughtUp, newestOf } from './kept.ts';

it('of a long timeline its newest part is kept, and the pinned entry', () => {
  const state = makeState({ to: 100 });
  const entries = Array.from({ length: 100 }, (_, index) => makeEntry({ number: 100 - index }));
  const article = makeArticle({ pinnedEntryId: entries[97]?.id ?? null });
  const kept = newestOf({ ...state, article, entries, completeFrom: 1 });

  expect(kept.completeFrom).toBe(61);
  expect(kept.entries.map(({ number }) => number)).toEqual([...Array.from({ length: 40 }, (_, at) => 100 - at), 3]);
});

it('[D11] what was seen to be withdrawn is not kept', () => {
  const state = makeState({ to: 3 });
  const [entry] = state.entries;
  if (entry === undefined) throw new Error('no entry');
  const { id, number, publishedAt } = entry;
  const tombstone = {
    id,
    number,
    publishedAt,
    version: entry.version + 1,
    retraction: { at: publishedAt, reason: '' },
  };
  const seen = { ...state, entries: [tombstone] };

  expect(broughtUp(state, seen).entries).toEqual([tombstone, ...state.entries.slice(1)]);
  expect(broughtUp(broughtUp(state, seen), state)).toEqual(broughtUp(state, seen));
});

it('another log says nothing about what was kept', () => {
  const state = makeState({ to: 3 });
  const seen = { ...state, entries: [], position: { ...state.position, epoch: 'another-epoch-of-it' } };
  expect(broughtUp(state, seen)).toBe(state);
});
