import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { AT, changesOf, createIn, EPOCH } from '#server/test-bench/stored-article.ts';
import type { Article, Entry, PublishedEntry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { applyChange, fromSnapshot } from '#shared/changes.ts';
import type { Change } from '#shared/protocol.ts';
import type { Store, UnplacedChange } from './store.ts';
import type { OpenStore } from './store-contract.ts';

const CANARY = 'a canary that nobody may find';
const STEP_MS = 60_000;

/** What a store knows of its articles' past: part of its contract. */
export function asOfContract(open: OpenStore): void {
  it('[D1] at every instant has what the changes up to then make, folded one by one', async () => {
    await using opened = await open();
    const { store } = opened;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 60 }), async dice => {
        const article = makeArticle();
        const changes = await happen(store, article, dice);
        for (const { at } of changes) {
          const asOf = await store.asOf(article.id, at + STEP_MS / 2, null);
          expect(asOf?.snapshot).toEqual(foldedUpTo(changes, at));
          expect(asOf).toMatchObject({ from: AT, to: changes.at(-1)?.at, position: { seq: changes.length } });
        }
      }),
      { numRuns: 12 },
    );
  });

  it('tells where a log begins and ends, and that there was nothing before', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    await append(store, article, STEP_MS, [
      { type: 'status-set', article: { ...article, version: 2, status: 'ended' } },
    ]);
    const span = { position: { epoch: EPOCH, seq: 2 }, status: 'ended', from: AT, to: AT + STEP_MS };

    expect(await store.asOf(article.id, AT - 1, null)).toEqual({ ...span, snapshot: null, lastNumber: 0 });
    expect(await store.asOf(article.id, AT, null)).toMatchObject({
      ...span,
      snapshot: { article: { status: 'live' } },
    });
    expect((await store.asOf(article.id, AT + STEP_MS, null))?.snapshot?.article.status).toBe('ended');
    expect(await store.asOf('nobody', AT, null)).toBe(null);
  });

  it('[R3] leads to the pages of then, whose boundaries are those of now', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const entries = Array.from({ length: 90 }, (_, index) => makeEntry({ number: index + 1 }));
    for (const [index, entry] of entries.entries())
      await append(store, article, index + 1, [{ type: 'entry-published', entry }]);
    const [third] = entries.slice(2);
    if (third === undefined) throw new Error('there are 90');
    await append(store, article, STEP_MS, [{ type: 'entry-edited', entry: { ...third, version: 2, headline: 'New' } }]);
    const page = async (at: number, before: number | null) => {
      const read = (await store.asOf(article.id, AT + at, before))?.snapshot;
      return [read?.entries.map(({ number }) => number).join(' '), read?.older?.before ?? null];
    };

    expect(await page(50, null)).toEqual([down(50, 21), 21]);
    expect(await page(50, 21)).toEqual([down(20, 1), null]);
    expect(await page(50, 41)).toEqual([down(40, 21), 21]);
    expect(await page(50, 90)).toEqual([down(50, 21), 21]);
    expect(await page(90, 41)).toEqual([down(40, 21), 21]);
    const headlines = [50, STEP_MS].map(async at => {
      const entry = (await store.asOf(article.id, AT + at, 21))?.snapshot?.entries.find(({ number }) => number === 3);
      return entry?.retraction === null ? entry.headline : undefined;
    });
    expect(await Promise.all(headlines)).toEqual([null, 'New']);
  });

  it('[D11] has of what was withdrawn the tombstone only, also before it was', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    const entry = makeEntry({ headline: CANARY, body: paragraphs([CANARY]) });
    await append(store, article, STEP_MS, [{ type: 'entry-published', entry }]);
    await append(store, article, 2 * STEP_MS, [
      { type: 'entry-pinned', article: { ...article, version: 2, pinnedEntryId: entry.id }, entry },
    ]);
    const { id, number, publishedAt } = entry;
    const tombstone: Entry = { id, number, publishedAt, version: 3, retraction: { at: publishedAt, reason: 'wrong' } };

    await append(store, article, 3 * STEP_MS, [{ type: 'entry-retracted', entry: tombstone }]);

    for (const step of [1, 2, 3])
      expect((await store.asOf(article.id, AT + step * STEP_MS, null))?.snapshot?.entries).toEqual([tombstone]);
    expect((await store.asOf(article.id, AT, null))?.snapshot?.entries).toEqual([]);
  });

  it('where a clock went back, is still a place that the log was in', async () => {
    await using opened = await open();
    const { store } = opened;
    const article = makeArticle();
    await createIn(store, article);
    for (const [index, at] of [5, 9, 3, 4, 8].entries())
      await append(store, article, at * STEP_MS, [
        { type: 'entry-published', entry: makeEntry({ number: index + 1 }) },
      ]);

    const seqs = await Promise.all(
      [1, 2, 4, 6, 7, 8].map(
        async at => (await store.asOf(article.id, AT + at * STEP_MS, null))?.snapshot?.position.seq,
      ),
    );

    expect(seqs).toEqual(seqs.toSorted());
    expect([seqs[0], seqs.at(-1)]).toEqual([1, 6]);
  });
}

