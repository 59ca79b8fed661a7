import { type Kysely, sql } from 'kysely';
import type { Article, Entry } from '#shared/article.ts';
import type { Draft } from '#shared/commands.ts';
import { FOUND_PAGE, type FoundPage, foundIn } from '#shared/found.ts';
import type { Lens, Selection } from '#shared/lens.ts';
import { newestPageFrom, olderPageFrom } from '#shared/page-boundaries.ts';
import type { ArticleListing } from '#shared/pages.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';
import { readAsOf } from './as-of-reads.ts';
import type { SqlEngine } from './engine.ts';
import { readChoices, readFound, readSelection } from './lens-reads.ts';
import type { Database } from './schema.ts';
import { readContents, readKeyEventNumbers, readKeyEvents } from './sql-contents.ts';
import {
  draftFrom,
  highestBelow,
  type Reader,
  readArticle,
  readChanges,
  readDraft,
  readEntry,
  readEntryChanges,
  readHead,
  readPage,
  readSiteState,
} from './sql-reads.ts';
import { sqlTransaction } from './sql-transaction.ts';
import {
  type ArticleChanged,
  type DraftFate,
  type LogHead,
  type ScheduledDraft,
  type Store,
  type StoredArticle,
  type StoredAsOf,
  type StoredChange,
  type StoredContents,
  StoreError,
  type StoreTransaction,
} from './store.ts';

const MAX_TRIES = 5;

/** The store over SQL. The same queries serve every engine. */
export class SqlStore implements Store {
  readonly #db: Kysely<Database>;
  readonly #engine: SqlEngine;
  #isClosed = false;

  constructor(engine: SqlEngine) {
    this.#db = engine.db;
    this.#engine = engine;
  }

  get engine(): Kysely<unknown> {
    return this.#db as Kysely<unknown>;
  }

  transaction<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
    return this.guard(() => this.#inTransaction(work));
  }

  listArticles(): Promise<ArticleListing[]> {
    return this.guard(async () => {
      const rows = await this.#db
        .selectFrom('article')
        .leftJoin('entry', join =>
          join.onRef('entry.article_id', '=', 'article.id').onRef('entry.number', '=', 'article.last_number'),
        )
        .select(['article.json', 'article.last_number', 'entry.json as latest'])
        .execute();
      return rows.map(listing).toSorted(byInterest);
    });
  }

  listByChange(): Promise<ArticleChanged[]> {
    return this.guard(async () => {
      const rows = await this.#db
        .selectFrom('article')
        .innerJoin('change', join =>
          join.onRef('change.article_id', '=', 'article.id').onRef('change.seq', '=', 'article.head'),
        )
        .select(['article.json', 'article.last_number', 'change.json as change'])
        .execute();
      return rows.map(changed).toSorted((a, b) => b.changedAt.localeCompare(a.changedAt));
    });
  }

