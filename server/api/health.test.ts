import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Bus } from '#server/bus/bus.ts';
import { inProcessBus } from '#server/bus/in-process-bus.ts';
import { postgresBus } from '#server/bus/postgres-bus.ts';
import { redisBus } from '#server/bus/redis-bus.ts';
import { openPostgresStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';
import { freePort } from '#server/test-bench/free-port.ts';
import { NO_POSTGRES } from '#server/test-bench/not-run.ts';
import { findPostgres, ownPostgres } from '#server/test-bench/postgres-server.ts';
import { ownRedis } from '#server/test-bench/redis-server.ts';
import { tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { healthRoutes } from './health.ts';

const QUIET = { warn() {} };
const PATIENTLY = { timeout: 10_000 };

describe('readiness', () => {
  it('is there with a store that answers', async () => {
    await using temp = await tempStore();
    const ready = await asked({ store: temp.store, bus: inProcessBus() });
    expect(await ready()).toEqual([200, { status: 'ready' }]);
  });

  it('[D10] ends with the closing', async () => {
    await using temp = await tempStore();
    const ready = await asked({ store: temp.store, bus: inProcessBus(), isClosing: () => true });
    expect(await ready()).toEqual([503, { status: 'not ready', reason: 'closing' }]);
  });

  it('stays without Redis, and says so, until Redis is back', async ({ skip }) => {
    await using temp = await tempStore();
    const port = await freePort();
    const redis = await ownRedis(port);
    if (redis === null) return skip('Redis is not installed');
    onTestFinished(() => redis.stop());
    const bus = redisBus(redis.url, QUIET);
    onTestFinished(() => bus.close());
    const ready = await asked({ store: temp.store, bus });
    await expect.poll(ready, PATIENTLY).toEqual([200, { status: 'ready' }]);

    await redis.stop();

    await expect.poll(ready).toEqual([200, { status: 'ready', degraded: ['bus'] }]);
    const again = await ownRedis(port);
    onTestFinished(() => again?.stop());
    await expect.poll(ready, PATIENTLY).toEqual([200, { status: 'ready' }]);
  });

  it('ends with PostgreSQL', async ({ skip }) => {
    const postgres = await ownPostgres();
    if (postgres === null) return skip('no binaries of PostgreSQL');
    onTestFinished(() => postgres.stop());
    const { store } = await openPostgresStore(postgres.url, QUIET);
    onTestFinished(() => store.close());
    const bus = postgresBus(postgres.url, QUIET);
    onTestFinished(() => bus.close());
    const ready = await asked({ store, bus });
    await expect.poll(ready).toEqual([200, { status: 'ready' }]);

    await postgres.stop();

    expect(await ready()).toEqual([503, { status: 'not ready', reason: 'store' }]);
  });

  it('stays with a file that can only be read, for reads go on, and says so', async () => {
    await using temp = await tempStore();
    const { store } = temp;
    const ready = await asked({ store, bus: inProcessBus() });

    await sql`pragma query_only = on`.execute(store.engine);

    expect(await ready()).toEqual([200, { status: 'ready', degraded: ['store'] }]);
    expect(await store.listArticles()).toEqual([]);
    await sql`pragma query_only = off`.execute(store.engine);
    expect(await ready()).toEqual([200, { status: 'ready' }]);
  });

  it('stays with a PostgreSQL that takes no writes, as a standby does, and says so', async ({ skip }) => {
    const postgres = await findPostgres();
    if (postgres === null) return skip(NO_POSTGRES);
    onTestFinished(() => postgres.stop());
    await using temp = await tempPostgresStore(postgres.url);
    const ready = await asked({ store: temp.store, bus: inProcessBus() });
    await expect.poll(ready).toEqual([200, { status: 'ready' }]);

    const name = new URL(temp.url).pathname.slice(1);
    await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(temp.store.engine);
    await sql`set default_transaction_read_only = on`.execute(temp.store.engine);

    await expect.poll(ready).toEqual([200, { status: 'ready', degraded: ['store'] }]);
  });

  it('ends where the store hangs, which is asked once however many want to know', async () => {
    let asks = 0;
    const check = () => {
      asks += 1;
      return new Promise<void>(() => {});
    };
    const ready = await asked({ store: { check, checkWrites: check }, bus: inProcessBus() });

    const answers = await Promise.all([ready(), ready(), ready()]);

    expect(answers).toEqual(Array(3).fill([503, { status: 'not ready', reason: 'store' }]));
    expect(asks).toBe(1);
  });
});

interface Scene {
  readonly store: Pick<Store, 'check' | 'checkWrites'>;
  readonly bus: Bus;
  readonly isClosing?: () => boolean;
}

/** Asks a server of which there is nothing but its health. */
async function asked({ isClosing = () => false, ...scene }: Scene): Promise<() => Promise<[number, unknown]>> {
  const server = express()
    .use(healthRoutes({ ...scene, isClosing }))
    .listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    return [response.status, await response.json()];
  };
}
