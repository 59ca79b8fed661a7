import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openPostgresStore, openStore } from '#server/store/open-store.ts';
import type { Store } from '#server/store/store.ts';
import { NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { tempStore } from '#server/test-bench/temp-store.ts';
import { createLoginLimit, type LoginLimit } from './login-limit.ts';

const MINUTE_MS = 60 * 1_000;
const FIFTEEN_MINUTES_MS = 15 * MINUTE_MS;
const LOG = { error: (details: object) => expect.fail(JSON.stringify(details)) };

interface Opened extends AsyncDisposable {
  readonly store: Store;
  /** The same data, as another node opens them or this one after a restart. */
  again(): Promise<Store>;
}

const server = await findPostgres();
afterAll(() => server?.stop());

describe('SQLite', () => contract(onSqlite));
if (server === null) notRun('PostgreSQL: the limit of attempts to sign in', NO_POSTGRES);
else describe('PostgreSQL', () => contract(() => onPostgres(server.url)));

function contract(open: () => Promise<Opened>): void {
  it('[S] lets an account have five attempts in fifteen minutes, from wherever they come', async () => {
    await using scene = await makeScene(open);
    const { limit } = scene;
    const admitted = await admittedOf(limit, 5, index => ({ email: 'ada@example.org', address: `192.0.2.${index}` }));
    const elsewhere = '192.0.2.99';

    expect(admitted).toBe(5);
    expect(await limit.admit({ email: 'ada@example.org', address: elsewhere })).toEqual({
      status: 'limited',
      retryAfterMs: FIFTEEN_MINUTES_MS,
    });
    expect(await limit.admit({ email: ' ADA@example.org', address: elsewhere })).toMatchObject({ status: 'limited' });
    expect(await limit.admit({ email: 'bob@example.org', address: elsewhere })).toEqual({ status: 'admitted' });
  });

  it('[S] lets an address have twenty attempts in fifteen minutes, whomever they name', async () => {
    await using scene = await makeScene(open);

    const admitted = await admittedOf(scene.limit, 25, index => ({ email: `${index}@example.org`, address: '::1' }));

    expect(admitted).toBe(20);
  });

  it('[S] counts for all nodes together, also attempts made at the same time', async () => {
    await using scene = await makeScene(open);
    const nodes = [scene.limit, await scene.otherNode()];

    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        nodes[index % 2]?.admit({ email: 'ada@example.org', address: `192.0.2.${index}` }),
      ),
    );

    expect(outcomes.filter(outcome => outcome?.status === 'admitted')).toHaveLength(5);
  });

  it('[S] does not forget over a restart', async () => {
    await using scene = await makeScene(open);
    const attempt = { email: 'ada@example.org', address: '192.0.2.1' };
    await admittedOf(scene.limit, 5, () => attempt);

    const restarted = await scene.otherNode();

    expect(await restarted.admit(attempt)).toMatchObject({ status: 'limited' });
  });

  it('ends by itself, and attempts made meanwhile do not put it off', async () => {
    await using scene = await makeScene(open);
    const attempt = { email: 'ada@example.org', address: '192.0.2.1' };
    await admittedOf(scene.limit, 5, () => attempt);
    scene.pass(10 * MINUTE_MS);
    expect(await scene.limit.admit(attempt)).toEqual({ status: 'limited', retryAfterMs: 5 * MINUTE_MS });

    scene.pass(5 * MINUTE_MS);

    expect(await admittedOf(scene.limit, 6, () => attempt)).toBe(5);
  });

  it('forgets the failures of an account that gets in, and does not hold that attempt against the address', async () => {
    await using scene = await makeScene(open);
    const { limit } = scene;
    const newsroom = '192.0.2.1';
    for (let editor = 0; editor < 30; editor += 1) {
      const attempt = { email: `editor${editor}@example.org`, address: newsroom };
      expect(await limit.admit(attempt)).toEqual({ status: 'admitted' });
      await limit.succeeded(attempt);
    }
    const attempt = { email: 'ada@example.org', address: newsroom };
    expect(await admittedOf(limit, 4, () => attempt)).toBe(4);

    await limit.succeeded(attempt);

    expect(await admittedOf(limit, 6, () => attempt)).toBe(5);
  });

  it('[S] locks nobody for longer where the clock is put back, and gives no attempts away', async () => {
    await using scene = await makeScene(open);
    const attempt = { email: 'ada@example.org', address: '192.0.2.1' };
    await admittedOf(scene.limit, 5, () => attempt);

    scene.pass(-24 * 60 * MINUTE_MS);

    expect(await scene.limit.admit(attempt)).toEqual({ status: 'limited', retryAfterMs: FIFTEEN_MINUTES_MS });
    scene.pass(FIFTEEN_MINUTES_MS);
    expect(await scene.limit.admit(attempt)).toEqual({ status: 'admitted' });
  });

  it('keeps neither names nor anything that is over', async () => {
    await using scene = await makeScene(open);
    const secret = 'a password in the wrong field';
    await scene.limit.admit({ email: secret, address: '192.0.2.1' });
    expect(JSON.stringify(await scene.rows())).not.toContain(secret);
    expect(await scene.rows()).toHaveLength(2);

    scene.pass(FIFTEEN_MINUTES_MS);
    await scene.limit.admit({ email: 'ada@example.org', address: '2001:db8::1' });

    expect((await scene.rows()).map(row => row.id).toSorted()).toEqual([
      expect.stringMatching(/^account [\w-]{43}$/),
      'address 2001:db8:0:0',
    ]);
  });
}

async function onSqlite(): Promise<Opened> {
  const temp = await tempStore();
  return reopening(temp, async () => (await openStore(temp.path)).store);
}

async function onPostgres(serverUrl: string): Promise<Opened> {
  const temp = await tempPostgresStore(serverUrl);
  return reopening(temp, async () => (await openPostgresStore(temp.url, { warn() {} })).store);
}

function reopening(temp: AsyncDisposable & { readonly store: Store }, openAgain: () => Promise<Store>): Opened {
  const others: Store[] = [];
  return {
    store: temp.store,
    async again() {
      const other = await openAgain();
      others.push(other);
      return other;
    },
    async [Symbol.asyncDispose]() {
      for (const other of others) await other.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

async function makeScene(open: () => Promise<Opened>) {
  const opened = await open();
  let now = Date.parse('2026-03-01T08:00:00Z');
  const limitOf = ({ engine }: Store) => createLoginLimit({ db: engine, clock: () => now, log: LOG });
  return {
    limit: limitOf(opened.store),
    otherNode: async () => limitOf(await opened.again()),
    pass(milliseconds: number) {
      now += milliseconds;
    },
    async rows() {
      return (await sql<{ id: string }>`select * from login_attempts`.execute(opened.store.engine)).rows;
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

async function admittedOf(
  limit: LoginLimit,
  attempts: number,
  attemptAt: (index: number) => { readonly email: string; readonly address: string },
): Promise<number> {
  let admitted = 0;
  for (let index = 0; index < attempts; index += 1)
    if ((await limit.admit(attemptAt(index))).status === 'admitted') admitted += 1;
  return admitted;
}
