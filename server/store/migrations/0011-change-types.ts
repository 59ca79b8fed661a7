import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';

/** So many changes are in memory at a time; one has 64 KB at most. */
const BATCH = 200;

/** What kind each change is, so that an article is found as it stood at any place of its log without reading the log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('change')
    .addColumn('type', 'text', column => column.notNull().defaultTo(''))
    .execute();
  await fill(db as Kysely<Database>);
  await db.schema.createIndex('change_by_type').on('change').columns(['article_id', 'type', 'seq']).execute();
}

async function fill(db: Kysely<Database>): Promise<void> {
  for (const { id } of await db.selectFrom('article').select('id').execute()) {
    for (let last = 0; ; ) {
      const rows = await db
        .selectFrom('change')
        .select(['seq', 'json'])
        .where('article_id', '=', id)
        .where('seq', '>', last)
        .orderBy('seq')
        .limit(BATCH)
        .execute();
      for (const { seq, json } of rows)
        await db
          .updateTable('change')
          .set({ type: JSON.parse(json).type })
          .where('article_id', '=', id)
          .where('seq', '=', seq)
          .execute();
      last = rows.at(-1)?.seq ?? 0;
      if (rows.length < BATCH) break;
    }
  }
}
