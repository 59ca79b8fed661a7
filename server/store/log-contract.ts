import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, changesOf, createIn, EPOCH, everyRow } from '#server/test-bench/stored-article.ts';
import type { Article, Entry } from '#shared/article.ts';
import type { OpenStore } from './store-contract.ts';

/** What the log promises: part of the store's contract. */
export function logContract(open: OpenStore): void {
  it('starts a log with its first change', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();

    const position = await createIn(store, article);

    const stored = { article, position: { epoch: EPOCH, seq: 1 }, lastNumber: 0 };
    expect(position).toEqual(stored.position);
    expect(await store.articleById(article.id)).toEqual(stored);
    expect(await store.articleBySlug(article.slug)).toEqual(stored);
    expect(await changesOf(store, article)).toEqual([
      { type: 'article-created', epoch: EPOCH, seq: 1, at: AT, article },
    ]);
  });

  it('brings article and entries to what a change says', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const entry = makeEntry({ number: 7 });
    const edited: Entry = { ...entry, version: 2, headline: 'Edited' };
    const pinned: Article = { ...article, version: 2, pinnedEntryId: entry.id };

    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-published', entry }], AT));
    await store.transaction(tx =>
      tx.append(
        article.id,
        [
          { type: 'entry-edited', entry: edited },
          { type: 'entry-pinned', article: pinned, entry: edited },
        ],
        AT + 1,
      ),
    );

    const position = { epoch: EPOCH, seq: 4 };
    expect(await store.articleById(article.id)).toEqual({ article: pinned, position, lastNumber: 7 });
    expect(await store.snapshot(article.id)).toEqual({ article: pinned, entries: [edited], position, older: null });
    expect((await changesOf(store, article)).map(({ type, seq, at }) => [type, seq, at])).toEqual([
      ['article-created', 1, AT],
      ['entry-published', 2, AT],
      ['entry-edited', 3, AT + 1],
      ['entry-pinned', 4, AT + 1],
    ]);
  });

  it('gives 200 transactions at once consecutive numbers, each its own', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);

    const positions = await Promise.all(
      Array.from({ length: 200 }, () =>
        store.transaction(async tx => {
          const { lastNumber = 0 } = (await tx.article(article.id)) ?? {};
          return tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number: lastNumber + 1 }) }], AT);
        }),
      ),
    );

    const expected = Array.from({ length: 200 }, (_, index) => index + 2);
    expect(positions.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(expected);
    expect((await changesOf(store, article)).map(({ seq }) => seq)).toEqual([1, ...expected]);
    expect((await store.articleById(article.id))?.lastNumber).toBe(200);
  });

  it('counts each log for itself', async () => {
    await using opened = await open();
    const { store } = opened;
    const [one, other] = [makeArticle(), makeArticle()];
    await createIn(store, one);
    await createIn(store, other);

    await store.transaction(tx => tx.append(one.id, [{ type: 'entry-published', entry: makeEntry() }], AT));

    expect((await store.articleById(one.id))?.position.seq).toBe(2);
    expect((await store.articleById(other.id))?.position.seq).toBe(1);
  });

  it('keeps nothing of a transaction that throws, and passes on what it threw', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const before = await everyRow(store);
    const fault = new Error('changed its mind');

    const outcome = store.transaction(async tx => {
      await tx.createArticle(makeArticle(), EPOCH);
      await tx.append(article.id, [{ type: 'entry-published', entry: makeEntry() }], AT);
      await tx.saveDraft(makeDraft({ articleId: article.id }));
      await tx.rememberCommand('command-1', { hash: 'h', answer: '{}' }, { at: AT, forgetBefore: 0 });
      throw fault;
    });

    await expect(outcome).rejects.toBe(fault);
    expect(await everyRow(store)).toEqual(before);
  });

  it('shows a reader none of a transaction that is under way', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);

    const writing = store.transaction(async tx => {
      await tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number: 1 }) }], AT);
      const reading = Promise.all([store.snapshot(article.id), store.changesAfter(article.id, 0, 10)]);
      await tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number: 2 }) }], AT);
      return { reading };
    });

    const [snapshot, changes] = await (await writing).reading;
    expect(snapshot?.entries.length).not.toBe(1);
    expect(changes.length).not.toBe(2);
  });

  it('answers missed changes after a position, no more than asked for', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    for (const number of [1, 2, 3])
      await store.transaction(tx =>
        tx.append(article.id, [{ type: 'entry-published', entry: makeEntry({ number }) }], AT),
      );

    expect((await store.changesAfter(article.id, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await store.changesAfter(article.id, 4, 10)).toEqual([]);
    expect(await store.changesAfter(randomUUID(), 0, 10)).toEqual([]);
  });

  it('lists live articles first, then by their latest entry', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = (headline: string, status: Article['status'], hour: number) =>
      makeArticle({ headline, status, createdAt: `2026-03-01T${hour}:00:00.000Z` });
    for (const made of [article('Over', 'ended', 19), article('Old', 'live', 10), article('New', 'live', 11)])
      await createIn(store, made);
    const busy = article('Busy', 'live', 10);
    await createIn(store, busy);
    const entry = makeEntry({ publishedAt: '2026-03-01T18:00:00.000Z' });
    await store.transaction(tx => tx.append(busy.id, [{ type: 'entry-published', entry }], AT));

    const listed = await store.listArticles();

    expect(listed.map(({ headline }) => headline)).toEqual(['Busy', 'New', 'Old', 'Over']);
    const { id, slug, headline, standfirst, dateLine, status, language, timeZone, sample, createdAt } = busy;
    expect(listed[0]).toEqual({
      ...{ id, slug, headline, standfirst, dateLine, status, language, timeZone, sample, createdAt },
      startsAt: null,
      entryCount: 1,
      latestEntryAt: entry.publishedAt,
    });
  });

  it('lists articles by their last change, whatever it was', async () => {
    await using opened = await open();
    const { store } = opened;
    const [moon, mars] = [makeArticle({ slug: 'moon' }), makeArticle({ slug: 'mars' })];
    await createIn(store, moon);
    await createIn(store, mars);
    await store.transaction(tx => tx.append(moon.id, [{ type: 'entry-published', entry: makeEntry() }], AT + 1_000));
    const paused = { ...moon, version: 2, status: 'paused' as const };
    await store.transaction(tx => tx.append(moon.id, [{ type: 'status-set', article: paused }], AT + 2_000));

    expect(await store.listByChange()).toEqual([
      { article: paused, changedAt: new Date(AT + 2_000).toISOString(), entryCount: 1 },
      { article: mars, changedAt: new Date(AT).toISOString(), entryCount: 0 },
    ]);
  });
}
