import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import { NO_POSTGRES } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { createIn, everyRow } from '#server/test-bench/stored-article.ts';
import { tempDatabase } from '#server/test-bench/temp-postgres-store.ts';
import { type TempStore, tempStore } from '#server/test-bench/temp-store.ts';
import { sourceTables } from './embedded-tables.ts';
import { moveStore } from './move.ts';
import { DATABASE_FILE, openPostgresStore } from './open-store.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

describe('a store that moves to PostgreSQL', () => {
  beforeEach(({ skip }) => skip(server === null, NO_POSTGRES));

  it('has every row of every table, whatever the tables are', async () => {
    await using from = await tempStore();
    using source = rawSource(from);
    const tables = sourceTables(source).filter(({ name }) => !name.startsWith('kysely_'));
    for (const { name } of tables) for (const n of [1, 2]) fill(source, name, n);
    await using to = await emptyDatabase();

    const moved = await moveStore(from.path, to.url);

    const { store } = await openPostgresStore(to.url, { warn() {} });
    const there = await everyRow(store);
    await store.close();
    expect(moved.toSorted(byTable)).toEqual(tables.map(({ name }) => ({ table: name, rows: 2 })).toSorted(byTable));
    expect(Object.keys(there).toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
    expect(comparable(there)).toEqual(comparable(await everyRow(from.store)));
  });

  it('has a log of thousands of changes in its order', async () => {
    await using from = await tempStore();
    const article = makeArticle();
    await createIn(from.store, article);
    const changes = Array.from({ length: 1_500 }, (_, index) => ({
      type: 'entry-published' as const,
      entry: makeEntry({ number: index + 1, headline: `"Юпитер" \\ ${'x'.repeat(1_000)} 🚀` }),
    }));
    await from.store.transaction(tx => tx.append(article.id, changes, 1));
    await using to = await emptyDatabase();
    const progress: number[] = [];

    await moveStore(from.path, to.url, (table, rows) => table === 'change' && progress.push(rows));

    const { store, wasEmpty } = await openPostgresStore(to.url, { warn() {} });
    const [here, there] = [from.store, store].map(one => one.changesAfter(article.id, 0, 10_000));
    const [before, after] = [await here, await there];
    const snapshot = await store.snapshot(article.id);
    await store.close();
    expect(after).toEqual(before);
    expect(snapshot).toEqual(await from.store.snapshot(article.id));
    expect(wasEmpty).toBe(false);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toBe(1_501);
  });

  it('may move into the tables of a node that has kept nothing yet', async () => {
    await using from = await tempStore();
    await createIn(from.store, makeArticle());
    await using to = await emptyDatabase();
    const { store } = await openPostgresStore(to.url, { warn() {} });
    await store.close();

    await moveStore(from.path, to.url);

    expect(await to.run('select head from article')).toEqual([{ head: '1' }]);
  });

  it('does not move into a database that holds something', async () => {
    await using from = await tempStore();
    await using to = await emptyDatabase();
    const { store } = await openPostgresStore(to.url, { warn() {} });
    await createIn(store, makeArticle());
    const before = await everyRow(store);

    await expect(moveStore(from.path, to.url)).rejects.toThrow(
      'The database is in use: there is something in article, change. Move into one that is empty.',
    );

    expect(await everyRow(store)).toEqual(before);
    await store.close();
  });

  it('does not move among the tables of another program', async () => {
    await using from = await tempStore();
    await using to = await emptyDatabase();
    await to.run('create table "user" (id text); create table wiki (page text)');

    await expect(moveStore(from.path, to.url)).rejects.toThrow('The database holds tables already (user, wiki).');
  });

  it.each([
    ['older', "delete from kysely_migration where name = '0002-accounts'", /of an older version.* 0002-accounts/],
    ['newer', "insert into kysely_migration values ('0999-later', '')", /of another version.* 0999-later/],
  ])('does not move where store or database is of an %s version', async (_, sql, reason) => {
    await using from = await tempStore();
    await using to = await emptyDatabase();
    const { store } = await openPostgresStore(to.url, { warn() {} });
    await store.close();
    await to.run(sql);

    await expect(moveStore(from.path, to.url)).rejects.toThrow(reason);

    using source = rawSource(from);
    source.exec(sql);
    await using other = await emptyDatabase();
    await expect(moveStore(from.path, other.url)).rejects.toThrow(reason);
    expect(await tablesOf(other)).toEqual([]);
  });

  it('leaves the database as it was when it fails in the middle', async () => {
    await using from = await tempStore();
    using source = rawSource(from);
    const tables = sourceTables(source).filter(({ name }) => !name.startsWith('kysely_'));
    for (const { name } of tables) fill(source, name, 1);
    // PostgreSQL's text cannot hold this character.
    source.prepare(`update verification set value = 'a' || char(0)`).run();
    await using to = await emptyDatabase();

    await expect(moveStore(from.path, to.url)).rejects.toThrow('Unicode');

    expect(await tablesOf(to)).toEqual([]);
  });
});

function emptyDatabase() {
  return tempDatabase(server?.url ?? '');
}

function tablesOf({ run }: { run(sql: string): Promise<object[]> }) {
  return run("select table_name from information_schema.tables where table_schema = 'public'");
}

function rawSource({ path }: TempStore): DatabaseSync {
  const source = new DatabaseSync(join(path, DATABASE_FILE));
  source.exec('pragma foreign_keys = on');
  return source;
}

/** A row with something in each column that its type can hold, and rows of the same `n` where it refers to others. */
function fill(source: DatabaseSync, table: string, n: number): void {
  const columns = source.prepare(`pragma table_info("${table}")`).all();
  const parents = source.prepare(`pragma foreign_key_list("${table}")`).all();
  const values = columns.map(({ name, type }) => {
    const parent = parents.find(({ from }) => from === name);
    return value(parent === undefined ? `${table}.${name}` : `${parent.table}.${parent.to}`, String(type), n);
  });
  const names = columns.map(({ name }) => `"${name}"`).join();
  source.prepare(`insert into "${table}" (${names}) values (${columns.map(() => '?').join()})`).run(...values);
}

function value(place: string, type: string, n: number): SQLInputValue {
  const most = Number.MAX_SAFE_INTEGER;
  const values: Record<string, SQLInputValue> = {
    text: `${place} ${n}: "кавычки" \\ ' {} \n 🚀`,
    bytea: Buffer.from([0, 0x5c, 0xff, n]),
    bigint: n === 1 ? most : -n,
    integer: n,
    boolean: n % 2,
    timestamptz: `1969-07-20T20:17:4${n}.123Z`,
  };
  const found = values[type.toLowerCase()];
  if (found === undefined) throw new Error(`${place} is of type ${type}: say here what may stand in it`);
  return found;
}

/** Rows in one order, and as the embedded engine has them: instants as text, truth values as 0 and 1. */
function comparable(tables: Record<string, unknown[]>): Record<string, string[]> {
  const plain = (cell: unknown) => {
    if (cell instanceof Uint8Array) return Buffer.from(cell).toString('hex');
    return typeof cell === 'boolean' ? Number(cell) : cell;
  };
  const sorted = (row: unknown) =>
    JSON.stringify(
      Object.entries(row as object)
        .map(([name, cell]) => [name, plain(cell)])
        .toSorted(),
    );
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(sorted).toSorted()]));
}

function byTable(a: { table: string }, b: { table: string }): number {
  return a.table.localeCompare(b.table);
}
