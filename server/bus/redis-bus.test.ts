import { afterAll, describe, it } from 'vitest';
import { findRedis } from '#server/test-bench/redis-server.ts';
import { busBetweenNodesContract } from './bus-contract.ts';
import { redisBus } from './redis-bus.ts';

const server = await findRedis();
afterAll(() => server?.stop());

if (server === null) describe('Redis', () => it.skip('no server was found, and none is installed'));
else busBetweenNodesContract('Redis', () => redisBus(server.url, { warn() {} }));
