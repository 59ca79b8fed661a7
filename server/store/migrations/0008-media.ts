import type { Kysely } from 'kysely';

/** Pictures and their smaller copies. SQLite takes bytes in a column of any type, PostgreSQL in this one only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('media')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('picture', 'text', column => column.notNull())
    .addColumn('type', 'text', column => column.notNull())
    .addColumn('width', 'bigint', column => column.notNull())
    .addColumn('height', 'bigint', column => column.notNull())
    .addColumn('bytes', 'bytea', column => column.notNull())
    .addColumn('stored_at', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('media_by_picture').on('media').column('picture').execute();
}
