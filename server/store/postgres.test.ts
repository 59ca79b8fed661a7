import { afterAll, describe, it } from 'vitest';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { tempPostgresStore } from '#server/test-bench/temp-postgres-store.ts';
import { storeContract } from './store-contract.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) describe('PostgreSQL', () => it.skip('no server was found, and none could be started'));
else storeContract('PostgreSQL', () => tempPostgresStore(server.url));
