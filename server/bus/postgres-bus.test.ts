import { afterAll, describe, it } from 'vitest';
import { findPostgres } from '#server/test-bench/postgres-server.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { postgresBus } from './postgres-bus.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) describe('PostgreSQL', () => it.skip('no server was found, and none could be started'));
else busBetweenNodesContract('PostgreSQL', () => postgresBus(server.url, { warn() {} }));
