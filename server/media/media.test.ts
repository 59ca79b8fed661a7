import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { Media } from './media.ts';

it('[S] no upload is read where too many wait, in all or of one account', async () => {
  await using opened = await tempStore();
  const media = new Media(opened.store, () => AT);
  const picture = await testPicture();
  const begin = Promise.withResolvers<void>();
  const read: string[] = [];
  const take = (account: string) =>
    media.take(account, async () => {
      read.push(account);
      await begin.promise;
      return picture;
    });
  const taken = ['ada', 'ada', 'ada', 'ada', 'bob', 'bob', 'cy', 'dee'].map(take);

  await expect(take('eve')).rejects.toMatchObject({ refusal: { status: 503, code: 'busy', retryAfterMs: 5_000 } });
  begin.resolve();
  await Promise.all(taken);
  const again = ['ada', 'ada', 'ada', 'ada'].map(take);
  await expect(take('ada')).rejects.toMatchObject({ refusal: { code: 'busy' } });
  await Promise.all(again);

  expect(read.length).toBe(12);
});

it('a picture is read from the store once, however many ask for it', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  let read = 0;
  const guard: typeof store.guard = work => {
    read += 1;
    return store.guard(work);
  };
  const media = new Media({ engine: store.engine, guard }, () => AT);
  const picture = await testPicture();
  const name = nameOf(await media.take('ada', async () => picture));
  read = 0;

  const asked = await Promise.all(Array.from({ length: 50 }, () => media.bytes(name)));
  const later = await media.bytes(name);

  expect(read).toBe(1);
  expect(new Set([...asked, later]).size).toBe(1);
});

it('[D11] a picture that was withdrawn on another node is not found, also where its bytes are kept', async () => {
  await using opened = await tempStore();
  const { store } = opened;
  const [here, there] = [new Media(store, () => AT), new Media(store, () => AT)];
  const upload = await testPicture();
  const picture = await there.take('ada', async () => upload);
  const name = nameOf(picture);
  const article = makeArticle();
  await createIn(store, article);
  const attrs = { ...picture, alt: 'A red field', caption: '', credit: '' };
  const entry = makeEntry({ body: { type: 'doc', content: [{ type: 'image', attrs }] } });
  await store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry }], AT));
  expect((await here.bytes(name))?.length).toBeGreaterThan(100);
  const { id, number, publishedAt } = entry;
  const tombstone = { id, number, publishedAt, version: 2, retraction: { at: publishedAt, reason: '' } };

  await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT));

  expect(await here.find(name)).toBe(null);
  expect(await here.bytes(name)).toBe(null);
});

function nameOf({ src }: StoredPicture): string {
  return src.slice('/media/'.length);
}
