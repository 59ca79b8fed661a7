import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { up } from './migrations/0011-change-types.ts';

it('articles that were there before have their past as well', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const article = makeArticle();
  await createIn(store, article);
  for (let number = 1; number <= 250; number++)
    await store.transaction(tx =>
      tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number }) }], AT + number),
    );
  await store.engine.schema.dropIndex('change_by_type').execute();
  await store.engine.schema.alterTable('change').dropColumn('type').execute();

  await up(store.engine);

  const newest = async (at: number) => (await store.asOf(article.id, AT + at, null))?.snapshot?.entries[0]?.number;
  expect(await Promise.all([newest(0), newest(1), newest(201), newest(250)])).toEqual([undefined, 1, 201, 250]);
});
