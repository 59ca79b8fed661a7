import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { migrationsOf } from './embedded-tables.ts';
import { giveLike } from './file-owner.ts';
import { migrationNames } from './migrate.ts';
import { giveNewEpochs } from './new-epochs.ts';
import { DATABASE_FILE } from './open-store.ts';
import { openSqlite } from './sqlite.ts';
import { reasonOf } from './unusable-store.ts';

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
 * log, so they start over (D5). All of that happens in a copy beside the store, which then takes its name at once: until then a failure
 * or a kill leaves everything as it was. What was there is kept beside it; answers where, or null. The caller holds the folder's lock.
 */
export async function restore(dataDir: string, file: string, now: Date): Promise<string | null> {
  const place = join(dataDir, DATABASE_FILE);
  const fresh = `${place}.restoring`;
  try {
    if (isSameFile(file, place)) throw new Error('it is the store itself.');
    await prepare(fresh, file, place);
    return takePlace(fresh, place, now);
  } catch (error) {
    throw new Error(`${file} was not restored, and the store is as it was: ${reasonOf(error)}`, { cause: error });
  } finally {
    removeWithCompanions(fresh);
  }
}

function isSameFile(file: string, place: string): boolean {
  const [one, other] = [file, place].map(path => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

async function prepare(fresh: string, file: string, place: string): Promise<void> {
  removeWithCompanions(fresh);
  copyFileSync(file, fresh);
  // Beside a copied folder's store, with what was written last.
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${fresh}-wal`);
  assertStore(fresh);
  const db = openSqlite(fresh);
  try {
    await giveNewEpochs(db);
  } finally {
    await db.destroy();
  }
  giveLike(statSync(existsSync(place) ? place : dirname(place)), fresh);
  flush(fresh);
}

/** Whole, and of a version that this one can go on from. */
function assertStore(file: string): void {
  const database = new DatabaseSync(file);
  try {
    const verdict = database.prepare('pragma quick_check(1)').get()?.quick_check;
    if (verdict !== 'ok') throw new Error(`it is damaged (${verdict}).`);
    const migrations = migrationsOf(database);
    const unknown = migrations.filter(name => !migrationNames.includes(name));
    if (unknown.length > 0)
      throw new Error(`it is of another version of Pressbox: this one does not know its ${unknown.join(', ')}.`);
    const isStore = migrations.length > 0 && migrations.every((name, index) => name === migrationNames[index]);
    if (!isStore) throw new Error('it is not a Pressbox store.');
  } finally {
    database.close();
  }
}

function takePlace(fresh: string, place: string, now: Date): string | null {
  const aside = existsSync(place) ? `${place}.${now.toISOString().replaceAll(':', '')}` : null;
  if (aside !== null) keepAside(place, aside);
  // What is left of another file's write-ahead log must never meet the new one.
  removeCompanions(place);
  renameSync(fresh, place);
  try {
    flush(dirname(place));
  } catch {
    // Not every system flushes folders; the store is in its place.
  }
  return aside;
}

/** The store stays at its place, too: at no moment is there none. */
function keepAside(place: string, aside: string): void {
  if (existsSync(`${place}-wal`)) {
    copyFileSync(`${place}-wal`, `${aside}-wal`);
    giveLike(statSync(place), `${aside}-wal`);
  }
  try {
    foldLogIn(place);
    rmSync(`${aside}-wal`, { force: true });
  } catch {
    // Damaged: whoever tries to save something of it finds both files as they were.
  }
  try {
    linkSync(place, aside);
  } catch {
    // Not every file system has links.
    copyFileSync(place, aside, constants.COPYFILE_EXCL);
    giveLike(statSync(place), aside);
  }
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

/** On the disk, whatever happens to the power: a file's content, or the names in a folder. */
function flush(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function removeWithCompanions(file: string): void {
  rmSync(file, { force: true });
  removeCompanions(file);
}

function removeCompanions(file: string): void {
  for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true });
}
