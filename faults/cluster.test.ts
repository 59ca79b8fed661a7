import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, clusterMissing } from './cluster.ts';
import { Coverage } from './coverage.ts';
import type { Work } from './editor.ts';
import { lateness } from './lateness.ts';
import { seeded } from './random.ts';
import { failuresOf } from './scenario.ts';
import { editWhile } from './scene.ts';
import { setbacksOf } from './setbacks.ts';

const READERS_OF_A_NODE = 2;
const EDITORS = 3;
const STALE_AFTER_MS = 5_000;
/** What is lost on the bus is made good by then. */
const WITHOUT_BELL_MS = 1_500;
/** Longer than the store waits for an answer. */
const REFUSED_WITHIN_MS = 15_000;
/** Of 20 s, after which readers of a node that ends have come back, one is left. */
const HASTE = 20;
const TIMEOUT_MS = 60_000;
/** So rarely that a change is not brought along by the next one's bell. */
const RARE_PAUSE_MS = 250;

interface Fault {
  readonly what: string;
  act(cluster: Cluster, coverage: Coverage): Promise<void>;
}

/** The short form of what `npm run faults` does to several nodes. */
describe('two nodes under load lose, double and reorder nothing', () => {
  const missing = clusterMissing();
  let cluster: Cluster;

  beforeAll(async () => {
    if (missing === null) cluster = await Cluster.open(seeded(1));
  }, TIMEOUT_MS);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  beforeEach(({ skip }) => skip(missing !== null, missing ?? ''));
  // What a fault that went wrong has left must not be the next one's trouble.
  afterEach(async () => {
    for (const { engine } of missing === null ? [cluster.postgres, cluster.redis] : []) {
      engine.thaw();
      await engine.start();
    }
  });

  it.each<Fault>([
    {
      what: '[D1][D6][D7] PostgreSQL is killed',
      async act({ postgres }) {
        await postgres.engine.kill();
        await postgres.engine.start();
      },
    },
    {
      what: '[D1][D6][D7] PostgreSQL is restarted',
      async act({ postgres }) {
        await postgres.engine.end('SIGINT');
        await postgres.engine.start();
      },
    },
    {
      what: '[D1][D6][D7] PostgreSQL stands still until editors are refused',
      async act({ postgres }, { editors }) {
        postgres.engine.freeze();
        await expect.poll(() => setbacksOf({ editors }).size, { timeout: REFUSED_WITHIN_MS }).toBeGreaterThan(0);
        postgres.engine.thaw();
      },
    },
    {
      what: '[D1][D4][D7] a node is killed',
      async act(nodes) {
        await nodes.kill(nodes.node(0));
        await nodes.start(nodes.node(0));
      },
    },
  ])(
    'when $what',
    async ({ act }) => {
      using coverage = await Coverage.begin(cluster, seeded(1));
      for (const { url } of cluster.nodes) await coverage.addReaders(READERS_OF_A_NODE, { url });

      await workWhile(coverage, () => act(cluster, coverage));

      await expectSound(coverage);
    },
    TIMEOUT_MS,
  );

  it.each<Fault>([
    {
      what: 'is killed',
      async act({ redis }, coverage) {
        await redis.engine.kill();
        await allHear(coverage);
        await redis.engine.start();
      },
    },
    {
      what: 'stands still',
      async act({ redis }, coverage) {
        redis.engine.freeze();
        await allHear(coverage);
        redis.engine.thaw();
      },
    },
    {
      what: 'is flushed and restarted',
      async act({ redis }) {
        await cluster.flushRedis();
        await redis.engine.end('SIGTERM');
        await redis.engine.start();
      },
    },
    {
      what: 'is out of reach, and nobody is told',
      async act(nodes, coverage) {
        const heal = nodes.partitionRedis();
        await allHear(coverage).finally(heal);
      },
    },
  ])(
    '[D1][D2] when Redis $what, and readers of the other node wait a second and a half at most',
    async ({ act }) => {
      using coverage = await Coverage.begin(cluster, seeded(1));
      const [one, other] = [cluster.node(0), cluster.node(1)];
      await coverage.addReaders(READERS_OF_A_NODE, { url: other.url });

      await workWhile(coverage, () => act(cluster, coverage), { url: one.url, pauseMs: RARE_PAUSE_MS });

      await expectSound(coverage);
      expect(Math.max(...lateness(await coverage.evidence(STALE_AFTER_MS)))).toBeLessThan(WITHOUT_BELL_MS);
      expect([...setbacksOf(coverage)]).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    '[D1][D4][D7][D10] when one is restarted after the other, and readers come back when they are told to',
    async () => {
      using coverage = await Coverage.begin(cluster, seeded(1));
      await coverage.addReaders(2 * READERS_OF_A_NODE, { haste: HASTE });

      await workWhile(coverage, async () => {
        for (const node of cluster.nodes) {
          expect(await cluster.stop(node)).toBe(0);
          await cluster.start(node);
          await coverage.allBack({ online: false, withinMs: STALE_AFTER_MS });
        }
      });

      await expectSound(coverage);
      expect(coverage.readers.map(({ counts }) => counts.links > 1)).toEqual(coverage.readers.map(() => true));
      expect(coverage.readers.map(({ counts }) => counts.snapshots)).toEqual(coverage.readers.map(() => 0));
    },
    TIMEOUT_MS,
  );
});

/** Editors work before, while and after something is done to the nodes. */
async function workWhile(coverage: Coverage, act: () => Promise<void>, work: Work & { url?: string } = {}) {
  const working = async () => {
    await acknowledged(coverage, EDITORS);
    await act();
    await acknowledged(coverage, 2 * EDITORS);
  };
  await editWhile(coverage, EDITORS, working, { patience: 'endless', pauseMs: 20, ...work });
}

/** Waits until so many more requests are acknowledged. */
async function acknowledged({ operations }: Coverage, more: number): Promise<void> {
  const enough = operations.count('acknowledged') + more;
  await expect.poll(() => operations.count('acknowledged'), { timeout: TIMEOUT_MS }).toBeGreaterThanOrEqual(enough);
}

/** Waits until something that is acknowledged from now on has reached every reader. */
async function allHear(coverage: Coverage): Promise<void> {
  await acknowledged(coverage, 1);
  const { outcome } = coverage.operations.all.findLast(({ outcome: { status } }) => status === 'acknowledged') ?? {};
  const seq = outcome?.status === 'acknowledged' ? outcome.position.seq : Number.POSITIVE_INFINITY;
  await expect
    .poll(() => Math.min(...coverage.readers.map(({ position }) => position.seq)))
    .toBeGreaterThanOrEqual(seq);
}

async function expectSound(coverage: Coverage): Promise<void> {
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  expect(failuresOf(await coverage.judge({ staleAfterMs: STALE_AFTER_MS }))).toEqual([]);
  expect([...setbacksOf(coverage).keys()].filter(what => what.includes('500'))).toEqual([]);
}
