import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/statistics.ts';
import { Cluster, clusterMissing } from '../cluster.ts';
import { Coverage } from '../coverage.ts';
import { lateness } from '../lateness.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { editWhile } from '../scene.ts';
import { describeSetbacks, setbacksOf } from '../setbacks.ts';

const READERS = 20;
const EDITORS = 4;
const EDITORS_PAUSE_MS = 20;
/** So rarely that a change is not brought along by the next one. */
const RARE_PAUSE_MS = 2_500;
/** A reader who stays away for 20 s misses fewer changes than are replayed (D4). */
const STEADY_PAUSE_MS = 400;
const STALE_AFTER_MS = 5_000;
/** Between two faults, so that everybody is well again. */
const WELL_MS = 1_500;
/** What is lost on the bus is made good by then. */
const WITHOUT_BELL_MS = 1_500;
/** Longer than the store waits for an answer. */
const FROZEN_MS = 7_000;
const REDIS_AWAY_MS = 8_000;
/** A node that is asked to end (D10). */
const END_WITHIN_MS = 30_000;
const BACK_WITHIN_MS = 25_000;

interface Fault {
  readonly name: string;
  readonly fault: string;
  readonly how: string;
  readonly shows: readonly string[];
  /** How often. */
  readonly times: number;
  /** Nobody may be later than this; null where the store itself was away, or readers had to find another node. */
  readonly latestMs: number | null;
  /** All editors at one node: what it publishes the other hears by the bell only. */
  readonly isOneSided?: true;
  /** Of each editor, between two requests. */
  readonly pauseMs?: number;
  act(cluster: Cluster, stage: Stage, n: number, coverage: Coverage): Promise<void>;
}

const POSTGRES = ['D1', 'D2', 'D6', 'D7'];
const REDIS = { shows: ['D1', 'D2'], latestMs: WITHOUT_BELL_MS, isOneSided: true, pauseMs: RARE_PAUSE_MS } as const;

/** Two nodes, and what they stand on, lost one after the other while editors publish and readers follow. */
export const ENGINES: readonly Scenario[] = [
  engineScenario({
    ...{ name: 'postgres-killed', fault: 'PostgreSQL killed', shows: POSTGRES, times: 5, latestMs: null },
    how: 'kill -9 to all its processes, started again after about a second, five times; editors repeat what was not answered',
    async act({ postgres }, { random }) {
      await postgres.engine.kill();
      await pause(500 + random() * 1_000);
      await postgres.engine.start();
    },
  }),
  engineScenario({
    ...{ name: 'postgres-restarted', fault: 'PostgreSQL restarted', shows: POSTGRES, times: 3, latestMs: null },
    how: 'its "fast" shutdown, as an upgrade does it, three times',
    async act({ postgres }) {
      await postgres.engine.end('SIGINT');
      await postgres.engine.start();
    },
  }),
  engineScenario({
    ...{ name: 'postgres-frozen', fault: 'PostgreSQL stopped', shows: POSTGRES, times: 1, latestMs: null },
    how: `SIGSTOP to all its processes for ${FROZEN_MS / 1_000} s, longer than a publish may wait: connections stay and nothing answers`,
    async act({ postgres }) {
      postgres.engine.freeze();
      await pause(FROZEN_MS);
      postgres.engine.thaw();
    },
  }),
  engineScenario({
    ...{ name: 'redis-killed', fault: 'Redis killed', times: 2, ...REDIS },
    how: 'kill -9, started again after 8 s, twice',
    async act({ redis }) {
      await redis.engine.kill();
      await pause(REDIS_AWAY_MS);
      await redis.engine.start();
    },
  }),
  engineScenario({
    ...{ name: 'redis-frozen', fault: 'Redis stopped', times: 1, ...REDIS },
    how: 'SIGSTOP for 8 s',
    async act({ redis }) {
      redis.engine.freeze();
      await pause(REDIS_AWAY_MS);
      redis.engine.thaw();
    },
  }),
  engineScenario({
    ...{ name: 'redis-flushed', fault: 'Redis flushed and restarted', times: 3, ...REDIS },
    how: 'FLUSHALL, then a restart, three times',
    async act(cluster) {
      await cluster.flushRedis();
      await cluster.redis.engine.end('SIGTERM');
      await cluster.redis.engine.start();
    },
  }),
  engineScenario({
    ...{ name: 'redis-partitioned', fault: 'Redis out of reach', times: 1, ...REDIS },
    how: 'a TCP proxy between it and the nodes lets nothing pass for 8 s and tells nobody',
    async act(cluster) {
      const heal = cluster.partitionRedis();
      await pause(REDIS_AWAY_MS);
      heal();
    },
  }),
  engineScenario({
    ...{
      name: 'node-killed',
      fault: 'a node killed',
      shows: ['D1', 'D2', 'D4', 'D7'],
      times: 5,
      latestMs: null,
      pauseMs: STEADY_PAUSE_MS,
    },
    how: 'kill -9, now of one node, now of the other, five times; its readers and editors find the other one',
    async act(cluster, { random }, n) {
      const node = cluster.node(n);
      await cluster.kill(node);
      await pause(500 + random() * 1_000);
      await cluster.start(node);
    },
  }),
  engineScenario({
    ...{
      name: 'rolling-restart',
      fault: 'rolling restart',
      shows: ['D1', 'D4', 'D7', 'D10'],
      times: 4,
      latestMs: null,
      pauseMs: STEADY_PAUSE_MS,
    },
    how: 'each node in turn gets no new callers, then SIGTERM, and is started again, twice; readers come back when they were told to',
    async act(cluster, { isQuick }, n, coverage) {
      const node = cluster.node(n);
      const beganAt = performance.now();
      const code = await cluster.stop(node);
      if (code !== 0 || performance.now() - beganAt > END_WITHIN_MS)
        throw new Error(`a node ended with ${code} after ${seconds(performance.now() - beganAt)}`);
      await cluster.start(node);
      // Told to come back within 20 s; on the way there the next node must not leave them too.
      await coverage.allBack({ online: isQuick, withinMs: BACK_WITHIN_MS });
    },
  }),
];

