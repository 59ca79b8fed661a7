import type { Kysely, Transaction } from 'kysely';
import type { Article, Entry, Position } from '#shared/article.ts';
import type { Draft } from '#shared/commands.ts';
import type { Older } from '#shared/protocol.ts';
import type { Database } from './schema.ts';
import type { DraftFate, LogHead, StoredArticle, StoredChange } from './store.ts';

export type Reader = Kysely<Database> | Transaction<Database>;

export async function readArticle(
  db: Reader,
  key: 'id' | 'slug',
  value: string,
  rows: 'free' | 'locked' = 'free',
): Promise<StoredArticle | null> {
  const query = db.selectFrom('article').selectAll().where(key, '=', value);
  const row = await (rows === 'locked' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const position: Position = { epoch: row.epoch, seq: row.head };
  return { article: JSON.parse(row.json) as Article, position, lastNumber: row.last_number };
}

export async function readHead(db: Reader, key: 'id' | 'slug', value: string): Promise<LogHead | null> {
  const row = await db
    .selectFrom('article')
    .select(['id', 'epoch', 'head', 'generation', 'last_number'])
    .where(key, '=', value)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, epoch, head, generation, last_number } = row;
  return { articleId: id, position: { epoch, seq: head }, generation, lastNumber: last_number };
}

/** Where the logs of all articles stand, without their texts. */
export async function readSiteState(db: Reader): Promise<string> {
  const rows = await db.selectFrom('article').select(['id', 'epoch', 'head', 'generation']).orderBy('id').execute();
  return rows.map(({ id, epoch, head, generation }) => `${id} ${epoch} ${head} ${generation}`).join();
}

export function readChanges(db: Reader, articleId: string, seq: number, limit: number): Promise<StoredChange[]> {
  return db
    .selectFrom('change')
    .select(['seq', 'json'])
    .where('article_id', '=', articleId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Those that carry an entry, the last `limit` of them. Named by the entry alone: by the article as well SQLite would read the whole log. */
export async function readEntryChanges(
  db: Reader,
  articleId: string,
  number: number,
  limit: number,
): Promise<StoredChange[]> {
  const changes = await db
    .selectFrom('change')
    .innerJoin('entry', 'entry.id', 'change.entry_id')
    .select(['change.seq', 'change.json'])
    .where('entry.article_id', '=', articleId)
    .where('entry.number', '=', number)
    .orderBy('change.seq', 'desc')
    .limit(limit)
    .execute();
  return changes.reverse();
}

export async function readEntry(db: Reader, articleId: string, entryId: string): Promise<Entry | null> {
  const row = await db
    .selectFrom('entry')
    .select('json')
    .where('id', '=', entryId)
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.json) as Entry);
}

export async function readDraft(db: Reader, articleId: string, draftId: string): Promise<DraftFate> {
  const draft = await db.selectFrom('draft').selectAll().where('id', '=', draftId).executeTakeFirst();
  const published = await db
    .selectFrom('published_draft')
    .innerJoin('entry', 'entry.id', 'published_draft.entry_id')
    .select('entry.json')
    .where('published_draft.id', '=', draftId)
    .where('entry.article_id', '=', articleId)
    .executeTakeFirst();
  return {
    draft: draft === undefined ? null : draftFrom(draft),
    publishedAs: published === undefined ? null : (JSON.parse(published.json) as Entry),
  };
}

/** Drafts of an older version lack what came later. */
const LATER_FIELDS = { save: null, scheduledBy: null, releaseProblem: null };

export function draftFrom(row: { readonly json: string; readonly release_at: number | null }): Draft {
  const kept = JSON.parse(row.json) as Omit<Draft, 'releaseAt'>;
  const releaseAt = row.release_at === null ? null : new Date(row.release_at).toISOString();
  return { ...LATER_FIELDS, ...kept, releaseAt };
}

export async function readPage(
  db: Reader,
  articleId: string,
  from: number,
  before: number,
): Promise<[Entry[], Older | null]> {
  const rows = await db
    .selectFrom('entry')
    .select('json')
    .where('article_id', '=', articleId)
    .where('number', '>=', from)
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .execute();
  const hasOlder = (await highestBelow(db, articleId, from)) !== null;
  return [rows.map(row => JSON.parse(row.json) as Entry), hasOlder ? { before: from } : null];
}

export async function highestBelow(db: Reader, articleId: string, before: number): Promise<number | null> {
  const row = await db
    .selectFrom('entry')
    .select('number')
    .where('article_id', '=', articleId)
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? null;
}
