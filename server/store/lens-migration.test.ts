import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { PLAIN_LENS } from '#shared/lens.ts';
import { phrasesOf } from '#shared/words.ts';
import { up } from './migrations/0010-lenses.ts';

it('entries that were there before lenses and search are picked and found by them', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const article = makeArticle();
  await createIn(store, article);
  const numbers = Array.from({ length: 600 }, (_, index) => index + 1);
  await store.transaction(tx =>
    tx.append(
      article.id,
      numbers.map(number => ({ type: 'entry-published', entry: makeEntry({ number, keyEvent: number === 1 }) })),
      AT,
    ),
  );
  await store.engine.schema.dropTable('entry_facet').execute();
  await store.engine.schema.alterTable('entry').dropColumn('words').execute();

  await up(store.engine);

  const keyEvents = await store.selection(article.id, { ...PLAIN_LENS, show: 'key' }, null);
  expect(keyEvents?.entries.map(({ number }) => number)).toEqual([1]);
  for (const number of [2, 600])
    expect((await store.search(article.id, phrasesOf(`entry ${number}`), number + 1))?.found[0]?.number).toBe(number);
});
