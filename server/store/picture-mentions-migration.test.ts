import { expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn, everyRow } from '#server/test-bench/stored-article.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import type { Body } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import { up } from './migrations/0012-picture-mentions.ts';

it('what shows pictures that were there before is known, in all that the log keeps', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const article = makeArticle({ body: showing('a') });
  await createIn(store, article);
  const entry = makeEntry({ body: showing('b') });
  const quiet = Array.from({ length: 250 }, (_, index) => makeEntry({ number: index + 2 }));
  const last = makeEntry({ number: 252, body: showing('c') });
  await store.transaction(async tx => {
    await tx.append(
      article.id,
      [
        { type: 'entry-published', entry },
        { type: 'entry-edited', entry: { ...entry, version: 2, body: paragraphs(['Without.']) } },
        ...[...quiet, last].map(each => ({ type: 'entry-published' as const, entry: each })),
        { type: 'entry-pinned', article: { ...article, pinnedEntryId: last.id, version: 2 }, entry: last },
      ],
      AT,
    );
    await tx.saveDraft(makeDraft({ articleId: article.id, entry: { body: showing('d') } }));
  });
  const { picture_mention: before = [] } = await everyRow(store);
  await store.engine.schema.dropTable('picture_mention').execute();
  await store.engine.schema.dropIndex('media_by_age').execute();

  await up(store.engine);

  const { picture_mention: after = [] } = await everyRow(store);
  expect(before.length).toBe(4);
  expect(new Set(after)).toEqual(new Set(before));
});

function showing(letter: string): Body {
  const attrs = { src: `/media/${letter.repeat(40)}.jpg`, width: 1, height: 1, alt: 'A', caption: '', credit: '' };
  return { type: 'doc', content: [{ type: 'image', attrs }] };
}
