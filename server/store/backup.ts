import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { DATABASE_FILE } from './open-store.ts';
import { openSqlite } from './sqlite.ts';

/** Copies the store into a new file, consistent while a server writes to it (SQLite's own backup). Throws where the file exists. */
export async function backUp(dataDir: string, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists; a backup never overwrites.`);
  const source = join(dataDir, DATABASE_FILE);
  if (!existsSync(source)) throw new Error(`There is no store in ${dataDir}.`);
  const database = new DatabaseSync(source, { readOnly: true });
  try {
    // Held to one moment: else SQLite begins anew at every write of the server, and never comes to the end of a large store.
    database.exec('begin');
    database.prepare('select 1 from sqlite_schema').get();
    await backup(database, file);
  } finally {
    database.close();
  }
}

/**
 * Puts a backup in the place of the store and gives every log a new epoch: what readers have beyond the backup's place is not of this
 * log, so they start over (D5). What was there is moved aside; answers where to, or null. The caller holds the folder's lock.
 */
export async function restore(dataDir: string, file: string, now: Date): Promise<string | null> {
  assertIntact(file);
  const place = join(dataDir, DATABASE_FILE);
  const aside = existsSync(place) ? `${place}.${now.toISOString().replaceAll(':', '')}` : null;
  if (aside !== null) moveAside(place, aside);
  for (const companion of ['-wal', '-shm']) rmSync(`${place}${companion}`, { force: true });
  copyFileSync(file, place);
  await rotateEpochs(place);
  return aside;
}

function assertIntact(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const verdict = database.prepare('pragma quick_check').get()?.quick_check;
    const hasLog = database.prepare("select 1 from sqlite_schema where name = 'change'").get() !== undefined;
    if (verdict !== 'ok' || !hasLog) throw new Error(`${file} is not an intact Pressbox store.`);
  } finally {
    database.close();
  }
}

function moveAside(place: string, aside: string): void {
  if (existsSync(`${place}-wal`)) copyFileSync(`${place}-wal`, `${aside}-wal`);
  try {
    foldLogIn(place);
    rmSync(`${aside}-wal`, { force: true });
  } catch {
    // Damaged: whoever tries to save something of it finds both files as they were.
  }
  renameSync(place, aside);
}

/** Brings what lies in the write-ahead log into the file itself, so that the file alone is the whole store. */
function foldLogIn(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}

async function rotateEpochs(file: string): Promise<void> {
  const db = openSqlite(file);
  try {
    await db.transaction().execute(async tx => {
      for (const { id } of await tx.selectFrom('article').select('id').execute()) {
        const epoch = randomBytes(16).toString('base64url');
        await tx.updateTable('article').set({ epoch }).where('id', '=', id).execute();
        await sql`update change set json = json_set(json, '$.epoch', ${epoch}) where article_id = ${id}`.execute(tx);
      }
    });
  } finally {
    await db.destroy();
  }
}
