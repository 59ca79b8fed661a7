import { setTimeout as pause } from 'node:timers/promises';
import { Cluster, clusterMissing } from '../cluster.ts';
import { Coverage } from '../coverage.ts';
import { Crowd, type Latency } from '../crowd.ts';
import { failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { describeSetbacks, setbacksOf } from '../setbacks.ts';

const LIGHT_READERS = 2_000;
const REAL_READERS = 20;
const PUBLISH_EVERY_MS = 200;
const TEXT_CHARS = 600;
const MINUTES = 5;
const QUICK_MINUTES = 0.5;
const MINUTE_MS = 60_000;
const POSTGRES_AWAY_MS = 2_000;
const REDIS_AWAY_MS = 3_000;
const STALE_AFTER_MS = 5_000;
/** What is under way in the end. */
const LAST_ANSWERS_MS = 20_000;

/** What is done to them, and when: as a share of the run. */
const PLAN: readonly { readonly at: number; readonly what: string; act(cluster: Cluster): Promise<void> }[] = [
  { at: 0.15, what: 'first node killed', act: cluster => cluster.kill(cluster.node(0)) },
  { at: 0.25, what: 'first node started', act: cluster => cluster.start(cluster.node(0)) },
  {
    ...{ at: 0.4, what: `PostgreSQL restarted, away for ${POSTGRES_AWAY_MS / 1_000} s` },
    async act({ postgres }) {
      await postgres.engine.end('SIGINT');
      await pause(POSTGRES_AWAY_MS);
      await postgres.engine.start();
    },
  },
  {
    ...{ at: 0.55, what: `Redis flushed and restarted, away for ${REDIS_AWAY_MS / 1_000} s` },
    async act(cluster) {
      await cluster.flushRedis();
      await cluster.redis.engine.end('SIGTERM');
      await pause(REDIS_AWAY_MS);
      await cluster.redis.engine.start();
    },
  },
  { at: 0.75, what: 'second node killed', act: cluster => cluster.kill(cluster.node(1)) },
  { at: 0.85, what: 'second node started', act: cluster => cluster.start(cluster.node(1)) },
];

/** The whole thing at once: what a newsroom runs, and everything that it stands on lost on the way. */
export const TWO_NODES: Scenario = {
  ...{ name: 'two-nodes', fault: 'two nodes, each part lost on the way', shows: ['D1', 'D2', 'D4', 'D6', 'D7'] },
  how: 'two nodes, PostgreSQL, Redis, 2,000 light readers and 20 of the client itself, 5 publishes a second for five minutes; each node killed once, PostgreSQL restarted, Redis flushed and restarted',
  limitMs: 60 * MINUTE_MS,
  missing: clusterMissing,
  run: runTwoNodes,
};

async function runTwoNodes(stage: Stage): Promise<Outcome> {
  const { random, letGo, isQuick } = stage;
  const runMs = (stage.minutes ?? (isQuick ? QUICK_MINUTES : MINUTES)) * MINUTE_MS;
  const cluster = letGo.use(await Cluster.open(random));
  const coverage = letGo.use(await Coverage.begin(cluster, random));
  await coverage.addReaders(REAL_READERS);
  const { slug, position: since } = coverage.article;
  const ports = cluster.nodes.flatMap(({ port }) => port ?? []);
  const crowd = letGo.use(await Crowd.open({ count: LIGHT_READERS, ports, slug, since, random }));
  await Promise.all([publishFor(coverage, runMs), breakAll(cluster, runMs)]);
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const head = (await cluster.log(coverage.article.id)).length;
  await crowd.caughtUp(head, STALE_AFTER_MS);
  return outcomeOf(coverage, crowd, head);
}

/** At a steady pace, whatever becomes of the publishes before; each is repeated with its command id until it is answered. */
async function publishFor(coverage: Coverage, runMs: number): Promise<void> {
  const editor = coverage.editor();
  const publishes: Promise<unknown>[] = [];
  const beganAt = performance.now();
  while (performance.now() - beganAt < runMs) {
    publishes.push(editor.publish({ patience: 'endless', textChars: TEXT_CHARS }));
    await pause(Math.max(0, beganAt + publishes.length * PUBLISH_EVERY_MS - performance.now()));
  }
  await Promise.race([Promise.all(publishes), pause(LAST_ANSWERS_MS)]);
  editor.stop();
}

async function breakAll(cluster: Cluster, runMs: number): Promise<void> {
  const beganAt = performance.now();
  for (const { at, what, act } of PLAN) {
    await pause(Math.max(0, beganAt + at * runMs - performance.now()));
    console.error(`  ${seconds(performance.now() - beganAt)}: ${what}`);
    await act(cluster);
  }
}

async function outcomeOf(coverage: Coverage, crowd: Crowd, head: number): Promise<Outcome> {
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const operations = coverage.operations.all;
  const missing = crowd.missing(head);
  const { doubled, skipped, resets } = crowd;
  const lines: readonly (readonly [string, string])[] = [
    [
      'publishes',
      `${operations.length}, of which ${judgement.acknowledged} acknowledged, ${judgement.refused} refused, ${judgement.unknown} unanswered in the end`,
    ],
    ['repeated requests', describeSetbacks(setbacksOf(coverage))],
    [
      'deliveries',
      `${crowd.deliveries} to ${crowd.size} light readers, ${judgement.applied} to ${judgement.readers} of the client itself`,
    ],
    ['lost, doubled, reordered: light readers', `${missing}, ${doubled}, ${skipped}`],
    [
      'lost, doubled, phantom, reordered, stale: checker',
      Object.values(judgement.findings)
        .map(({ length }) => length)
        .join(', '),
    ],
    [
      'readers who had to start over',
      `${resets + coverage.readers.reduce((sum, { counts }) => sum + counts.snapshots, 0)}`,
    ],
    ['from the first request to a reader', describeLatency(crowd.latency(operations, 'request'))],
    ['from the answer to a reader', describeLatency(crowd.latency(operations, 'answer'))],
    ['longest silence of a reader', seconds(crowd.longestSilenceMs)],
  ];
  return {
    figure: lines.map(([what, figure]) => `${what}: ${figure}`).join('; '),
    lines,
    failures: [
      ...failuresOf(judgement),
      ...(missing > 0 ? [`light readers lack ${missing} changes`] : []),
      ...(doubled > 0 ? [`light readers were sent ${doubled} changes twice`] : []),
      ...(skipped > 0 ? [`light readers were sent a change without the one before ${skipped} times`] : []),
      ...(judgement.acknowledged < operations.length ? ['not every publish was acknowledged in the end'] : []),
    ],
  };
}

function describeLatency({ p50, p95, p99, most }: Latency): string {
  const figures = { p50, p95, p99, 'at most': most };
  return Object.entries(figures)
    .map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
    .join(', ');
}
