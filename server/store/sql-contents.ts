import type { Entry } from '#shared/article.ts';
import type { Reader } from './sql-reads.ts';
import type { StoredContents } from './store.ts';

/** The hours of every time zone of today begin with one. */
const QUARTER_HOUR_MS = 15 * 60 * 1_000;
/** Nobody looks through more; the newest are kept. */
const MAX_KEY_EVENTS = 500;

/** What the table says of an entry beside its text, so that an article's contents are listed without reading that. A tombstone is in no list. */
export function listedAs(entry: Entry): { readonly period: string | null; readonly key_event: number } {
  if (entry.retraction !== null) return { period: null, key_event: 0 };
  return { period: periodOf(entry.displayAt ?? entry.publishedAt), key_event: entry.keyEvent ? 1 : 0 };
}

export async function readContents(
  db: Reader,
  articleId: string,
): Promise<Pick<StoredContents, 'periods' | 'keyEvents'>> {
  const periods = await db
    .selectFrom('entry')
    .select(({ fn, ref }) => [
      ref('period').$notNull().as('at'),
      fn.min<number>('number').as('first'),
      fn.countAll<number>().as('count'),
    ])
    .where('article_id', '=', articleId)
    .where('period', 'is not', null)
    .groupBy('period')
    .orderBy('period')
    .execute();
  return { periods, keyEvents: await readKeyEvents(db, articleId, MAX_KEY_EVENTS) };
}

/** The newest key events, newest first. */
export async function readKeyEvents(db: Reader, articleId: string, most: number): Promise<Entry[]> {
  const rows = await keyEventsIn(db, articleId).select('json').limit(most).execute();
  return rows.map(({ json }) => JSON.parse(json) as Entry);
}

export async function readKeyEventNumbers(db: Reader, articleId: string): Promise<number[]> {
  const rows = await keyEventsIn(db, articleId).select('number').limit(MAX_KEY_EVENTS).execute();
  return rows.map(({ number }) => number);
}

function keyEventsIn(db: Reader, articleId: string) {
  const ours = db.selectFrom('entry').where('article_id', '=', articleId).where('key_event', '=', 1);
  return ours.orderBy('number', 'desc');
}

/** The quarter of an hour of an instant; a plain date as it is. */
function periodOf(when: string): string {
  if (!when.includes('T')) return when;
  return new Date(Math.floor(Date.parse(when) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS).toISOString();
}
