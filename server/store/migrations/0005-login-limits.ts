import type { Kysely } from 'kysely';

/** Attempts to sign in, counted for all nodes (server/auth/login-limit.ts). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('login_attempts')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('count', 'bigint', column => column.notNull())
    .addColumn('ends_at', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('login_attempts_by_end').on('login_attempts').column('ends_at').execute();
}
