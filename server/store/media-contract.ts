import { expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import type { PublishedEntry } from '#shared/article.ts';
import type { Body } from '#shared/body.ts';
import { type MediaFile, MediaTable } from './media-table.ts';
import type { UnplacedChange } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const HASH = '0123456789abcdef';

export function mediaContract(open: OpenStore): void {
  it('keeps pictures byte for byte, with their copies', async () => {
    await using opened = await open();
    const table = new MediaTable(opened.store);
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);

    await table.keep([file({ bytes: every }), file({ name: `${HASH}-480.webp`, type: 'image/webp', width: 480 })], 5);

    expect(await table.find(`${HASH}.jpg`)).toEqual({ type: 'image/jpeg', isPublic: false });
    expect(new Uint8Array((await table.bytes(`${HASH}.jpg`)) ?? [])).toEqual(every);
    expect((await table.find(`${HASH}-480.webp`))?.type).toBe('image/webp');
    expect(await table.storedAgain(HASH, 6)).toEqual({
      ...{ name: `${HASH}.jpg`, picture: HASH, type: 'image/jpeg', width: 640, height: 480 },
    });
  });

  it('has nothing under other names', async () => {
    await using opened = await open();
    const { store } = opened;
    const table = new MediaTable(store);

    expect(await table.find(`${HASH}.jpg`)).toBe(null);
    expect(await table.bytes(`${HASH}.jpg`)).toBe(null);
    expect(await table.storedAgain(HASH, 5)).toBe(null);
    expect(await store.transaction(tx => tx.storedPictures([`/media/${HASH}.jpg`]))).toEqual([]);
  });

  it('[D11] of a withdrawn entry are gone, with their copies, save those that stand elsewhere too', async () => {
    await using scene = await pictureScene(open, ['alone', 'shared', 'drafted', 'before']);
    const { entry, publish, edit, draft, retract, left } = scene;
    await publish(entry, ['alone', 'shared', 'before']);
    await edit(entry, ['alone', 'shared', 'drafted']);
    await publish(makeEntry({ number: 2 }), ['shared']);
    await draft('draft-001', ['drafted']);

    await retract(entry);

    expect(await left()).toEqual({ shared: 'public', drafted: 'private' });
  });

  it('[D11] of a withdrawn entry stay the newsroom’s own where a draft shows them, until it is discarded', async () => {
    await using scene = await pictureScene(open, ['moon']);
    const { entry, publish, draft, retract, left, store } = scene;
    await publish(entry, ['moon']);
    await draft('draft-001', ['moon'], entry);

    await retract(entry);
    const withDraft = await left();
    await store.transaction(tx => tx.discardDraft('draft-001'));

    expect([withDraft, await left()]).toEqual([{ moon: 'private' }, {}]);
  });

  it('[D12] are public once an article or an entry shows them, drafts show them to the newsroom', async () => {
    await using scene = await pictureScene(open, ['drafted', 'published', 'background', 'nowhere']);
    const { article, draft, publish, entry, store, left } = scene;
    await draft('draft-001', ['drafted', 'published']);
    await publish(entry, ['published']);
    const edited = { ...article, version: 2, body: bodyWith(['background']) };
    await store.transaction(tx => tx.append(article.id, [{ type: 'article-edited', article: edited }], AT));

    expect(await left()).toEqual({
      ...{ drafted: 'private', published: 'public', background: 'public', nowhere: 'private' },
    });
  });

  it('go with the article that is removed', async () => {
    await using scene = await pictureScene(open, ['moon', 'sun']);
    const { article, draft, store, left } = scene;
    await draft('draft-001', ['moon']);

    await store.transaction(tx => tx.removeArticle(article.id));

    expect(await left()).toEqual({ sun: 'private' });
  });

  it('that nothing shows are collected when they are old, some at a time', async () => {
    await using scene = await pictureScene(open, ['old', 'older', 'again', 'drafted', 'published']);
    const { draft, publish, entry, table, store, left } = scene;
    await publish(entry, ['published']);
    await draft('draft-001', ['drafted']);
    await table.storedAgain(hashOf('again'), AT + 10);
    const collect = (limit: number) => store.transaction(tx => tx.collectPictures(AT + 10, limit));

    const collected = [await collect(1), await collect(10), await collect(10)];

    expect(collected).toEqual([2, 2, 0]);
    expect(await left()).toEqual({ again: 'private', drafted: 'private', published: 'public' });
  });

  it('that are taken out of a draft may come back until they are old again', async () => {
    await using scene = await pictureScene(open, ['moon']);
    const { draft, store, left } = scene;
    await draft('draft-001', ['moon']);
    await draft('draft-001', []);
    const collect = (before: number) => store.transaction(tx => tx.collectPictures(before, 10));

    const collected = [await collect(SAVED_AT), await left(), await collect(SAVED_AT + 1)];

    expect(collected).toEqual([0, { moon: 'private' }, 2]);
  });

  it('[D11] that somebody publishes while they are withdrawn elsewhere are there, or known not to be', async () => {
    const names = Array.from({ length: 20 }, (_, round) => `moon ${round}`);
    await using scene = await pictureScene(open, names);
    const { publish, retract, store, left } = scene;
    const other = makeArticle();
    await createIn(store, other);
    const found: Name[] = [];
    for (const [round, name] of names.entries()) {
      const entry = makeEntry({ number: round + 1 });
      await publish(entry, [name]);
      const publishing = store.transaction(async tx => {
        if ((await tx.storedPictures([srcOf(name)])).length === 0) return;
        const again = makeEntry({ number: round + 1, body: bodyWith([name]) });
        await tx.append(other.id, [{ type: 'entry-published', entry: again }], AT);
        found.push(name);
      });
      await Promise.all(round % 2 === 0 ? [publishing, retract(entry)] : [retract(entry), publishing]);
    }

    expect(Object.keys(await left())).toEqual(found);
  });

  it('never changes what a name stands for', async () => {
    await using opened = await open();
    const table = new MediaTable(opened.store);
    await table.keep([file({ bytes: Uint8Array.of(1) })], 5);

    await table.keep([file({ bytes: Uint8Array.of(2) })], 6);

    expect(new Uint8Array((await table.bytes(`${HASH}.jpg`)) ?? [])).toEqual(Uint8Array.of(1));
  });
}

