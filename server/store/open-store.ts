import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import { OWNER_ONLY } from './data-dir-lock.ts';
import { migrate } from './migrate.ts';
import { postgresEngine, postgresToMigrate } from './postgres.ts';
import { repair } from './repair.ts';
import type { Database } from './schema.ts';
import { SqlStore } from './sql-store.ts';
import { sqliteEngine } from './sqlite.ts';
import type { Store } from './store.ts';
import { unusableDatabase } from './unusable-store.ts';

export const DATABASE_FILE = 'pressbox.sqlite';

export interface OpenedStore {
  readonly store: Store;
  /** This is its very first start. */
  readonly wasEmpty: boolean;
}

/** Opens the embedded store in a folder, making what is missing. */
export async function openStore(dataDir: string): Promise<OpenedStore> {
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  const engine = sqliteEngine(join(dataDir, DATABASE_FILE));
  const { wasEmpty } = await migrate(engine.db);
  await repair(engine.db, 'free');
  return { store: new SqlStore(engine), wasEmpty };
}

/** Opens the store in a PostgreSQL database. Several nodes may do so at the same moment. */
export async function openPostgresStore(url: string, log: Pick<Logger, 'warn'>): Promise<OpenedStore> {
  const migrating = await connectPostgres(url);
  try {
    const { wasEmpty } = await migrate(migrating);
    await repair(migrating, 'locked');
    return { store: new SqlStore(postgresEngine(url, log)), wasEmpty };
  } finally {
    await migrating.destroy();
  }
}

/** The database for work that takes as long as it takes, such as a migration. Throws UnusableStore where it lets nobody in. */
export async function connectPostgres(url: string): Promise<Kysely<Database>> {
  const db = postgresToMigrate(url);
  try {
    await sql`select 1`.execute(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw unusableDatabase(url, error);
  }
}
