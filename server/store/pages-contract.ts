import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import type { Article, Entry } from '#shared/article.ts';
import { addOlder, applyChange, fromSnapshot, timelineOf } from '#shared/changes.ts';
import { PAGE_ENTRIES } from '#shared/page-boundaries.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';
import type { Store } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const AT = 1_772_000_000_000;

/** What reading in pages promises: part of the store's contract. */
export function pagesContract(open: OpenStore): void {
  it('[R3] walking from a snapshot to the beginning meets every entry once, newest first, whatever numbers were skipped', async () => {
    await using opened = await open();
    const { store } = opened;
    await fc.assert(
      fc.asyncProperty(fc.array(skip, { maxLength: 130 }), async skips => {
        const numbers = numbersAfter(skips);
        const article = await articleWith(store, numbers);
        const snapshot = await snapshotOf(store, article);
        const pages = await walk(store, article, snapshot);
        const met = [snapshot, ...pages].flatMap(page => page.entries.map(entry => entry.number));
        expect(met).toEqual(numbers.toReversed());
        expect(pages.every(page => page.entries.length > 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('[R3] the address of a page keeps its entries when newer ones come', async () => {
    await using opened = await open();
    const { store } = opened;
    await fc.assert(
      fc.asyncProperty(
        fc.array(skip, { minLength: 30, maxLength: 100 }),
        fc.array(skip, { minLength: 1, maxLength: 60 }),
        async (first, then) => {
          const numbers = numbersAfter(first);
          const article = await articleWith(store, numbers);
          const before = await walk(store, article, await snapshotOf(store, article));
          await publish(store, article, numbersAfter(then, numbers.at(-1)));
          for (const { position: _, ...page } of before)
            expect(await store.olderEntries(article.id, page.before)).toMatchObject(page);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('counts the entries between two numbers, skipped and withdrawn ones apart', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await articleWith(store, [1, 2, 5, 9, 30]);
    const counted = (above: number, upTo: number) => store.entryCount(article.id, { above, upTo });
    expect(await Promise.all([counted(0, 30), counted(2, 9), counted(30, 99), counted(9, 29)])).toEqual([5, 2, 0, 0]);
    const { entries } = await snapshotOf(store, article);
    for (const { id, number, publishedAt } of entries.filter(entry => entry.number === 5)) {
      const entry: Entry = { id, number, publishedAt, version: 2, retraction: { at: publishedAt, reason: '' } };
      await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry }], AT));
    }
    expect(await Promise.all([counted(0, 30), counted(2, 9)])).toEqual([4, 1]);
  });

  it('[D1] a snapshot, the changes after it and older pages make one state, whichever comes first', async () => {
    await using opened = await open();
    const { store } = opened;
    const numbers = numbersAfter(Array(90).fill(1));
    const article = await articleWith(store, numbers);
    const snapshot = await snapshotOf(store, article);
    const entry = snapshot.entries[0];
    if (entry === undefined || entry.retraction !== null) throw new Error('there is an entry');
    await publish(store, article, [91, 92]);
    await store.transaction(tx =>
      tx.append(article.id, [{ type: 'entry-edited', entry: { ...entry, version: 2, headline: 'Edited' } }], AT),
    );
    const changes = await store.changesAfter(article.id, snapshot.position.seq, 100);

    let state = fromSnapshot(snapshot);
    for (const page of await walk(store, article, snapshot)) {
      const added = addOlder(state, page);
      expect(added.verdict).toBe('added');
      if (added.verdict === 'added') state = added.state;
    }
    for (const { json } of changes) {
      const applied = applyChange(state, JSON.parse(json) as Change);
      expect(applied.verdict).toBe('applied');
      if (applied.verdict === 'applied') state = applied.state;
    }

    const fresh = await snapshotOf(store, article);
    const whole = [fresh, ...(await walk(store, article, fresh))].flatMap(page => page.entries);
    expect(timelineOf(state)).toEqual(whole);
    expect(state.position).toEqual(fresh.position);
  });

  it('a snapshot is of one position while a writer publishes', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await articleWith(store, [1]);
    const writing = publish(store, article, numbersAfter(Array(60).fill(1), 1));

    const snapshots = await Promise.all(Array.from({ length: 60 }, () => snapshotOf(store, article)));

    await writing;
    for (const { entries, position } of [...snapshots, await snapshotOf(store, article)])
      expect(entries[0]?.number).toBe(position.seq - 1);
  });

  it('a snapshot brings the pinned entry along, once', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = await articleWith(store, numbersAfter(Array(3 * PAGE_ENTRIES).fill(1)));
    const plain = await snapshotOf(store, article);
    const [oldest] = (await walk(store, article, plain)).at(-1)?.entries.slice(-1) ?? [];
    const [newest] = plain.entries;
    if (oldest === undefined || newest === undefined) throw new Error('there are entries');

    for (const [entry, expected] of [
      [oldest, [...plain.entries, oldest]],
      [newest, plain.entries],
    ] as const) {
      const pinned = { ...article, version: 2, pinnedEntryId: entry.id };
      await store.transaction(tx => tx.append(article.id, [{ type: 'entry-pinned', article: pinned, entry }], AT));
      expect((await snapshotOf(store, article)).entries).toEqual(expected);
    }
  });
}

/** How much further the next entry's number is: mostly one, now and then over whole pages. */
const skip = fc.oneof(
  { weight: 9, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 70 }) },
);

function numbersAfter(skips: readonly number[], last = 0): number[] {
  let number = last;
  return skips.map(step => (number += step));
}

async function articleWith(store: Store, numbers: readonly number[]): Promise<Article> {
  const article = makeArticle();
  await store.transaction(tx => tx.createArticle(article, 'epoch-of-this-test'));
  await store.transaction(tx => tx.append(article.id, [{ type: 'article-created', article }], AT));
  if (numbers.length > 0) await store.transaction(tx => tx.append(article.id, numbers.map(published), AT));
  return article;
}

/** One transaction each, as editors do. */
async function publish(store: Store, { id }: Article, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await store.transaction(tx => tx.append(id, [published(number)], AT));
}

function published(number: number) {
  return { type: 'entry-published' as const, entry: makeEntry({ number }) };
}

async function snapshotOf(store: Store, { id }: Article): Promise<Snapshot> {
  const snapshot = await store.snapshot(id);
  if (snapshot === null) throw new Error('there is such an article');
  return snapshot;
}

async function walk(store: Store, { id }: Article, snapshot: Snapshot): Promise<EntriesPage[]> {
  const pages: EntriesPage[] = [];
  for (let { older } = snapshot; older !== null; ) {
    const page = await store.olderEntries(id, older.before);
    if (page === null || page.entries.length === 0 || pages.length > 1_000)
      throw new Error(`no page below ${older.before}`);
    pages.push(page);
    older = page.older;
  }
  return pages;
}
