import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn, EPOCH } from '#server/test-bench/stored-article.ts';
import type { Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Store } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const CANARY = 'a canary that nobody may find';

/** What the pages of the log are made from: part of the store's contract. */
export function logPagesContract(open: OpenStore): void {
  it('tells where a log stands, by id and by slug', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);

    const head = { articleId: article.id, position: { epoch: EPOCH, seq: 1 }, generation: 1, lastNumber: 0 };

    expect([await store.logHead({ id: article.id }), await store.logHead({ slug: article.slug })]).toEqual([
      head,
      head,
    ]);
    expect([await store.logHead({ id: article.slug }), await store.logHead({ slug: article.id })]).toEqual([
      null,
      null,
    ]);
    expect(await store.logPage(article.id, 0, 10)).toMatchObject({ head, changes: [{ seq: 1 }] });
    expect(await store.logPage(article.id, 1, 10)).toEqual({ head, changes: [] });
    expect(await store.logPage(randomUUID(), 0, 10)).toBe(null);
  });

  it('[D11] a withdrawal begins a new generation of its own log, nothing else does', async () => {
    await using opened = await open();
    const { store } = opened;
    const [article, neighbour] = [makeArticle(), makeArticle()];
    await createIn(store, neighbour);
    const { entry, tombstone } = await publishedIn(store, article);
    const generation = async () => (await store.logHead({ id: article.id }))?.generation;
    await store.transaction(tx =>
      tx.append(
        article.id,
        [
          { type: 'entry-edited', entry: { ...entry, version: 2 } },
          { type: 'article-edited', article: { ...article, version: 2, pinnedEntryId: entry.id } },
        ],
        AT,
      ),
    );
    expect(await generation()).toBe(1);

    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT));
    expect(await generation()).toBe(2);

    const unpinned = { type: 'entry-pinned', article: { ...article, version: 3 }, entry: tombstone } as const;
    await store.transaction(tx => tx.append(article.id, [unpinned], AT));
    expect(await generation()).toBe(2);
    expect((await store.logHead({ id: neighbour.id }))?.generation).toBe(1);
  });

  it('[D11] keeps the generation where a withdrawal is rolled back', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    const { tombstone } = await publishedIn(store, article);

    const outcome = store.transaction(async tx => {
      await tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT);
      throw new Error('changed its mind');
    });

    await expect(outcome).rejects.toThrow('changed its mind');
    const read = await store.logPage(article.id, 0, 10);
    expect([read?.head.generation, JSON.stringify(read?.changes).includes(CANARY)]).toEqual([1, true]);
  });

  it('[D11] a page that is read while a withdrawal commits has the text of the generation it names', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    const { tombstone } = await publishedIn(store, article);

    const reads: ReturnType<Store['logPage']>[] = [];
    const isDone = { yes: false };
    const reading = (async () => {
      while (!isDone.yes) {
        reads.push(store.logPage(article.id, 0, 10));
        await reads.at(-1);
      }
    })();
    await store.transaction(async tx => {
      reads.push(store.logPage(article.id, 0, 10));
      await tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT);
      reads.push(store.logPage(article.id, 0, 10));
    });
    reads.push(store.logPage(article.id, 0, 10));
    isDone.yes = true;
    await reading;

    const pages = await Promise.all(reads);
    for (const page of pages)
      expect(JSON.stringify(page?.changes).includes(CANARY)).toBe(
        page?.head.generation === 1 && page.head.position.seq === 2,
      );
    expect((await reads.at(-1))?.head).toMatchObject({ generation: 2, position: { seq: 3 } });
  });
}

async function publishedIn(store: Store, article: ReturnType<typeof makeArticle>) {
  await createIn(store, article);
  const entry = makeEntry({ body: paragraphs([CANARY]) });
  await store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry }], AT));
  const { id, number, publishedAt } = entry;
  const tombstone: Entry = { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: 'wrong' } };
  return { entry, tombstone };
}
