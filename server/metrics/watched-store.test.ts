import { expect, it } from 'vitest';
import { type Store, StoreError } from '#server/store/store.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { StoreHealth } from './store-health.ts';
import { type StoreOutcome, watchedStore } from './watched-store.ts';

it('times every operation, and tells how it ended', async () => {
  await using temp = await tempStore();
  const seen: [string, StoreOutcome][] = [];
  const store = watchedStore(temp.store, { stored: (operation, outcome) => void seen.push([operation, outcome]) });

  await store.listArticles();
  await expect(store.transaction(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake');
  await expect(store.transaction(() => Promise.reject(new StoreError('full', null)))).rejects.toThrow('no space');
  await store.close();
  await expect(store.check()).rejects.toThrow('does not answer');

  expect(seen).toEqual([
    ['listArticles', 'done'],
    ['transaction', 'fault'],
    ['transaction', 'full'],
    ['check', 'unavailable'],
  ]);
});

it('gives what is no operation as it is', async () => {
  await using temp = await tempStore();
  const store: Store = watchedStore(temp.store, { stored() {} });
  expect(store.engine).toBe(temp.store.engine);
});

it.each<[string, readonly [string, StoreOutcome][], StoreHealth['state']]>([
  ['nothing', [], 'well'],
  ['a read that fails', [['check', 'unavailable']], 'unavailable'],
  [
    'a read that works again',
    [
      ['check', 'unavailable'],
      ['check', 'done'],
    ],
    'well',
  ],
  [
    'reads of one that takes no writes',
    [
      ['transaction', 'unavailable'],
      ['snapshot', 'done'],
    ],
    'unavailable',
  ],
  [
    'a check, which finds it taking writes again',
    [
      ['transaction', 'unavailable'],
      ['checkWrites', 'done'],
    ],
    'well',
  ],
  ['a transaction without space', [['transaction', 'full']], 'full'],
  [
    'reads after it, which need none',
    [
      ['transaction', 'full'],
      ['snapshot', 'done'],
    ],
    'full',
  ],
  [
    'a transaction with space again',
    [
      ['transaction', 'full'],
      ['transaction', 'done'],
    ],
    'well',
  ],
  ['a mistake of ours', [['transaction', 'fault']], 'well'],
])('takes the state of the store from %s', (_, calls, state) => {
  const health = new StoreHealth();
  for (const [operation, outcome] of calls) health.stored(operation, outcome);
  expect(health.state).toBe(state);
});
