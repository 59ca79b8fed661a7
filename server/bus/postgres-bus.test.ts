import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { findPostgres, ownPostgres } from '#server/test-bench/postgres-server.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { postgresBus } from './postgres-bus.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) describe('PostgreSQL', () => it.skip('no server was found, and none could be started'));
else busBetweenNodesContract('PostgreSQL', () => postgresBus(server.url, { warn() {} }));

describe('a PostgreSQL that ends', () => {
  it('shows in the state of the bus', async ({ skip }) => {
    const own = await ownPostgres();
    if (own === null) return skip('no binaries of PostgreSQL');
    onTestFinished(() => own.stop());
    const bus = postgresBus(own.url, { warn() {} });
    onTestFinished(() => bus.close());
    await expect.poll(() => bus.state().isConnected).toBe(true);

    await own.stop();

    await expect.poll(() => bus.state()).toEqual({ kind: 'postgres', isConnected: false, rung: 0, heard: 0 });
  });
});
