import { expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import type { Entry, PublishedEntry } from '#shared/article.ts';
import { type MediaFile, MediaTable } from './media-table.ts';
import type { OpenStore } from './store-contract.ts';

const HASH = '0123456789abcdef';

export function mediaContract(open: OpenStore): void {
  it('keeps pictures byte for byte, with their copies', async () => {
    await using opened = await open();
    const table = new MediaTable(opened.store);
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);

    await table.keep([file({ bytes: every }), file({ name: `${HASH}-480.webp`, type: 'image/webp', width: 480 })], 5);

    const found = await table.find(`${HASH}.jpg`);
    expect(found?.type).toBe('image/jpeg');
    expect(new Uint8Array(found?.bytes ?? [])).toEqual(every);
    expect((await table.find(`${HASH}-480.webp`))?.type).toBe('image/webp');
    expect(await table.findPicture(HASH)).toEqual({
      ...{ name: `${HASH}.jpg`, picture: HASH, type: 'image/jpeg', width: 640, height: 480 },
    });
  });

  it('has nothing under other names', async () => {
    await using opened = await open();
    const table = new MediaTable(opened.store);

    expect(await table.find(`${HASH}.jpg`)).toBe(null);
    expect(await table.findPicture(HASH)).toBe(null);
  });

  it('[D11] of a withdrawn entry are gone, with their copies, save those that stand elsewhere too', async () => {
    await using opened = await open();
    const { store } = opened;
    const table = new MediaTable(store);
    const [alone, shared, drafted] = ['a', 'b', 'c'].map(letter => letter.repeat(40)) as [string, string, string];
    for (const picture of [alone, shared, drafted])
      await table.keep([file({ name: `${picture}.jpg`, picture }), file({ name: `${picture}-480.webp`, picture })], 5);
    const article = makeArticle();
    await createIn(store, article);
    const entry = withPictures(makeEntry(), [alone, shared, drafted]);
    const other = withPictures(makeEntry({ number: 2 }), [shared]);
    const draft = makeDraft({ articleId: article.id, entry: { body: withPictures(makeEntry(), [drafted]).body } });
    await store.transaction(async tx => {
      await tx.append(article.id, [{ type: 'entry-published', entry }], AT);
      await tx.append(article.id, [{ type: 'entry-published', entry: other }], AT);
      await tx.saveDraft(draft);
    });
    const { id, number, publishedAt } = entry;
    const tombstone: Entry = { id, number, publishedAt, version: 2, retraction: { at: publishedAt, reason: '' } };

    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT + 1));

    const names = [alone, shared, drafted].flatMap(hash => [`${hash}.jpg`, `${hash}-480.webp`]);
    const found = await Promise.all(names.map(async name => (await table.find(name)) !== null));
    expect(found).toEqual([false, false, true, true, true, true]);
  });

  it('never changes what a name stands for', async () => {
    await using opened = await open();
    const table = new MediaTable(opened.store);
    await table.keep([file({ bytes: Uint8Array.of(1) })], 5);

    await table.keep([file({ bytes: Uint8Array.of(2) })], 6);

    expect(new Uint8Array((await table.find(`${HASH}.jpg`))?.bytes ?? [])).toEqual(Uint8Array.of(1));
  });
}

function withPictures(entry: PublishedEntry, hashes: readonly string[]): PublishedEntry {
  const content = hashes.map(hash => ({
    type: 'image' as const,
    attrs: { src: `/media/${hash}.jpg`, width: 1, height: 1, alt: 'A', caption: '', credit: '' },
  }));
  return { ...entry, body: { type: 'doc', content } };
}

function file(fields: Partial<MediaFile> = {}): MediaFile {
  return {
    ...{ name: `${HASH}.jpg`, picture: HASH, type: 'image/jpeg', width: 640, height: 480, bytes: Uint8Array.of(1) },
    ...fields,
  };
}
