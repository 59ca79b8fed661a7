import { hashOf } from '#server/api/cacheable.ts';
import { RefusalError } from '#server/refusal.ts';
import type { SiteReads } from '#server/site-reads.ts';
import type { SharedReads } from '#server/snapshots.ts';
import type { Store } from '#server/store/store.ts';
import type { Page, PageView, Site } from '#shared/pages.ts';
import type { Assets } from './assets.ts';
import { htmlDocument } from './document.ts';
import { type HeadContext, headTags } from './head-tags.ts';
import { structuredData } from './structured-data.ts';

export interface PageContext {
  readonly store: Store;
  readonly reads: SharedReads;
  readonly siteReads: SiteReads;
  readonly assets: Assets;
  readonly site: Site;
  /** Null: as the request says. */
  readonly publicUrl: string | null;
  readonly clock: () => number;
}

/** What a page calls today changes at midnight, and all zones of today have theirs at a whole quarter of an hour. */
const QUARTER_HOUR_MS = 15 * 60 * 1_000;

/** A reader's page as it goes out. */
export async function pageHtml(
  { assets, site }: PageContext,
  page: Page,
  where: Omit<HeadContext, 'entryTitle'>,
): Promise<string> {
  const { renderPage, headOf, wordingOf, entryTitle } = await assets.reader();
  const view: PageView = { ...page, site, wording: wordingOf(page, site) };
  const head = headOf(view);
  const about: HeadContext = { ...where, entryTitle };
  return htmlDocument({
    ...head,
    head: `${headTags(view, head, about)}${await assets.tags('reader')}`,
    root: renderPage(view),
    data: { id: 'view', value: view },
    linkedData: structuredData(view, head, about),
  });
}

/** What decides about the text of a page besides the article: the site, its look and address, and the day. */
export function versionOf({ assets, site, clock }: PageContext, address = ''): string {
  const quarter = Math.floor(clock() / QUARTER_HOUR_MS);
  return hashOf([assets.look(), site, address, quarter]);
}

export function existing<Found>(found: Found | null): Found {
  if (found === null)
    throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is no coverage at this address.' });
  return found;
}

/** A number as it stands in a path; what is none leads nowhere. */
export function counted(text = ''): number {
  return existing(/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);
}
