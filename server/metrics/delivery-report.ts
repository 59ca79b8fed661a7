import { statfs } from 'node:fs/promises';
import type { Bus } from '#server/bus/bus.ts';
import type { Pass } from '#server/delivery-watch.ts';
import type { Hub } from '#server/hub.ts';
import type { Presence } from '#server/presence.ts';
import type { Store } from '#server/store/store.ts';
import type { Delivered, DeliveryReport } from '#shared/delivery.ts';
import type { ArticleListing } from '#shared/pages.ts';
import { type DeliveryRecord, RECENT_MINUTES } from './delivery-record.ts';
import type { LoopDelayMonitor } from './loop-delay.ts';
import type { StoreHealth } from './store-health.ts';
import { troublesOf } from './troubles.ts';

export interface ReportParts {
  readonly store: Pick<Store, 'listArticles'>;
  readonly storeHealth: Pick<StoreHealth, 'state'>;
  readonly bus: Pick<Bus, 'state'>;
  readonly hub: Pick<Hub, 'audience'>;
  readonly presence: Pick<Presence, 'all' | 'nodes'>;
  readonly record: Pick<DeliveryRecord, 'passes' | 'resumes' | 'cuts'>;
  readonly loop: Pick<LoopDelayMonitor, 'lastMinute'>;
  readonly diskFreeBytes: () => Promise<number | null>;
  readonly clock: () => number;
}

const MAX_ARTICLES = 20;

/** How delivery goes now. Also where the store does not answer: then articles are called by their addresses. */
export async function deliveryReport(parts: ReportParts): Promise<DeliveryReport> {
  const { store, storeHealth, bus, hub, presence, record, loop, clock } = parts;
  const listed = await store.listArticles().catch((): ArticleListing[] => []);
  const diskFreeBytes = await parts.diskFreeBytes();
  const audience = hub.audience();
  const known = new Map(listed.map(article => [article.id, article]));
  const slugs = new Map(audience.map(({ articleId, slug }) => [articleId, slug]));
  const nameOf = (articleId: string, slug = slugs.get(articleId)) => {
    const { headline, language, slug: address } = known.get(articleId) ?? { language: 'en' };
    return { slug: address ?? slug ?? articleId, headline: headline ?? address ?? slug ?? articleId, language };
  };
  const all = [...presence.all()].toSorted(([, a], [, b]) => b - a);
  const readersHere = audience.reduce((sum, { readers }) => sum + readers, 0);
  const { passes, resumes, cuts } = record;
  const now = clock();
  const facts = { store: storeHealth.state, bus: bus.state(), loop: loop.lastMinute, diskFreeBytes };
  return {
    now,
    nodes: presence.nodes(),
    readers: all.reduce((sum, [, readers]) => sum + readers, 0),
    readersHere,
    articles: all.slice(0, MAX_ARTICLES).map(([articleId, readers]) => ({ ...nameOf(articleId), readers })),
    moreArticles: Math.max(0, all.length - MAX_ARTICLES),
    passes: passes.map(pass => ({ ...nameOf(pass.articleId, pass.slug), ...timesOf(pass) })),
    recentMinutes: RECENT_MINUTES,
    ...{ resumes, cuts },
    troubles: troublesOf({ ...facts, now, readersHere, passes, cuts }),
  };
}

/** Space left in a folder; null where the system does not tell. */
export async function freeBytesIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function timesOf({ changes, readers, publishedAt, ...at }: Pass): Omit<Delivered, 'slug' | 'headline' | 'language'> {
  // Another node's clock may be ahead of this one's.
  const since = (instant: number) => Math.max(0, instant - publishedAt);
  const times = { halfMs: since(at.halfAt), mostMs: since(at.mostAt), allMs: since(at.endedAt) };
  return { changes, readers, publishedAt, ...times };
}
