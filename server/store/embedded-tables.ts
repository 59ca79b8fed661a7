import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { MIGRATION_TABLE } from './migrate.ts';

/** A table of the embedded store, as its own catalogue describes it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Batch {
  /** A list of objects with the columns as keys. */
  readonly json: string;
  readonly rows: number;
}

/** What goes at a time: enough to be quick, little enough that a log of any size fits in memory. */
const BATCH_ROWS = 1_000;
const BATCH_CHARS = 1024 * 1024;

/** All tables, each after those that it refers to. */
export function sourceTables(source: DatabaseSync): readonly Table[] {
  const rows = source
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all();
  const seen = new Set<string>();
  const ordered: Table[] = [];
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const parent of strings(source, `pragma foreign_key_list(${quoted(name)})`, 'table')) visit(parent);
    ordered.push({ name, columns: strings(source, `pragma table_info(${quoted(name)})`, 'name') });
  };
  for (const { name } of rows) visit(String(name));
  return ordered;
}

/** All rows of a table, some at a time. */
export function* batches(source: DatabaseSync, { name }: Table): Generator<Batch> {
  let texts: string[] = [];
  let chars = 0;
  for (const row of source.prepare(`select * from ${quoted(name)}`).iterate()) {
    const text = JSON.stringify(row, (_key, value: SQLOutputValue) => portable(value));
    texts.push(text);
    chars += text.length;
    if (texts.length < BATCH_ROWS && chars < BATCH_CHARS) continue;
    yield { json: `[${texts.join()}]`, rows: texts.length };
    texts = [];
    chars = 0;
  }
  if (texts.length > 0) yield { json: `[${texts.join()}]`, rows: texts.length };
}

/** The names of the migrations that have run; none where it is no store. */
export function migrationsOf(source: DatabaseSync): readonly string[] {
  const isStore = source.prepare('select 1 from sqlite_schema where name = ?').get(MIGRATION_TABLE) !== undefined;
  const rows = isStore ? source.prepare(`select name from ${MIGRATION_TABLE} order by name`).all() : [];
  return rows.map(({ name }) => String(name));
}

/** Bytes in the notation that PostgreSQL reads. */
function portable(value: SQLOutputValue): SQLOutputValue {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}

function strings(source: DatabaseSync, query: string, column: string): string[] {
  return source
    .prepare(query)
    .all()
    .map(row => String(row[column]));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
