import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { up as accounts } from '#server/auth/accounts-schema.ts';
import { up as coverage } from './migrations/0001-coverage.ts';
import type { Database } from './schema.ts';

/** In the order they run; a migration that was released never changes. */
const migrations: Record<string, Migration> = {
  '0001-coverage': { up: coverage },
  '0002-accounts': { up: accounts },
};

/** Brings the tables to this version. `wasEmpty`: there were none, this is the very first start. */
export async function migrate(db: Kysely<Database>): Promise<{ readonly wasEmpty: boolean }> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return { wasEmpty: results.some(result => result.migrationName === '0001-coverage') };
}
