import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { silentLink } from '#server/test-bench/silent-link.ts';
import { tempDatabase, tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { openPostgresStore } from './open-store.ts';
import { storeContract } from './store-contract.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) notRun('PostgreSQL: the store', NO_POSTGRES);
else storeContract('PostgreSQL', () => tempPostgresStore(server.url));

it('[D6] a connection that breaks between two queries of a transaction fails that one, and nothing else', async ({
  skip,
}) => {
  if (server === null) return skip(NO_POSTGRES);
  await using database = await tempDatabase(server.url);
  const warned: string[] = [];
  const { store } = await openPostgresStore(database.url, {
    warn: (_details: object, message?: string) => void warned.push(message ?? ''),
  });
  const breaking = store.transaction(async tx => {
    await tx.isSlugTaken('moon');
    await database.run(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await expect.poll(() => warned).not.toEqual([]);
    return tx.isSlugTaken('mars');
  });

  await expect(breaking).rejects.toMatchObject(UNAVAILABLE);

  await expect(store.check()).resolves.toBeUndefined();
  await store.close();
});

describe('[D6] connections that went silent', () => {
  it('are left at the first query without an answer, also those that nobody used meanwhile', async ({ skip }) => {
    if (server === null) return skip(NO_POSTGRES);
    await using database = await tempDatabase(server.url);
    await using link = await silentLink(database.url);
    const { store } = await openPostgresStore(link.url, { warn() {} });
    onTestFinished(() => store.close());
    await Promise.all(Array.from({ length: 5 }, () => store.check()));
    link.silence();

    await expect(store.check()).rejects.toMatchObject(UNAVAILABLE);

    await expect(store.check()).resolves.toBeUndefined();
  });

  it('fail a transaction within the time of one query', async ({ skip }) => {
    if (server === null) return skip(NO_POSTGRES);
    await using database = await tempDatabase(server.url);
    await using link = await silentLink(database.url);
    const { store } = await openPostgresStore(link.url, { warn() {} });
    onTestFinished(() => store.close());
    const beganAt = performance.now();

    const failing = store.transaction(async tx => {
      await tx.isSlugTaken('moon');
      link.silence();
      return tx.isSlugTaken('mars');
    });

    await expect(failing).rejects.toMatchObject(UNAVAILABLE);
    expect(performance.now() - beganAt).toBeLessThan(8_000);
    await expect(store.transaction(tx => tx.isSlugTaken('moon'))).resolves.toBe(false);
  });
});

it('a node that starts while another brings the tables to its version waits for it, longer than any request may take', async ({
  skip,
}) => {
  if (server === null) return skip(NO_POSTGRES);
  await using database = await tempDatabase(server.url);
  const migrating = database.run(`select pg_advisory_lock(${MIGRATION_LOCK}), pg_sleep(5.5)`);
  await expect.poll(() => database.run(LOCKED)).toEqual([{ isLocked: true }]);

  const { store, wasEmpty } = await openPostgresStore(database.url, { warn() {} });

  expect(wasEmpty).toBe(true);
  await migrating;
  await store.close();
}, 20_000);

const UNAVAILABLE = { name: 'StoreError', kind: 'unavailable' };
/** The one that Kysely takes. */
const MIGRATION_LOCK = '3853314791062309107';
const LOCKED = `select count(*) > 0 as "isLocked" from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
