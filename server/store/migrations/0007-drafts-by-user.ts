import type { Kysely } from 'kysely';

/** How many drafts somebody has is counted at each new one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('draft_by_user').on('draft').column('user_id').execute();
}
