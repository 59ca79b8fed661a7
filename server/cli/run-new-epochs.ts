import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { readConfig } from '#server/config.ts';
import { FRESH_MS } from '#server/presence.ts';
import { lockDataDir } from '#server/store/data-dir-lock.ts';
import { MIGRATION_TABLE } from '#server/store/migrate.ts';
import { giveNewEpochs } from '#server/store/new-epochs.ts';
import { connectPostgres, DATABASE_FILE } from '#server/store/open-store.ts';
import { PresenceTable } from '#server/store/presence-table.ts';
import type { Database } from '#server/store/schema.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { EXIT_CODES, Failure, failureOf } from './failure.ts';
import type { Terminal } from './terminal.ts';

const USAGE = `usage: npm run new-epochs
Gives every article's log a new epoch, in the database that DATABASE_URL names or else in DATA_DIR, with every server stopped:
after the database was put back to an earlier moment. Readers start over then, instead of mixing the two.`;

/** `npm run new-epochs`: for a store that other tools have put back to an earlier moment (D5). Answers the exit code. */
export async function runNewEpochs(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (args.length > 0) throw new Failure('usage', USAGE);
    const { databaseUrl, dataDir } = readConfig(terminal.env);
    const articles = databaseUrl === null ? await inFolder(dataDir) : await inDatabase(databaseUrl);
    terminal.print(`Every article's log has a new epoch (articles: ${articles}); readers will start over.`);
    return EXIT_CODES.done;
  } catch (error) {
    const { kind, message } = failureOf(error);
    terminal.say(message);
    return EXIT_CODES[kind];
  }
}

async function inFolder(dataDir: string): Promise<number> {
  const file = join(dataDir, DATABASE_FILE);
  // Asked before the lock is taken, which would make the folder.
  if (!existsSync(file)) throw new Failure('refused', `There is no store in ${dataDir}.`);
  const lock = lockDataDir(dataDir);
  if (lock === null)
    throw new Failure('refused', `A server is running on ${dataDir}: stop it first. Nothing was changed.`);
  try {
    return await changed(openSqlite(file));
  } finally {
    lock.release();
  }
}

async function inDatabase(url: string): Promise<number> {
  const db = await connectPostgres(url);
  return changed(db, () => assertUnused(db));
}

async function changed(db: Kysely<Database>, assertMayBe: () => Promise<void> = async () => {}): Promise<number> {
  try {
    await assertMayBe();
    return await giveNewEpochs(db);
  } finally {
    await db.destroy();
  }
}

async function assertUnused(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ found: string | null }>`select to_regclass(${MIGRATION_TABLE}) as found`.execute(db);
  if (rows[0]?.found == null)
    throw new Failure('refused', 'There is no store in the database that DATABASE_URL names.');
  const nodes = await new PresenceTable(db as Kysely<unknown>).others('', FRESH_MS);
  if (nodes.length > 0)
    throw new Failure(
      'refused',
      `Servers are running on the database (${nodes.length}): stop them first. One that was killed counts for ${FRESH_MS / 1_000} s. Nothing was changed.`,
    );
}