  siteState(): Promise<string> {
    return this.guard(() => readSiteState(this.#db));
  }

  articleById(id: string): Promise<StoredArticle | null> {
    return this.guard(() => readArticle(this.#db, 'id', id));
  }

  articleBySlug(slug: string): Promise<StoredArticle | null> {
    return this.guard(() => readArticle(this.#db, 'slug', slug));
  }

  snapshot(articleId: string): Promise<Snapshot | null> {
    return this.#readAtOnePosition(articleId, async (db, { article, lastNumber, position }) => {
      const from = newestPageFrom(lastNumber);
      const [entries, older] = await readPage(db, articleId, from, lastNumber + 1);
      const pinned = article.pinnedEntryId === null ? null : await readEntry(db, articleId, article.pinnedEntryId);
      const isApart = pinned !== null && pinned.number < from;
      return { article, entries: isApart ? [...entries, pinned] : entries, position, older };
    });
  }

  olderEntries(articleId: string, before: number): Promise<EntriesPage | null> {
    return this.#readAtOnePosition(articleId, async (db, { position }) => {
      const highest = await highestBelow(db, articleId, before);
      const from = highest === null ? 1 : olderPageFrom(highest + 1);
      const [entries, older] = await readPage(db, articleId, from, before);
      return { before, entries, position, older };
    });
  }

  entryCount(articleId: string, { above, upTo }: { readonly above: number; readonly upTo: number }): Promise<number> {
    return this.guard(async () => {
      const counting = this.#db.selectFrom('entry').select(({ fn }) => fn.countAll<number>().as('entries'));
      const ours = counting.where('article_id', '=', articleId).where('period', 'is not', null);
      return (await ours.where('number', '>', above).where('number', '<=', upTo).executeTakeFirstOrThrow()).entries;
    });
  }

  contents(articleId: string): Promise<StoredContents | null> {
    return this.#readAtOnePosition(articleId, async (db, { article, position }) => ({
      article,
      position,
      ...(await readContents(db, articleId)),
    }));
  }

  keyEvents(articleId: string, newest: number): Promise<{ readonly numbers: number[]; readonly newest: Entry[] }> {
    return this.guard(async () => ({
      numbers: await readKeyEventNumbers(this.#db, articleId),
      newest: await readKeyEvents(this.#db, articleId, newest),
    }));
  }

  selection(articleId: string, lens: Lens, from: number | null): Promise<Selection | null> {
    return this.#readAtOnePosition(articleId, async (db, { position, lastNumber }) => ({
      ...(await readSelection(db, articleId, lens, from)),
      ...{ position, lastNumber },
    }));
  }

  choices(articleId: string): ReturnType<Store['choices']> {
    return this.#readAtOnePosition(articleId, async (db, { position }) => ({
      ...(await readChoices(db, articleId)),
      position,
    }));
  }

  search(articleId: string, phrases: readonly string[], before: number | null): Promise<FoundPage | null> {
    return this.#readAtOnePosition(articleId, async (db, { position }) => {
      const entries = await readFound(db, articleId, phrases, before);
      const found = entries.slice(0, FOUND_PAGE).flatMap(entry => foundIn(entry, phrases) ?? []);
      return { found, position, next: entries.length > FOUND_PAGE ? (found.at(-1)?.number ?? null) : null };
    });
  }

  entryChanges(articleId: string, number: number, limit: number): ReturnType<Store['entryChanges']> {
    return this.#readAtOnePosition(articleId, async (db, { position }) => ({
      position,
      changes: await readEntryChanges(db, articleId, number, limit),
    }));
  }

  asOf(articleId: string, at: number, before: number | null): Promise<StoredAsOf | null> {
    return this.#readAtOnePosition(articleId, (db, stored) => readAsOf(db, stored, at, before));
  }

  changesAfter(articleId: string, seq: number, limit: number): Promise<StoredChange[]> {
    return this.guard(() => readChanges(this.#db, articleId, seq, limit));
  }

  logHead(article: { readonly id: string } | { readonly slug: string }): Promise<LogHead | null> {
    return this.guard(() =>
      'id' in article ? readHead(this.#db, 'id', article.id) : readHead(this.#db, 'slug', article.slug),
    );
  }

  logPage(articleId: string, seq: number, limit: number): ReturnType<Store['logPage']> {
    return this.guard(() =>
      this.#oneMoment().execute(async tx => {
        const head = await readHead(tx, 'id', articleId);
        return head === null ? null : { head, changes: await readChanges(tx, articleId, seq, limit) };
      }),
    );
  }

  drafts(articleId: string, { userId }: { readonly userId?: string }): Promise<Draft[]> {
    return this.guard(async () => {
      const query = this.#db.selectFrom('draft').selectAll().where('article_id', '=', articleId);
      const rows = await (userId === undefined ? query : query.where('user_id', '=', userId)).execute();
      return rows.map(draftFrom).toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
    });
  }

  draft(articleId: string, draftId: string): Promise<DraftFate> {
    return this.guard(() => this.#oneMoment().execute(tx => readDraft(tx, articleId, draftId)));
  }

  scheduledDrafts(limit: number): Promise<ScheduledDraft[]> {
    return this.guard(() =>
      this.#db
        .selectFrom('draft')
        .select(['article_id as articleId', 'id as draftId', 'release_at as releaseAt'])
        .where('release_at', 'is not', null)
        .$narrowType<{ releaseAt: number }>()
        .orderBy('release_at')
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
  }

  async check(): Promise<void> {
    await this.guard(() => this.#db.selectFrom('article').select('id').limit(1).execute());
  }

  async checkWrites(): Promise<void> {
    // Changes nothing, and is refused where the engine only reads: a file or a standby that cannot be written to.
    await this.guard(() => this.#db.updateTable('article').set({ head: 0 }).where(sql<boolean>`false`).execute());
  }

  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const kind = this.#engine.kindOf(error);
      if (!this.#isClosed && kind === null) throw error;
      throw new StoreError(kind === 'full' ? 'full' : 'unavailable', error);
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#db.destroy();
  }

  #readAtOnePosition<T>(articleId: string, read: (db: Reader, stored: StoredArticle) => Promise<T>): Promise<T | null> {
    return this.guard(() =>
      this.#oneMoment().execute(async tx => {
        const stored = await readArticle(tx, 'id', articleId);
        return stored === null ? null : read(tx, stored);
      }),
    );
  }

  /** Reads in it see one moment of the store. */
  #oneMoment() {
    const transaction = this.#db.transaction();
    return this.#engine.isSerial ? transaction : transaction.setIsolationLevel('repeatable read');
  }

  /** Two transactions may meet where they run side by side: the one that lost begins again, and finds what the other did. */
  async #inTransaction<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
    const rows = this.#engine.isSerial ? 'free' : 'locked';
    for (let tries = 1; ; tries++) {
      try {
        return await this.#db.transaction().execute(tx => work(sqlTransaction(tx, rows)));
      } catch (error) {
        if (tries === MAX_TRIES || this.#engine.kindOf(error) !== 'conflict') throw error;
      }
    }
  }
}

function listing(row: { json: string; last_number: number; latest: string | null }): ArticleListing {
  const { id, slug, headline, standfirst, dateLine, status, language, timeZone, sample, createdAt, startsAt } =
    JSON.parse(row.json) as Article;
  const latest = row.latest === null ? null : (JSON.parse(row.latest) as Entry);
  return {
    ...{ id, slug, headline, standfirst, dateLine, status, language, timeZone, sample, createdAt, startsAt },
    entryCount: row.last_number,
    latestEntryAt: latest?.publishedAt ?? null,
  };
}

function changed(row: { json: string; last_number: number; change: string }): ArticleChanged {
  const { at } = JSON.parse(row.change) as Change;
  return {
    article: JSON.parse(row.json) as Article,
    changedAt: new Date(at).toISOString(),
    entryCount: row.last_number,
  };
}

const INTEREST = { live: 0, paused: 1, upcoming: 2, ended: 3 } as const;

function byInterest(a: ArticleListing, b: ArticleListing): number {
  const latest = (listed: ArticleListing) => listed.latestEntryAt ?? listed.createdAt;
  return INTEREST[a.status] - INTEREST[b.status] || latest(b).localeCompare(latest(a));
}
