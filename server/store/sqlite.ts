import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { SqlEngine } from './engine.ts';
import type { Database } from './schema.ts';
import { UnusableStore } from './unusable-store.ts';

/** For another program's lock, such as a shell's or a backup's. SQLite waits by sleeping, and nobody is served meanwhile. */
const BUSY_TIMEOUT_MS = 50;
/** Before anybody is served there is time. */
const BUSY_TIMEOUT_AT_START_MS = 5_000;
const MAX_CACHED_STATEMENTS = 200;
/** What `PRAGMA synchronous` answers for FULL: every commit is on the disk before it is acknowledged (D6). */
const SYNCHRONOUS_FULL = 2;

/** SQLite's result code for "no space left on the device". */
const SQLITE_FULL = 13;
/** For a file, or a file system, that can only be read. */
export const SQLITE_READONLY = 8;
/** Its codes for "malformed" and "not a database". */
const DAMAGED: readonly unknown[] = [11, 26];

/** The embedded engine over a database file. */
export function sqliteEngine(file: string): SqlEngine {
  return { db: openSqlite(file), isSerial: true, kindOf };
}

/** Opens (or makes) the database file. Throws UnusableStore where it is damaged or durability cannot be had. */
export function openSqlite(file: string): Kysely<Database> {
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: kyselyShape(openRaw(file)) }) });
}

function openRaw(file: string): DatabaseSync {
  let raw: DatabaseSync | null = null;
  try {
    raw = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_AT_START_MS });
    raw.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off; pragma secure_delete = on',
    );
    assertDurable(raw, file);
    assertIntact(raw, file);
    raw.exec(TRY_TO_WRITE);
    raw.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return raw;
  } catch (error) {
    raw?.close();
    throw unusable(error, file);
  }
}

function unusable(error: unknown, file: string): unknown {
  if (!isFromEngine(error)) return error;
  if (error.errcode === SQLITE_READONLY)
    return new UnusableStore(
      `${file} can be read but not written (${error.message}). Nothing was changed. It has to belong to the user that Pressbox runs as.`,
    );
  return DAMAGED.includes(error.errcode)
    ? damaged(file, error.message)
    : new UnusableStore(`${file}: ${error.message}`);
}

/** Finds what a crash of the disk has left, before anybody is served from it: 3 ms for each megabyte. */
function assertIntact(raw: DatabaseSync, file: string): void {
  const verdict = raw.prepare('pragma quick_check(1)').get()?.quick_check;
  if (verdict !== 'ok') throw damaged(file, String(verdict));
}

function damaged(file: string, reason: string): UnusableStore {
  return new UnusableStore(
    `${file} is damaged (${reason}). Nothing was changed. Put a backup in its place with: npm run restore -- FILE`,
  );
}

function assertDurable(raw: DatabaseSync, file: string): void {
  const mode = raw.prepare('pragma journal_mode').get()?.journal_mode;
  const synchronous = raw.prepare('pragma synchronous').get()?.synchronous;
  if (mode === 'wal' && synchronous === SYNCHRONOUS_FULL) return;
  throw new UnusableStore(
    `${file}: journal_mode is ${mode} and synchronous ${synchronous}; Pressbox needs wal and full (2)`,
  );
}

/** Beginning a transaction is not enough: a file that can only be read lets it begin. Nothing of it comes to the disk. */
const TRY_TO_WRITE = 'begin immediate; pragma user_version = 1; rollback';

/** On a full disk SQLite rolls back by itself; rolling back once more would fail and hide the reason. */
const ROLLBACK = 'rollback';
const NOTHING_CHANGED = { changes: 0, lastInsertRowid: 0 };

/** Kysely's SqliteDialect expects better-sqlite3's shape and prepares every query anew: this is that shape, with statements kept. */
function kyselyShape(raw: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close() {
      statements.clear();
      raw.close();
    },
    prepare(sql) {
      const kept = statements.get(sql);
      if (kept) return kept;
      const statement = raw.prepare(sql);
      const shaped: SqliteStatement = {
        reader: statement.columns().length > 0,
        all: values => statement.all(...values.map(bindable)),
        run: values =>
          sql === ROLLBACK && !raw.isTransaction ? NOTHING_CHANGED : statement.run(...values.map(bindable)),
        iterate: values => statement.iterate(...values.map(bindable)),
      };
      if (statements.size >= MAX_CACHED_STATEMENTS) statements.delete(statements.keys().next().value ?? '');
      statements.set(sql, shaped);
      return shaped;
    },
  };
}

function bindable(value: unknown): SQLInputValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.toISOString();
  return value as SQLInputValue;
}

function kindOf(error: unknown): ReturnType<SqlEngine['kindOf']> {
  if (!isFromEngine(error)) return null;
  return error.errcode === SQLITE_FULL ? 'full' : 'unavailable';
}

/** node:sqlite puts a code on what the engine said; our own mistakes have none. */
function isFromEngine(error: unknown): error is Error & { readonly errcode?: number } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
