import { type Kysely, sql } from 'kysely';

interface Row {
  readonly id: string;
  readonly json: string;
}

/** When entries happened and which are key events, as columns: what an article has is listed without reading its texts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('entry').addColumn('period', 'text').execute();
  await db.schema
    .alterTable('entry')
    .addColumn('key_event', 'integer', column => column.notNull().defaultTo(0))
    .execute();
  await fill(db);
  await db.schema
    .createIndex('entry_by_period')
    .on('entry')
    .columns(['article_id', 'period', 'number'])
    .where(sql.ref('period'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('entry_by_key_event')
    .on('entry')
    .columns(['article_id', 'key_event', 'number'])
    .execute();
}

const BATCH_ROWS = 500;

async function fill(db: Kysely<unknown>): Promise<void> {
  for (let last = ''; ; ) {
    const { rows } =
      await sql<Row>`select id, json from entry where id > ${last} order by id limit ${BATCH_ROWS}`.execute(db);
    for (const { id, json } of rows) {
      const { retraction, displayAt, publishedAt, keyEvent } = JSON.parse(json);
      if (retraction !== null) continue;
      const period = periodOf(displayAt ?? publishedAt);
      await sql`update entry set period = ${period}, key_event = ${keyEvent ? 1 : 0} where id = ${id}`.execute(db);
    }
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** The quarter of an hour of an instant, with which the hours of all zones begin; a plain date as it is. */
function periodOf(when: string): string {
  const quarterMs = 15 * 60 * 1_000;
  if (!when.includes('T')) return when;
  return new Date(Math.floor(Date.parse(when) / quarterMs) * quarterMs).toISOString();
}
