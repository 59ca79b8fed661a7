import { keyEventsOn } from '#server/contents.ts';
import type { Store } from '#server/store/store.ts';
import { articlePath, entryPath, pagePath } from '#shared/addresses.ts';
import { fromSnapshot } from '#shared/changes.ts';
import { newerPageBefore, newestPageFrom, pageBefore, pageCount, pageOf } from '#shared/page-boundaries.ts';
import type { ArticlePage } from '#shared/pages.ts';
import type { Snapshot } from '#shared/protocol.ts';

type PageStore = Pick<Store, 'snapshot' | 'olderEntries' | 'entryCount' | 'keyEvents'>;
type AddressStore = Pick<Store, 'articleById' | 'olderEntries'>;

/** What an address asks for of an article: the page of the entries below `before`, or the page around an entry; else the newest. */
export interface Wanted {
  readonly before: number | null;
  readonly entryNumber: number | null;
}

/** Null where there is no such article or no such entry. */
export async function articlePage(
  store: PageStore,
  articleId: string,
  wanted: Wanted,
  now: number,
): Promise<ArticlePage | null> {
  const snapshot = await store.snapshot(articleId);
  if (snapshot === null) return null;
  const lastNumber = snapshot.entries[0]?.number ?? 0;
  const read = await pageAt(store, snapshot, beforeOf(wanted, lastNumber));
  if (read === null) return null;
  const page = { ...read, keyEvents: await keyEventsOn(store, articleId, read) };
  const { entryNumber } = wanted;
  if (entryNumber === null) return { ...page, lastNumber, entryNumber, newerCount: 0, now };
  if (!page.state.entries.some(({ number }) => number === entryNumber)) return null;
  const newerCount = await store.entryCount(articleId, { above: entryNumber, upTo: lastNumber });
  return { ...page, lastNumber, entryNumber, newerCount, now };
}

/** The page that an entry is on; its own address where it has one, or where all of that is by now. */
function beforeOf({ before, entryNumber }: Wanted, lastNumber: number): number | null {
  if (entryNumber !== null) return entryNumber >= newestPageFrom(lastNumber) ? null : pageBefore(pageOf(entryNumber));
  return before !== null && before <= lastNumber ? before : null;
}

async function pageAt(store: PageStore, snapshot: Snapshot, before: number | null) {
  const page = { page: 'article', before, newerBefore: null, lens: null, past: null } as const;
  if (before === null) return { ...page, state: fromSnapshot(snapshot) };
  const { article } = snapshot;
  const older = await store.olderEntries(article.id, before);
  if (older === null) return null;
  const here = new Set(older.entries.map(({ id }) => id));
  const pinned = snapshot.entries.filter(({ id }) => id === article.pinnedEntryId && !here.has(id));
  const state = fromSnapshot({ ...snapshot, entries: [...pinned, ...older.entries], older: older.older });
  return { ...page, state, newerBefore: newerPageBefore(before, snapshot.entries[0]?.number ?? 0) };
}

/** Where an entry is read now; null where there never was one with this number. */
export async function entryAddress(store: AddressStore, articleId: string, slug: string, number: number) {
  const page = await store.olderEntries(articleId, number + 1);
  const entry = page?.entries[0];
  if (page === null || entry?.number !== number) return null;
  const headline = entry.retraction === null ? entry.headline : null;
  return { position: page.position, text: entryPath(slug, { number, headline }) };
}

/** Where a page of older entries is read now: the newest is the article's own, and skipped numbers may leave a page empty. */
export async function pageAddress(store: AddressStore, articleId: string, slug: string, page: number) {
  const stored = await store.articleById(articleId);
  if (stored === null || page < 1 || page > Math.max(1, pageOf(stored.lastNumber))) return null;
  const { position, lastNumber } = stored;
  if (page >= pageCount(lastNumber)) return { position, text: articlePath(slug) };
  const older = await store.olderEntries(articleId, pageBefore(page));
  const highest = older?.entries[0]?.number;
  return highest === undefined ? null : { position, text: pagePath(slug, pageOf(highest)) };
}
