import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, createIn } from '#server/test-bench/stored-article.ts';
import type { Article, Entry, PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { FOUND_PAGE } from '#shared/found.ts';
import { isPicked, type Lens, PLAIN_LENS } from '#shared/lens.ts';
import { phrasesOf } from '#shared/words.ts';
import type { Store } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const ANN = { name: 'Ann: a "100 %" reporter', role: null };
const CORRECTION = { at: '2026-11-24T10:00:00.000Z', kind: 'correction' as const, note: 'The hour was wrong.' };

/** What picking and searching promise: part of the store's contract. */
export function lensContract(open: OpenStore): void {
  it.each<Partial<Lens>>([
    {},
    { order: 'oldest' },
    { show: 'key' },
    { show: 'corrections', order: 'oldest' },
    { author: ANN.name },
    { tag: 'weather' },
    { tag: 'weather', show: 'key', author: ANN.name, order: 'oldest' },
    { tag: 'nobody has this' },
  ])('picks what %j says, page by page, and counts it', async fields => {
    await using opened = await open();
    const { store } = opened;
    const lens = { ...PLAIN_LENS, ...fields };
    const { article, entries } = await mixedArticle(store);
    const expected = entries.filter(entry => isPicked(entry, lens)).map(({ number }) => number);
    if (lens.order === 'newest') expected.reverse();

    const met: number[] = [];
    for (let from: number | null = null; ; ) {
      const page = await store.selection(article.id, lens, from);
      met.push(...(page?.entries ?? []).map(({ number }) => number));
      expect(page).toMatchObject({ total: expected.length, lastNumber: entries.length });
      from = page?.next ?? null;
      if (from === null) break;
    }

    expect(met).toEqual(expected);
  });

  it('an edit changes what an entry is picked by, and a withdrawal leaves only that it was wrong', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const entry = makeEntry({ keyEvent: true, tags: ['weather'], authors: [ANN] });
    await publish(store, article, [entry]);
    const numbers = async (fields: Partial<Lens>) =>
      (await store.selection(article.id, { ...PLAIN_LENS, ...fields }, null))?.entries.map(({ number }) => number);

    const edited = { ...entry, version: 2, keyEvent: false, tags: ['traffic'], edits: [CORRECTION] };
    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-edited', entry: edited }], AT));
    expect([await numbers({ show: 'key' }), await numbers({ tag: 'weather' })]).toEqual([[], []]);
    expect([await numbers({ show: 'corrections' }), await numbers({ tag: 'traffic' })]).toEqual([[1], [1]]);

    const { id, number, publishedAt } = entry;
    const tombstone: Entry = { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: '' } };
    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT));
    expect([await numbers({ show: 'corrections' }), await numbers({ tag: 'traffic' })]).toEqual([[1], []]);
    expect(await store.choices(article.id)).toMatchObject({ key: 0, corrections: 1, authors: [], tags: [] });
    expect((await store.search(article.id, phrasesOf('entry'), null))?.found).toEqual([]);
  });

  it('tells what there is to choose from, the most frequent first, of this article only', async () => {
    await using opened = await open();
    const { store } = opened;
    await mixedArticle(store);
    const { article, entries } = await mixedArticle(store);
    const count = (lens: Partial<Lens>) => entries.filter(entry => isPicked(entry, { ...PLAIN_LENS, ...lens })).length;

    expect(await store.choices(article.id)).toEqual({
      key: count({ show: 'key' }),
      corrections: count({ show: 'corrections' }),
      authors: [{ name: ANN.name, count: count({ author: ANN.name }) }],
      tags: [
        { name: 'weather', count: count({ tag: 'weather' }) },
        { name: 'traffic', count: count({ tag: 'traffic' }) },
      ],
      position: { epoch: 'epoch-of-this-test', seq: entries.length + 1 },
    });
  });

  it.each([
    ['zurich', [1]],
    ['ZÜRICH', [1]],
    ['zur', [1]],
    ['urich', []],
    ['boats zurich', [1]],
    ['boats bern', []],
    ['fifty%', [2]],
    ['fifty_', [2]],
    ['елка', [3]],
    ['京の', [4]],
    ['ann', [2]],
    ['weather', [2]],
  ])('a search for %j finds %j', async (query, numbers) => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    await publish(store, article, [
      makeEntry({ number: 1, body: paragraphs(['The boats leave Zürich at nine.']) }),
      makeEntry({ number: 2, body: paragraphs(['Some 50 % – fifty percent.']), tags: ['weather'], authors: [ANN] }),
      makeEntry({ number: 3, headline: 'Ёлка на площади' }),
      makeEntry({ number: 4, body: paragraphs(['北京の船']) }),
    ]);

    const page = await store.search(article.id, phrasesOf(query), null);

    expect(page?.found.map(({ number }) => number)).toEqual(numbers);
  });

  it('a search goes on below what it has found', async () => {
    await using opened = await open();
    const { store } = opened;
    const { article, entries } = await mixedArticle(store);
    const phrases = phrasesOf('entry');

    const first = await store.search(article.id, phrases, null);
    const second = await store.search(article.id, phrases, first?.next ?? 0);

    const met = [...(first?.found ?? []), ...(second?.found ?? [])].map(({ number }) => number);
    expect(first?.found).toHaveLength(FOUND_PAGE);
    expect(met).toEqual(entries.map(({ number }) => number).toReversed());
    expect(second?.next).toBe(null);
  });
}

/** 50 entries of all kinds. */
async function mixedArticle(store: Store): Promise<{ article: Article; entries: PublishedEntry[] }> {
  const article = makeArticle();
  await createIn(store, article);
  const entries = Array.from({ length: 50 }, (_, index) =>
    makeEntry({
      number: index + 1,
      keyEvent: index % 3 === 0,
      authors: index % 4 === 0 ? [ANN] : [],
      tags: index % 2 === 0 ? ['weather'] : index % 5 === 0 ? ['traffic'] : [],
      edits: index % 7 === 0 ? [CORRECTION] : [],
    }),
  );
  await publish(store, article, entries);
  return { article, entries };
}

async function publish(store: Store, { id }: Article, entries: readonly PublishedEntry[]): Promise<void> {
  const changes = entries.map(entry => ({ type: 'entry-published' as const, entry }));
  await store.transaction(tx => tx.append(id, changes, AT));
}
