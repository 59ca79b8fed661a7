import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { NO_OWN_POSTGRES, NO_POSTGRES, notRun } from '#server/test-bench/not-run.ts';
import { findPostgres, ownPostgres } from '#server/test-bench/postgres-server.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { postgresBus } from './postgres-bus.ts';

const server = await findPostgres();
afterAll(() => server?.stop());

if (server === null) notRun('PostgreSQL: the bus', NO_POSTGRES);
else busBetweenNodesContract('PostgreSQL', () => postgresBus(server.url, { warn() {} }));

describe('a PostgreSQL that ends', () => {
  it('shows in the state of the bus', async ({ skip }) => {
    const own = await ownPostgres();
    if (own === null) return skip(NO_OWN_POSTGRES);
    onTestFinished(() => own.stop());
    const bus = postgresBus(own.url, { warn() {} });
    onTestFinished(() => bus.close());
    await expect.poll(() => bus.state().isConnected).toBe(true);

    await own.stop();

    await expect.poll(() => bus.state()).toEqual({ kind: 'postgres', isConnected: false, rung: 0, heard: 0 });
  });
});