function engineScenario({ times, latestMs, isOneSided, pauseMs = EDITORS_PAUSE_MS, act, ...about }: Fault): Scenario {
  return {
    ...{ ...about, limitMs: 240_000, missing: clusterMissing },
    async run(stage: Stage): Promise<Outcome> {
      const cluster = stage.letGo.use(await Cluster.open(stage.random));
      const coverage = stage.letGo.use(await Coverage.begin(cluster, stage.random));
      await coverage.addReaders(READERS);
      const url = isOneSided ? cluster.node(0).url : cluster.url;
      const work = { url, patience: 'endless', pauseMs } as const;
      await editWhile(
        coverage,
        EDITORS,
        async () => {
          for (let n = 0; n < (stage.isQuick ? 1 : times); n++) {
            await pause(WELL_MS);
            await act(cluster, stage, n, coverage);
          }
          await pause(WELL_MS);
        },
        work,
      );
      await coverage.calm({ withinMs: STALE_AFTER_MS });
      return outcomeOf(coverage, latestMs);
    },
  };
}

async function outcomeOf(coverage: Coverage, latestMs: number | null): Promise<Outcome> {
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const late = lateness(await coverage.evidence(STALE_AFTER_MS));
  const latest = late.reduce((most, ms) => Math.max(most, ms), 0);
  const snapshots = coverage.readers.reduce((sum, { counts }) => sum + counts.snapshots, 0);
  const setbacks = setbacksOf(coverage);
  const faulty = [...setbacks.keys()].filter(what => what.includes('500'));
  return {
    figure: `${countsOf(judgement)}; after the answer p50 ${seconds(percentile(late, 0.5))}, at most ${seconds(latest)}; ${describeSetbacks(setbacks)}`,
    failures: [
      ...failuresOf(judgement),
      ...(latestMs !== null && latest > latestMs ? [`a change was late by ${seconds(latest)}`] : []),
      ...(snapshots > 0 ? [`${snapshots} times a reader had to start over`] : []),
      ...faulty.map(what => `editors were told "${what}"`),
    ],
  };
}
