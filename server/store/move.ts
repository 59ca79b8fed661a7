import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { batches, migrationsOf, sourceTables, type Table } from './embedded-tables.ts';
import { isMigrationTable, MIGRATION_TABLE, migrate, migrationNames } from './migrate.ts';
import { DATABASE_FILE } from './open-store.ts';
import type { Database } from './schema.ts';

export interface MovedTable {
  readonly table: string;
  readonly rows: number;
}

/** It cannot be moved, and nothing was. The message says why and what to do. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

const CONNECT_WITHIN_MS = 10_000;
/** A large log takes as long as it takes; a server's own limits are for requests. */
const SESSION = '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c synchronous_commit=on';

/**
 * Carries an embedded store over into an empty PostgreSQL database: every table as it is, in one transaction there and one moment here.
 * The caller holds the folder's lock. Throws MoveRefused where it cannot be; whatever it throws, the database is as it was.
 */
export async function moveStore(
  dataDir: string,
  url: string,
  moved: (table: string, rows: number) => void = () => {},
): Promise<readonly MovedTable[]> {
  const source = openSource(dataDir);
  const pool = new pg.Pool({
    ...{ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_WITHIN_MS, options: SESSION },
  });
  // Whatever breaks the connection also fails the next query, which says so.
  pool.on('error', () => {});
  pool.on('connect', client => {
    client.on('error', () => {});
  });
  const target = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    assertUpToDate(migrationsOf(source), `The store in ${dataDir}`);
    return await target.transaction().execute(async tx => {
      await prepare(tx);
      return await copyAll(source, tx, moved);
    });
  } finally {
    source.close();
    await target.destroy();
  }
}

function openSource(dataDir: string): DatabaseSync {
  const file = join(dataDir, DATABASE_FILE);
  if (!existsSync(file)) throw new MoveRefused(`There is no store in ${dataDir}.`);
  const source = new DatabaseSync(file, { readOnly: true });
  source.exec('begin');
  return source;
}

function assertUpToDate(found: readonly string[], whose: string): void {
  const unknown = found.filter(name => !migrationNames.includes(name));
  if (unknown.length > 0)
    throw new MoveRefused(
      `${whose} is of another version of Pressbox: this one does not know its ${unknown.join(', ')}.`,
    );
  const missing = migrationNames.filter(name => !found.includes(name));
  if (missing.length > 0)
    throw new MoveRefused(
      `${whose} is of an older version of Pressbox (without ${missing.join(', ')}). Start this version on it once, stop it, and move it then.`,
    );
}

/** Leaves a database with the tables of this version, all of them empty and closed to others until the transaction ends. */
async function prepare(tx: Transaction<Database>): Promise<void> {
  const { rows: encodings } = await sql<{ server_encoding: string }>`show server_encoding`.execute(tx);
  const encoding = encodings[0]?.server_encoding;
  if (encoding !== 'UTF8') throw new MoveRefused(`The database keeps its text as ${encoding}; Pressbox needs UTF8.`);
  const before = await targetTables(tx);
  if (before.includes(MIGRATION_TABLE)) await assertUnused(tx, before);
  else if (before.length > 0)
    throw new MoveRefused(`The database holds tables already (${before.join(', ')}). Move into one that is empty.`);
  await migrate(tx);
}

/** A database that a node was started on once, or that an older move was meant for, may have the tables, but nothing in them. */
async function assertUnused(tx: Transaction<Database>, tables: readonly string[]): Promise<void> {
  const migrations = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(tx);
  assertUpToDate(
    migrations.rows.map(({ name }) => name),
    'The database',
  );
  const filled: string[] = [];
  for (const table of tables.filter(name => !isMigrationTable(name))) {
    await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx);
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx);
    if (rows.length > 0) filled.push(table);
  }
  if (filled.length > 0)
    throw new MoveRefused(
      `The database is in use: there is something in ${filled.join(', ')}. Move into one that is empty.`,
    );
}

async function copyAll(
  source: DatabaseSync,
  tx: Transaction<Database>,
  moved: (table: string, rows: number) => void,
): Promise<readonly MovedTable[]> {
  const tables = sourceTables(source).filter(({ name }) => !isMigrationTable(name));
  await assertSameTables(tx, tables);
  const done: MovedTable[] = [];
  for (const table of tables) {
    let rows = 0;
    for (const batch of batches(source, table)) {
      await insert(tx, table, batch.json);
      rows += batch.rows;
      moved(table.name, rows);
    }
    done.push({ table: table.name, rows });
  }
  return done;
}

/** Nothing is left behind in silence: a table or column that only one side has is a fault of a migration. */
async function assertSameTables(tx: Transaction<Database>, tables: readonly Table[]): Promise<void> {
  const { rows } = await sql<{ place: string }>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = current_schema()`.execute(tx);
  const there = rows.map(({ place }) => place).filter(place => !isMigrationTable(place.split('.', 1)[0] ?? ''));
  const here = tables.flatMap(({ name, columns }) => columns.map(column => `${name}.${column}`));
  const alone = [...new Set(here).symmetricDifference(new Set(there))];
  if (alone.length > 0) throw new Error(`only one of the two engines has ${alone.join(', ')}`);
}

/** The rows come as a JSON list; PostgreSQL reads each value as its column's type, so that 0 becomes false and text an instant. */
async function insert(tx: Transaction<Database>, { name, columns }: Table, json: string): Promise<void> {
  const names = sql.join(columns.map(column => sql.ref(column)));
  await sql`
    insert into ${sql.table(name)} (${names})
    select ${names} from json_populate_recordset(null::${sql.table(name)}, ${json})`.execute(tx);
}

async function targetTables(tx: Transaction<Database>): Promise<string[]> {
  const { rows } = await sql<{ table_name: string }>`
    select table_name from information_schema.tables where table_schema = current_schema() order by table_name`.execute(
    tx,
  );
  return rows.map(row => row.table_name);
}