type Name = string;

/** Pictures that are stored, each under the hash that its name stands for, and an article that shows them. */
async function pictureScene(open: OpenStore, names: readonly Name[]) {
  const opened = await open();
  const { store } = opened;
  const table = new MediaTable(store);
  for (const name of names) {
    const picture = hashOf(name);
    await table.keep([file({ name: `${picture}.jpg`, picture }), file({ name: `${picture}-480.webp`, picture })], AT);
  }
  const article = makeArticle();
  await createIn(store, article);
  const append = (change: UnplacedChange) => store.transaction(tx => tx.append(article.id, [change], AT));
  return {
    ...{ store, table, article, entry: makeEntry() },
    publish: (entry: PublishedEntry, shown: readonly Name[]) =>
      append({ type: 'entry-published', entry: { ...entry, body: bodyWith(shown) } }),
    edit: (entry: PublishedEntry, shown: readonly Name[]) =>
      append({ type: 'entry-edited', entry: { ...entry, version: 2, body: bodyWith(shown) } }),
    retract: ({ id, number, publishedAt }: PublishedEntry) =>
      append({
        type: 'entry-retracted',
        entry: { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: '' } },
      }),
    draft: (id: string, shown: readonly Name[], of: PublishedEntry | null = null) =>
      store.transaction(tx =>
        tx.saveDraft(
          makeDraft({
            ...{ id, articleId: article.id, entry: { body: bodyWith(shown) } },
            ...{
              entryId: of?.id ?? null,
              entryVersion: of?.version ?? null,
              savedAt: new Date(SAVED_AT).toISOString(),
            },
          }),
        ),
      ),
    /** The pictures that are there with their copies, and for whom. */
    async left() {
      const found: Record<Name, 'public' | 'private'> = {};
      for (const name of names) {
        const files = await Promise.all(['.jpg', '-480.webp'].map(end => table.find(hashOf(name) + end)));
        const [whole, copy] = files;
        expect(copy?.isPublic).toBe(whole?.isPublic);
        if (whole) found[name] = whole.isPublic ? 'public' : 'private';
      }
      return found;
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const SAVED_AT = AT + 1_000;

function hashOf(name: Name): string {
  return Buffer.from(name.padEnd(20, '.')).toString('hex');
}

function srcOf(name: Name): string {
  return `/media/${hashOf(name)}.jpg`;
}

function bodyWith(shown: readonly Name[]): Body {
  const content = shown.map(name => ({
    type: 'image' as const,
    attrs: { src: srcOf(name), width: 640, height: 480, alt: 'A', caption: '', credit: '' },
  }));
  return { type: 'doc', content };
}

function file(fields: Partial<MediaFile> = {}): MediaFile {
  return {
    ...{ name: `${HASH}.jpg`, picture: HASH, type: 'image/jpeg', width: 640, height: 480, bytes: Uint8Array.of(1) },
    ...fields,
  };
}
