import type { Article, Entry } from '#shared/article.ts';
import { newestPageFrom, olderPageFrom } from '#shared/page-boundaries.ts';
import type { Change, Older, Snapshot } from '#shared/protocol.ts';
import { highestBelow, type Reader } from './sql-reads.ts';
import type { StoredArticle, StoredAsOf } from './store.ts';

/** Every kind of change that carries the article. */
const OF_ARTICLE: Record<Extract<Change, { readonly article: Article }>['type'], true> = {
  'article-created': true,
  'article-edited': true,
  'status-set': true,
  'summary-set': true,
  'entry-pinned': true,
  'entry-unpinned': true,
};

/**
 * An article at an instant: as its log had made it up to the last change of then. A withdrawal has rewritten what the log says of its
 * entry (docs/decisions/0004), so the text is in no state of the past either. What is read does not grow with the log.
 */
export async function readAsOf(
  db: Reader,
  { article, position }: StoredArticle,
  at: number,
  before: number | null,
): Promise<StoredAsOf> {
  const timeOf = (seq: number) => readTime(db, article.id, seq);
  const [from, to] = [await timeOf(1), await timeOf(position.seq)];
  const seq = at >= to ? position.seq : await lastUpTo(at, position.seq, timeOf);
  const lastNumber = await readLastNumber(db, article.id, seq);
  const place = { seq, lastNumber, before };
  const snapshot = seq === 0 ? null : await readSnapshot(db, article.id, { ...position, seq }, place);
  return { position, status: article.status, from, to, snapshot, lastNumber };
}

/** By halves: times grow with the log, and where a clock once went back, the answer is still a place that the log was in. */
async function lastUpTo(at: number, head: number, timeOf: (seq: number) => Promise<number>): Promise<number> {
  let [last, beyond] = [0, head];
  while (beyond - last > 1) {
    const middle = Math.floor((last + beyond) / 2);
    if ((await timeOf(middle)) <= at) last = middle;
    else beyond = middle;
  }
  return last;
}

async function readTime(db: Reader, articleId: string, seq: number): Promise<number> {
  const { json } = await db
    .selectFrom('change')
    .select('json')
    .where('article_id', '=', articleId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return (JSON.parse(json) as Change).at;
}

async function readLastNumber(db: Reader, articleId: string, seq: number): Promise<number> {
  const published = await readLast(db, articleId, ['entry-published'], seq);
  return published !== null && 'entry' in published ? published.entry.number : 0;
}

interface Place {
  readonly seq: number;
  readonly lastNumber: number;
  readonly before: number | null;
}

async function readSnapshot(
  db: Reader,
  articleId: string,
  position: Snapshot['position'],
  place: Place,
): Promise<Snapshot> {
  const { seq } = place;
  const changed = await readLast(db, articleId, Object.keys(OF_ARTICLE) as Change['type'][], seq);
  if (changed === null || !('article' in changed)) throw new Error(`The log of ${articleId} does not begin with it.`);
  const { article } = changed;
  const [entries, older] = await readPage(db, articleId, place);
  const { pinnedEntryId } = article;
  const isApart = pinnedEntryId !== null && !entries.some(({ id }) => id === pinnedEntryId);
  const pinned = isApart ? await readEntries(db, articleId, seq, { id: pinnedEntryId }) : [];
  return { article, entries: [...entries, ...pinned], position, older };
}

/** The newest page of then, or that of the entries below a number. Numbers grow with the log, so those of then are the lowest. */
async function readPage(
  db: Reader,
  articleId: string,
  { seq, lastNumber, before }: Place,
): Promise<[Entry[], Older | null]> {
  const isNewest = before === null || before > lastNumber;
  const highest = isNewest ? lastNumber : ((await highestBelow(db, articleId, before)) ?? 0);
  const from = isNewest ? newestPageFrom(lastNumber) : olderPageFrom(highest + 1);
  const entries = await readEntries(db, articleId, seq, { from, upTo: highest });
  const hasOlder = (await highestBelow(db, articleId, from)) !== null;
  return [entries, hasOlder ? { before: from } : null];
}

type Wanted = { readonly id: string } | { readonly from: number; readonly upTo: number };

/** Entries as the last change up to `seq` that carries each of them has it, newest first. */
async function readEntries(db: Reader, articleId: string, seq: number, wanted: Wanted): Promise<Entry[]> {
  const ours = db.selectFrom('entry').where('entry.article_id', '=', articleId);
  const picked =
    'id' in wanted
      ? ours.where('entry.id', '=', wanted.id)
      : ours.where('entry.number', '>=', wanted.from).where('entry.number', '<=', wanted.upTo);
  const latest = picked
    .innerJoin('change as carrying', 'carrying.entry_id', 'entry.id')
    .where('carrying.article_id', '=', articleId)
    .where('carrying.seq', '<=', seq)
    .select(({ fn }) => ['entry.number', fn.max('carrying.seq').as('seq')])
    .groupBy('entry.number');
  const rows = await db
    .selectFrom(latest.as('latest'))
    .innerJoin('change', 'change.seq', 'latest.seq')
    .where('change.article_id', '=', articleId)
    .select('change.json')
    .orderBy('latest.number', 'desc')
    .execute();
  return rows.map(({ json }) => JSON.parse(json) as Change).flatMap(change => ('entry' in change ? change.entry : []));
}

async function readLast(
  db: Reader,
  articleId: string,
  types: readonly Change['type'][],
  seq: number,
): Promise<Change | null> {
  const row = await db
    .selectFrom('change')
    .select('json')
    .where('article_id', '=', articleId)
    .where('seq', '=', ({ selectFrom }) =>
      selectFrom('change as earlier')
        .select(({ fn }) => fn.max('earlier.seq').as('seq'))
        .where('earlier.article_id', '=', articleId)
        .where('earlier.type', 'in', types)
        .where('earlier.seq', '<=', seq),
    )
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.json) as Change);
}
