import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgresStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';

export interface TempDatabase extends AsyncDisposable {
  readonly url: string;
  /** Runs SQL behind everybody's back; answers the rows. */
  run(sql: string): Promise<Record<string, unknown>[]>;
}

export interface TempPostgresStore extends AsyncDisposable {
  readonly store: Store;
  readonly url: string;
}

/** An empty database of its own on a server; it goes with the scope. */
export async function tempDatabase(serverUrl: string): Promise<TempDatabase> {
  const name = `pressbox_test_${randomUUID().replaceAll('-', '')}`;
  await run(serverUrl, `create database ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  return {
    url,
    run: sql => run(url, sql),
    [Symbol.asyncDispose]: async () => void (await run(serverUrl, `drop database ${name} with (force)`)),
  };
}

/** A store in a database of its own on a server; both go with the scope. */
export async function tempPostgresStore(serverUrl: string): Promise<TempPostgresStore> {
  const database = await tempDatabase(serverUrl);
  const { store } = await openPostgresStore(database.url, { warn() {} });
  return {
    store,
    url: database.url,
    async [Symbol.asyncDispose]() {
      await store.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
