import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER_ONLY } from './data-dir-lock.ts';
import { migrate } from './migrate.ts';
import { SqlStore } from './sql-store.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** SQLite's result code for "no space left on the device". */
const SQLITE_FULL = 13;

export const DATABASE_FILE = 'pressbox.sqlite';

/** Opens the embedded store in a folder, making what is missing. `wasEmpty`: this is its very first start. */
export async function openStore(dataDir: string): Promise<{ readonly store: Store; readonly wasEmpty: boolean }> {
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  const db = openSqlite(join(dataDir, DATABASE_FILE));
  const { wasEmpty } = await migrate(db);
  return { store: new SqlStore(db, isSqliteFull), wasEmpty };
}

function isSqliteFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) === SQLITE_FULL;
}
