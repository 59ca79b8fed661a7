import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '#server/test-bench/free-port.ts';
import { NO_OWN_REDIS, NO_REDIS, notRun } from '#server/test-bench/not-run.ts';
import { findRedis, ownRedis, type RedisServer } from '#server/test-bench/redis-server.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { redisBus } from './redis-bus.ts';

const server = await findRedis();
afterAll(() => server?.stop());

if (server === null) notRun('Redis: the bus', NO_REDIS);
else busBetweenNodesContract('Redis', server.url, url => redisBus(url, { warn() {} }));

describe('[D2] a Redis that is away', () => {
  it('at the start is listened to once it is there, and shows in the state each time it goes', async ({ skip }) => {
    const port = await freePort();
    const bus = redisBus(`redis://127.0.0.1:${port}`, { warn() {} });
    onTestFinished(() => bus.close());
    const states = [bus.state()];
    const started = await ownRedis(port);
    if (started === null) return skip(NO_OWN_REDIS);
    onTestFinished(() => started.stop());
    await expect.poll(() => bus.state().isConnected, PATIENTLY).toBe(true);

    bus.ring({ articleId: 'an-article', seq: 7 });

    await expect.poll(() => bus.state(), PATIENTLY).toEqual({ ...TALKING, rung: 1, heard: 1 });
    await started.stop();
    await expect.poll(() => bus.state().isConnected).toBe(false);
    const again = (await ownRedis(port)) as RedisServer;
    onTestFinished(() => again.stop());
    await expect.poll(() => bus.state().isConnected, PATIENTLY).toBe(true);
    bus.ring({ articleId: 'an-article', seq: 8 });
    await expect.poll(() => bus.state(), PATIENTLY).toEqual({ ...TALKING, rung: 2, heard: 2 });
    expect(states).toEqual([{ kind: 'redis', isConnected: false, rung: 0, heard: 0 }]);
  });
});

const TALKING = { kind: 'redis', isConnected: true };
/** It tries again after 2 s at the latest. */
const PATIENTLY = { timeout: 8_000 };
