import type { ReaderRenderer } from '#server/pages/assets.ts';
import { lastChangeAt, type Store, type StoredChange } from '#server/store/store.ts';
import { articlePath } from '#shared/addresses.ts';
import type { Article, Entry, Position } from '#shared/article.ts';
import { bodyText } from '#shared/body-text.ts';
import type { Site } from '#shared/pages.ts';
import type { Change } from '#shared/protocol.ts';
import { entryItem, type Feed, idOf, namesOf } from './feed.ts';

export interface FeedContext {
  readonly store: Pick<Store, 'snapshot' | 'olderEntries' | 'changesAfter'>;
  readonly renderer: Pick<ReaderRenderer, 'portableEntry' | 'portableBody'>;
  readonly site: Site;
  readonly siteUrl: string;
  readonly hub: string | null;
  /** The feed's own address, for the page of what is older than `before`. */
  readonly feedUrl: (before: number | null) => string;
}

export interface FeedAt {
  readonly position: Position;
  readonly feed: Feed;
}

/** So far back in the log corrections and withdrawals of older entries are looked for. */
const LOOK_BACK_CHANGES = 100;

/** An article's entries, those of its newest page or of the page below `before`; null where there is no such article. */
export async function articleFeed(
  context: FeedContext,
  articleId: string,
  before: number | null,
): Promise<FeedAt | null> {
  const { store, siteUrl, site, hub, feedUrl, renderer } = context;
  const snapshot = await store.snapshot(articleId);
  const page = before === null ? snapshot : await store.olderEntries(articleId, before);
  if (snapshot === null || page === null) return null;
  const { article } = snapshot;
  const { position, older } = page;
  const entries = await withLateNews(store, article, { ...page, isNewest: before === null });
  return {
    position,
    feed: {
      id: idOf(article),
      title: article.headline,
      description: article.standfirst || bodyText(article.body),
      ...{ language: article.language, siteName: site.name, hub },
      pageUrl: `${siteUrl}${articlePath(article.slug)}`,
      feedUrl: feedUrl(before),
      nextUrl: older === null ? null : feedUrl(older.before),
      icon: `${siteUrl}/icon-512.png`,
      updatedAt: (await lastChangeAt(store, articleId, position)) ?? article.createdAt,
      authors: namesOf(article.authors),
      items: entries.map(entry => entryItem(entry, article, { siteUrl, renderer })),
    },
  };
}

interface EntriesAt {
  readonly entries: readonly Entry[];
  readonly position: Position;
  readonly older: { readonly before: number } | null;
  readonly isNewest: boolean;
}

/** Whoever took an entry from this feed learns that it was wrong, though it has left the newest page. */
async function withLateNews(
  store: FeedContext['store'],
  article: Article,
  { entries, position, older, isNewest }: EntriesAt,
): Promise<readonly Entry[]> {
  const from = older?.before ?? 1;
  const timeline = entries.filter(({ number }) => number >= from);
  if (!isNewest || older === null) return timeline;
  const changes = await store.changesAfter(
    article.id,
    Math.max(0, position.seq - LOOK_BACK_CHANGES),
    Math.min(position.seq, LOOK_BACK_CHANGES),
  );
  const late = new Map<number, Entry>();
  for (const entry of changes.flatMap(newsOf)) {
    const known = late.get(entry.number);
    if (entry.number < from && (known === undefined || entry.version > known.version)) late.set(entry.number, entry);
  }
  return [...timeline, ...[...late.values()].toSorted((a, b) => b.number - a.number)];
}

function newsOf({ json }: StoredChange): Entry[] {
  const change = JSON.parse(json) as Change;
  return change.type === 'entry-edited' || change.type === 'entry-retracted' ? [change.entry] : [];
}