function append(store: Store, { id }: Article, afterMs: number, changes: readonly UnplacedChange[]) {
  return store.transaction(tx => tx.append(id, changes, AT + afterMs));
}

/** What editors may do, drawn by dice: most often they publish, and now and then in the same moment as before. */
async function happen(store: Store, article: Article, dice: readonly number[]): Promise<Change[]> {
  await createIn(store, article);
  const entries: PublishedEntry[] = [];
  let now = article;
  for (const [index, die] of dice.entries()) {
    const place = die % Math.max(1, entries.length);
    const known = entries[place];
    const change = (): UnplacedChange => {
      if (die < 50 || known === undefined) {
        entries.push(makeEntry({ number: (entries.at(-1)?.number ?? 0) + 1 + (die % 3) }));
        return { type: 'entry-published', entry: entries.at(-1) ?? makeEntry() };
      }
      if (die < 75) {
        const edited = { ...known, version: known.version + 1, headline: `Edited by ${die}` };
        entries[place] = edited;
        return { type: 'entry-edited', entry: edited };
      }
      now = { ...now, version: now.version + 1, pinnedEntryId: die < 90 ? known.id : null };
      if (die < 90) return { type: 'entry-pinned', article: now, entry: known };
      return die < 95 ? { type: 'entry-unpinned', article: now } : { type: 'summary-set', article: now };
    };
    await append(store, article, (index + 1) * STEP_MS, [change()]);
  }
  return changesOf(store, article);
}

/** The newest page of the state that the reducer makes, and the pinned entry. */
function foldedUpTo(changes: readonly Change[], at: number) {
  const [first, ...rest] = changes;
  if (first?.type !== 'article-created') throw new Error('a log begins with its article');
  const position = { epoch: EPOCH, seq: 1 };
  let state = fromSnapshot({ article: first.article, entries: [], position, older: null });
  for (const change of rest.filter(later => later.at <= at)) {
    const applied = applyChange(state, change);
    if (applied.verdict === 'applied') state = applied.state;
  }
  const { article, entries } = state;
  const from = newestPage(entries[0]?.number ?? 0);
  const older = entries.some(({ number }) => number < from) ? { before: from } : null;
  const shown = entries.filter(({ number }) => number >= from);
  const pinned = entries.filter(({ id, number }) => id === article.pinnedEntryId && number < from);
  return { article, entries: [...shown, ...pinned], position: state.position, older };
}

function newestPage(lastNumber: number): number {
  return Math.max(0, Math.floor(lastNumber / 20) - 1) * 20 + 1;
}

function down(from: number, to: number): string {
  return Array.from({ length: from - to + 1 }, (_, step) => from - step).join(' ');
}
