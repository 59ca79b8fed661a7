import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('article')
    .addColumn('generation', 'bigint', column => column.notNull().defaultTo(1))
    .execute();
}
