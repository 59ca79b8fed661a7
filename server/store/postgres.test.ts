import { afterAll } from 'vitest';
import { NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { storeContract } from './store-contract.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) notRun('PostgreSQL: the store', NO_POSTGRES);
else storeContract('PostgreSQL', () => tempPostgresStore(server.url));
