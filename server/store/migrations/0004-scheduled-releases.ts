import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('draft').addColumn('release_at', 'bigint').execute();
  await db.schema
    .createIndex('draft_by_release')
    .on('draft')
    .columns(['release_at', 'id'])
    .where(sql.ref('release_at'), 'is not', null)
    .execute();
  await db.schema
    .createTable('published_draft')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('entry_id', 'text', column => column.notNull().references('entry.id').onDelete('cascade'))
    .execute();
  await db.schema.createIndex('published_draft_by_entry').on('published_draft').column('entry_id').execute();
}
