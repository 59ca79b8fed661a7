import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '#server/store/store.ts';
import type { Entry } from '#shared/article.ts';
import { PAGE_ENTRIES } from '#shared/page-boundaries.ts';

/** What an article is exported from: its entries are read while they are sent, so that no export holds many of them. */
export type ExportStore = Pick<Store, 'snapshot' | 'olderEntries'>;

/** The entries with the numbers `from` to `to`, oldest first, some at a time; between them others get their turn. */
export async function* entriesBetween(
  store: ExportStore,
  articleId: string,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly Entry[]> {
  for (let first = from; first <= to; first += PAGE_ENTRIES) {
    await turn();
    const before = Math.min(first + PAGE_ENTRIES, to + 1);
    const page = await store.olderEntries(articleId, before);
    if (page === null) throw new Error('The article was removed while it was exported.');
    yield page.entries.filter(({ number }) => number >= first).toReversed();
  }
}
