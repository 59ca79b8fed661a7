import { describe, expect, it } from 'vitest';
import { makeArticle, makeDraft, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, changesOf, createIn, everyRow } from '#server/test-bench/stored-article.ts';
import type { Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { Change } from '#shared/protocol.ts';
import { asOfContract } from './as-of-contract.ts';
import { contentsContract } from './contents-contract.ts';
import { draftContract } from './draft-contract.ts';
import { lensContract } from './lens-contract.ts';
import { logContract } from './log-contract.ts';
import { logPagesContract } from './log-pages-contract.ts';
import { mediaContract } from './media-contract.ts';
import { pagesContract } from './pages-contract.ts';
import type { Store } from './store.ts';

export type OpenStore = () => Promise<AsyncDisposable & { readonly store: Store }>;

const CANARY = 'a canary that nobody may find';

/** What every implementation of the store promises. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name}: the log`, () => logContract(open));
  describe(`${name}: pages of the log`, () => logPagesContract(open));
  describe(`${name}: withdrawal and removal`, () => withdrawalContract(open));
  describe(`${name}: pages`, () => pagesContract(open));
  describe(`${name}: contents`, () => contentsContract(open));
  describe(`${name}: the past`, () => asOfContract(open));
  describe(`${name}: lenses and search`, () => lensContract(open));
  describe(`${name}: drafts`, () => draftContract(open));
  describe(`${name}: pictures`, () => mediaContract(open));
  describe(`${name}: commands`, () => commandContract(open));
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

function entryOf(change: Change): Entry | null {
  return 'entry' in change ? change.entry : null;
}
