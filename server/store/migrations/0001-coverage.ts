import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('article')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('slug', 'text', column => column.notNull().unique())
    .addColumn('epoch', 'text', column => column.notNull())
    .addColumn('head', 'bigint', column => column.notNull())
    .addColumn('last_number', 'bigint', column => column.notNull())
    .addColumn('json', 'text', column => column.notNull())
    .execute();
  await db.schema
    .createTable('entry')
    .addColumn('id', 'text', column => column.notNull().unique())
    .addColumn('article_id', 'text', column => column.notNull().references('article.id').onDelete('cascade'))
    .addColumn('number', 'bigint', column => column.notNull())
    .addColumn('json', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('entry_by_number', ['article_id', 'number'])
    .execute();
  await db.schema
    .createTable('change')
    .addColumn('article_id', 'text', column => column.notNull().references('article.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', column => column.notNull())
    .addColumn('entry_id', 'text')
    .addColumn('json', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('change_by_seq', ['article_id', 'seq'])
    .execute();
  await db.schema.createIndex('change_by_entry').on('change').column('entry_id').execute();
  await db.schema
    .createTable('draft')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('article_id', 'text', column => column.notNull().references('article.id').onDelete('cascade'))
    .addColumn('user_id', 'text', column => column.notNull())
    .addColumn('json', 'text', column => column.notNull())
    .execute();
  await db.schema.createIndex('draft_by_article').on('draft').column('article_id').execute();
  await db.schema
    .createTable('command')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('answer', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('command_by_age').on('command').column('at').execute();
}
