import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import type { Article, Entry, PublishedEntry } from '#shared/article.ts';
import type { Store } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const AT = 1_772_000_000_000;

/** What listing an article's contents promises: part of the store's contract. */
export function contentsContract(open: OpenStore): void {
  it('lists when entries happened, by quarters of an hour and by days', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await createdIn(store);
    await publish(store, article, [
      { number: 1, displayAt: '1961-04-12' },
      { number: 2, publishedAt: '2026-01-01T12:00:00Z' },
      { number: 3, publishedAt: '2026-01-01T12:14:59.999Z' },
      { number: 4, publishedAt: '2026-01-01T12:20:00.000Z', displayAt: '2026-01-01T12:01:00Z' },
      { number: 5, publishedAt: '2026-01-01T12:20:00.000Z' },
    ]);

    expect(await store.contents(article.id)).toMatchObject({
      periods: [
        { at: '1961-04-12', first: 1, count: 1 },
        { at: '2026-01-01T12:00:00.000Z', first: 2, count: 3 },
        { at: '2026-01-01T12:15:00.000Z', first: 5, count: 1 },
      ],
      position: { seq: 6 },
    });
    expect(await store.contents('nowhere-at-all')).toBe(null);
  });

  it('[R2] lists key events as they now are, newest first', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await createdIn(store);
    const [first, second, third] = await publish(store, article, [
      { number: 1, keyEvent: true },
      { number: 2, keyEvent: true },
      { number: 3 },
    ]);
    if (!first || !second || !third) throw new Error('there are three entries');
    const changed: Entry[] = [
      { ...second, version: 2, keyEvent: false },
      { ...third, version: 2, keyEvent: true },
    ];
    for (const entry of changed)
      await store.transaction(tx => tx.append(article.id, [{ type: 'entry-edited', entry }], AT));

    expect((await store.contents(article.id))?.keyEvents).toEqual([changed[1], first]);
    expect(await store.keyEvents(article.id, 1)).toEqual({ numbers: [3, 1], newest: [changed[1]] });
  });

  it('[D11] lists nothing of what was withdrawn, nor counts it', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await createdIn(store);
    const [entry] = await publish(store, article, [{ number: 1, keyEvent: true }]);
    if (!entry) throw new Error('there is an entry');
    const { id, number, publishedAt } = entry;
    const tombstone: Entry = { id, number, publishedAt, version: 2, retraction: { at: publishedAt, reason: '' } };

    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT));

    expect(await store.contents(article.id)).toMatchObject({ periods: [], keyEvents: [] });
    expect(await store.keyEvents(article.id, 5)).toEqual({ numbers: [], newest: [] });
  });
}

async function createdIn(store: Store): Promise<Article> {
  const article = makeArticle();
  await store.transaction(tx => tx.createArticle(article, 'epoch-of-this-test'));
  await store.transaction(tx => tx.append(article.id, [{ type: 'article-created', article }], AT));
  return article;
}

async function publish(
  store: Store,
  { id }: Article,
  wanted: readonly Partial<PublishedEntry>[],
): Promise<PublishedEntry[]> {
  const entries = wanted.map(makeEntry);
  const published = entries.map(entry => ({ type: 'entry-published' as const, entry }));
  await store.transaction(tx => tx.append(id, published, AT));
  return entries;
}
