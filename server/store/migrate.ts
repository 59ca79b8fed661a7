import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { up as accounts } from '#server/auth/accounts-schema.ts';
import { up as coverage } from './migrations/0001-coverage.ts';
import { up as logGeneration } from './migrations/0003-log-generation.ts';
import { up as scheduledReleases } from './migrations/0004-scheduled-releases.ts';
import { up as loginLimits } from './migrations/0005-login-limits.ts';
import { up as presence } from './migrations/0006-presence.ts';
import { up as draftsByUser } from './migrations/0007-drafts-by-user.ts';
import { up as media } from './migrations/0008-media.ts';
import { up as contents } from './migrations/0009-contents.ts';
import { up as lenses } from './migrations/0010-lenses.ts';
import { up as changeTypes } from './migrations/0011-change-types.ts';
import { up as pictureMentions } from './migrations/0012-picture-mentions.ts';
import type { Database } from './schema.ts';

/** In the order they run; a migration that was released never changes. */
const migrations: Record<string, Migration> = {
  '0001-coverage': { up: coverage },
  '0002-accounts': { up: accounts },
  '0003-log-generation': { up: logGeneration },
  '0004-scheduled-releases': { up: scheduledReleases },
  '0005-login-limits': { up: loginLimits },
  '0006-presence': { up: presence },
  '0007-drafts-by-user': { up: draftsByUser },
  '0008-media': { up: media },
  '0009-contents': { up: contents },
  '0010-lenses': { up: lenses },
  '0011-change-types': { up: changeTypes },
  '0012-picture-mentions': { up: pictureMentions },
};

export const migrationNames = Object.keys(migrations);

/** Where it is written down which of them have run. */
export const MIGRATION_TABLE = DEFAULT_MIGRATION_TABLE;

/** Whether a table is about the migrations, not about coverage. */
export function isMigrationTable(name: string): boolean {
  return name === MIGRATION_TABLE || name === DEFAULT_MIGRATION_LOCK_TABLE;
}

/** Brings the tables to this version. `wasEmpty`: there were none, this is the very first start. */
export async function migrate(db: Kysely<Database>): Promise<{ readonly wasEmpty: boolean }> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return { wasEmpty: results.some(result => result.migrationName === '0001-coverage') };
}
