import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import type { Article, Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Change } from '#shared/protocol.ts';
import { pagesContract } from './pages-contract.ts';
import type { Store } from './store.ts';

export type OpenStore = () => Promise<AsyncDisposable & { readonly store: Store }>;

const EPOCH = 'epoch-of-this-test';
const AT = 1_772_000_000_000;
const CANARY = 'a canary that nobody may find';

/** What every implementation of the store promises. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name}: the log`, () => logContract(open));
  describe(`${name}: withdrawal and removal`, () => withdrawalContract(open));
  describe(`${name}: pages`, () => pagesContract(open));
  describe(`${name}: drafts`, () => draftContract(open));
  describe(`${name}: commands`, () => commandContract(open));
}

function logContract(open: OpenStore): void {
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
      entryCount: 1,
      latestEntryAt: entry.publishedAt,
    });
  });
}

function withdrawalContract(open: OpenStore): void {
  it('[D11] a withdrawn entry is in no row any more, and its place in the log stays', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const entry = makeEntry({ headline: CANARY, body: paragraphs([CANARY]) });
    const edited = { ...entry, version: 2, edits: [{ at: entry.publishedAt, kind: 'update' as const, note: CANARY }] };
    const bystander = makeEntry({ number: 2 });
    await store.transaction(tx =>
      tx.append(
        article.id,
        [
          { type: 'entry-published', entry },
          { type: 'entry-pinned', article: { ...article, version: 2, pinnedEntryId: entry.id }, entry },
          { type: 'entry-edited', entry: edited },
          { type: 'entry-published', entry: bystander },
        ],
        AT,
      ),
    );
    const { id, number, publishedAt } = entry;
    const tombstone: Entry = { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: 'wrong' } };

    await store.transaction(tx => tx.append(article.id, [{ type: 'entry-retracted', entry: tombstone }], AT + 1));

    expect(JSON.stringify(await everyRow(store))).not.toContain(CANARY);
    expect((await changesOf(store, article)).map(change => [change.seq, change.type, entryOf(change)])).toEqual([
      [1, 'article-created', null],
      [2, 'entry-published', tombstone],
      [3, 'entry-pinned', tombstone],
      [4, 'entry-edited', tombstone],
      [5, 'entry-published', bystander],
      [6, 'entry-retracted', tombstone],
    ]);
    expect((await store.snapshot(article.id))?.entries).toEqual([bystander, tombstone]);
  });

  it('removes an article with all that hangs on it, and nothing of its neighbour', async () => {
    await using opened = await open();
    const { store } = opened;
    const neighbour = makeArticle();
    await createIn(store, neighbour);
    const before = await everyRow(store);
    const article = makeArticle();
    await createIn(store, article);
    await store.transaction(async tx => {
      await tx.append(article.id, [{ type: 'entry-published', entry: makeEntry() }], AT);
      await tx.saveDraft(makeDraft({ articleId: article.id }));
    });

    await store.transaction(tx => tx.removeArticle(article.id));

    expect(await everyRow(store)).toEqual(before);
    expect(await store.snapshot(article.id)).toBe(null);
    expect(await store.olderEntries(article.id, 10)).toBe(null);
    expect(await store.articleBySlug(article.slug)).toBe(null);
  });
}

function draftContract(open: OpenStore): void {
  it('[D12] keeps drafts apart: neither position nor snapshot, log or list know of them', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const publicReads = async () => [
      await store.articleById(article.id),
      await store.snapshot(article.id),
      await store.changesAfter(article.id, 0, 100),
      await store.listArticles(),
    ];
    const before = await publicReads();
    const draft = makeDraft({ articleId: article.id });

    await store.transaction(tx => tx.saveDraft(draft));

    expect(await publicReads()).toEqual(before);
    expect(await store.drafts(article.id, {})).toEqual([draft]);
  });

  it('keeps the last save of a draft, newest first, by account where asked', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const draft = (id: string, userId: string, minute: number) =>
      makeDraft({ id, articleId: article.id, userId, savedAt: `2026-03-01T10:0${minute}:00.000Z` });
    const [first, second, again] = [
      draft('draft-one', 'ada', 1),
      draft('draft-two', 'bob', 2),
      draft('draft-one', 'ada', 3),
    ];
    for (const saved of [first, second, again]) await store.transaction(tx => tx.saveDraft(saved));

    expect(await store.drafts(article.id, {})).toEqual([again, second]);
    expect(await store.drafts(article.id, { userId: 'bob' })).toEqual([second]);
    await store.transaction(tx => tx.discardDraft('draft-one'));
    expect(await store.drafts(article.id, {})).toEqual([second]);
    expect(await store.transaction(tx => tx.draft('draft-one'))).toBe(null);
  });
}

function commandContract(open: OpenStore): void {
  it('[D7] remembers the answer of a command until it is told to forget', async () => {
    await using opened = await open();
    const { store } = opened;
    const remember = (id: string, at: number, forgetBefore: number) =>
      store.transaction(tx => tx.rememberCommand(id, { hash: `hash of ${id}`, answer: '{}' }, { at, forgetBefore }));
    const known = (id: string) => store.transaction(tx => tx.rememberedCommand(id));
    await remember('command-1', AT, 0);
    await remember('command-2', AT + 5, 0);

    await remember('command-3', AT + 10, AT + 5);

    expect(await known('command-1')).toBe(null);
    expect(await known('command-2')).toMatchObject({ hash: 'hash of command-2', answer: '{}' });
    expect(await known('command-3')).toMatchObject({ hash: 'hash of command-3', answer: '{}' });
  });
}

function createIn(store: Store, article: Article) {
  return store.transaction(async tx => {
    await tx.createArticle(article, EPOCH);
    return tx.append(article.id, [{ type: 'article-created', article }], AT);
  });
}

async function changesOf(store: Store, { id }: Article): Promise<Change[]> {
  return (await store.changesAfter(id, 0, 1_000)).map(({ json }) => JSON.parse(json) as Change);
}

function entryOf(change: Change): Entry | null {
  return 'entry' in change ? change.entry : null;
}

/** All that the database holds, whoever it is for. */
async function everyRow({ engine }: Store): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const { name } of await engine.introspection.getTables())
    rows[name] = await engine
      .selectFrom(name as never)
      .selectAll()
      .execute();
  return rows;
}
