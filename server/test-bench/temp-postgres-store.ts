import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgresStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';

export interface TempPostgresStore extends AsyncDisposable {
  readonly store: Store;
  readonly url: string;
}

/** A store in a database of its own on a server; both go with the scope. */
export async function tempPostgresStore(serverUrl: string): Promise<TempPostgresStore> {
  const name = `pressbox_test_${randomUUID().replaceAll('-', '')}`;
  await run(serverUrl, `create database ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const { store } = await openPostgresStore(url, { warn() {} });
  return {
    store,
    url,
    async [Symbol.asyncDispose]() {
      await store.close();
      await run(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
