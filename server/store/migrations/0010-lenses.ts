import type { Kysely } from 'kysely';
import type { Entry } from '#shared/article.ts';
import { searchedWords } from '#shared/found.ts';
import { facetsOf } from '#shared/lens.ts';
import type { Database } from '../schema.ts';

/** So many entries are in memory at a time. */
const BATCH = 500;

/** What entries are picked and found by, also of those that were there before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('entry')
    .addColumn('words', 'text', column => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createTable('entry_facet')
    .addColumn('article_id', 'text', column => column.notNull())
    .addColumn('facet', 'text', column => column.notNull())
    .addColumn('number', 'bigint', column => column.notNull())
    .addColumn('entry_id', 'text', column => column.notNull().references('entry.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('entry_facet_by_number', ['article_id', 'facet', 'number'])
    .execute();
  await db.schema.createIndex('entry_facet_by_entry').on('entry_facet').column('entry_id').execute();
  await fill(db as Kysely<Database>);
}

async function fill(db: Kysely<Database>): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('entry')
      .select(['id', 'article_id', 'number', 'json'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id, article_id, number, json } of rows) {
      const entry = JSON.parse(json) as Entry;
      await db
        .updateTable('entry')
        .set({ words: searchedWords(entry) })
        .where('id', '=', id)
        .execute();
      const facets = facetsOf(entry).map(facet => ({ article_id, facet, number, entry_id: id }));
      if (facets.length > 0) await db.insertInto('entry_facet').values(facets).execute();
    }
    last = rows.at(-1)?.id ?? '';
    if (rows.length < BATCH) return;
  }
}
