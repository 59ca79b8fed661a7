import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, clusterMissing } from './cluster.ts';
import { Coverage } from './coverage.ts';
import { seeded } from './random.ts';
import { failuresOf } from './scenario.ts';
import { editWhile } from './scene.ts';
import { setbacksOf } from './setbacks.ts';

const READERS_OF_A_NODE = 2;
const REDIS_AWAY_MS = 500;
const EDITORS = 3;
const STALE_AFTER_MS = 5_000;
const TIMEOUT_MS = 60_000;
const WORK = { patience: 'endless', pauseMs: 20 } as const;

interface Fault {
  readonly what: string;
  /** Which nodes have readers. */
  readonly readersOf: readonly number[];
  act(cluster: Cluster): Promise<void>;
}

/** The short form of what `npm run faults` does to several nodes. */
describe('two nodes under load', () => {
  const missing = clusterMissing();
  let cluster: Cluster;

  beforeAll(async () => {
    if (missing === null) cluster = await Cluster.open(seeded(1));
  }, TIMEOUT_MS);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));

  it.each<Fault>([
    {
      what: '[D1][D6][D7] PostgreSQL is killed',
      readersOf: [0, 1],
      async act({ postgres }) {
        await postgres.engine.kill();
        await postgres.engine.start();
      },
    },
    {
      what: '[D1][D2] Redis is killed',
      readersOf: [0, 1],
      async act({ redis }) {
        await redis.engine.kill();
        await pause(REDIS_AWAY_MS);
        await redis.engine.start();
      },
    },
    {
      what: '[D1][D4][D7] a node is killed',
      readersOf: [0, 1],
      async act(cluster) {
        await cluster.kill(cluster.node(0));
        await cluster.start(cluster.node(0));
      },
    },
    {
      what: '[D10] a node is asked to end, and its readers have gone',
      readersOf: [0],
      async act(cluster) {
        expect(await cluster.stop(cluster.node(1))).toBe(0);
        await cluster.start(cluster.node(1));
      },
    },
  ])(
    'lose, double and reorder nothing when $what',
    async ({ readersOf, act }) => {
      using coverage = await Coverage.begin(cluster, seeded(1));
      for (const index of readersOf) await coverage.addReaders(READERS_OF_A_NODE, cluster.node(index).url);

      const working = async () => {
        await acknowledged(coverage, 10);
        await act(cluster);
        await acknowledged(coverage, 10);
      };
      await editWhile(coverage, EDITORS, working, WORK);

      await coverage.calm({ withinMs: STALE_AFTER_MS });
      expect(failuresOf(await coverage.judge({ staleAfterMs: STALE_AFTER_MS }))).toEqual([]);
      expect([...setbacksOf(coverage).keys()].filter(what => what.includes('500'))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

/** Waits until so many more requests are acknowledged. */
async function acknowledged({ operations }: Coverage, more: number): Promise<void> {
  const enough = operations.count('acknowledged') + more;
  await expect.poll(() => operations.count('acknowledged'), { timeout: TIMEOUT_MS }).toBeGreaterThanOrEqual(enough);
}
