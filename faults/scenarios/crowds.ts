import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from '../../bench/child.ts';
import { median } from '../../bench/statistics.ts';
import type { Coverage } from '../coverage.ts';
import type { Returned } from '../crowd.ts';
import type { CrowdAnswers } from '../crowd-process.ts';
import type { Operation } from '../history.ts';
import { connectionsAt, openFilesLimit, residentBytes, steadyPort } from '../kernel.ts';
import type { Newsroom } from '../newsroom.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';

const STORM_READERS = 10_000;
const QUICK_STORM_READERS = 1_000;
/** Besides one for each reader. */
const OTHER_FILES = 500;
const STORM_PAUSE_MS = 200;
const STORM_STALE_MS = 10_000;
/** What a server may need for all of them (docs/performance.md); how long readers wait before they try is theirs. */
const CONNECTED_WITHIN_MS = 3_000;

const PROCESSES = 4;
const READERS_EACH = 25;
const ROUNDS = 3;
const TEXT_CHARS = 25_000;
const SOUND_PUBLISHES = 80;
/** 7.5 MB: more than most systems' buffers and ours hold. */
const STUCK_PUBLISHES = 300;
/** A system whose buffers grow further (tcp_rmem) is filled in batches of 1.2 MB, until nobody is left who does not notice. */
const BATCH_PUBLISHES = 50;
const MOST_BATCHES = 20;
const PUBLISH_PAUSE_MS = 20;
/** The queue that one of them may have (D9), and what the run itself needs. */
const BYTES_FOR_EACH = 1024 * 1024;
const OTHER_BYTES = 40 * 1024 * 1024;
const MOST_RATIO = 1.5;
/** Below this nobody notices, whatever the ratio: what comes within a tenth of a second comes at once. */
const UNNOTICED_MS = 100;
const STALE_AFTER_MS = 5_000;
const MEGABYTE = 1024 * 1024;

/** Readers in thousands, and readers who do not read. */
export const CROWDS: readonly Scenario[] = [
  {
    name: 'slow-readers',
    fault: 'readers that do not read',
    how: `SIGSTOP to one of ${PROCESSES} reader processes with ${READERS_EACH} readers each, 7.5 MB published, or as much more as the system's buffers take (32 MB at most), SIGCONT; ${ROUNDS} rounds`,
    ...{ shows: ['D9', 'D4'], limitMs: 180_000, missing: () => notOnLinux(0), run: slowReaders },
  },
  {
    name: 'reconnect-storm',
    fault: 'reconnect storm of 10,000 readers',
    how: 'all connections break at once, then the server is killed and started again, while 5 entries a second are published',
    ...{ shows: ['D1', 'D4', 'D5'], limitMs: 180_000, missing: () => notOnLinux(STORM_READERS), run: reconnectStorm },
  },
];

function notOnLinux(readers: number): string | null {
  if (!existsSync('/proc/net/tcp')) return 'needs Linux';
  return openFilesLimit() < readers + OTHER_FILES ? `needs ulimit -n ${readers + OTHER_FILES}` : null;
}

async function reconnectStorm(stage: Stage): Promise<Outcome> {
  const count = stage.isQuick ? QUICK_STORM_READERS : STORM_READERS;
  const env = { PORT: String(steadyPort(stage.random)) };
  const { newsroom, coverage } = await opened(stage, 0, { env });
  const crowd = await crowdOf(stage, newsroom, coverage, count);
  const work = { pauseMs: STORM_PAUSE_MS, patience: 'endless', edits: 0.2, withdrawals: 0 } as const;
  const times = await editWhile(
    coverage,
    1,
    async () => {
      await pause(1_000);
      await crowd.ask('lose');
      const cut = await crowd.ask('allLive');
      await pause(1_000);
      const killedAt = performance.now();
      await newsroom.kill();
      await newsroom.start();
      const downMs = performance.now() - killedAt;
      const killed = await crowd.ask('allLive');
      await pause(1_000);
      return { cut, downMs, killed };
    },
    work,
  );
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const head = (await newsroom.log(coverage.article.id)).length;
  await crowd.ask('caughtUp', head, STORM_STALE_MS);
  const { missing, doubled, skipped, resets } = await crowd.ask('faults', head);
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  return {
    figure: `${count} readers back after the cut: ${returned(times.cut)}; after the server, down for ${seconds(times.downMs)}, was up again: ${returned(times.killed)}; ${missing} missing, ${doubled} doubled, ${skipped} reordered, ${resets} started over; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...(missing + doubled + skipped > 0
        ? [`readers: ${missing} missing, ${doubled} doubled, ${skipped} reordered`]
        : []),
      ...[times.cut, times.killed]
        .filter(({ slowestTry }) => slowestTry > CONNECTED_WITHIN_MS)
        .map(({ slowestTry }) => `a reader waited ${seconds(slowestTry)} for the server`),
    ],
  };
}

async function slowReaders(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, 0);
  const crowds: Child<CrowdAnswers>[] = [];
  for (let n = 0; n < PROCESSES; n++) crowds.push(await crowdOf(stage, newsroom, coverage, READERS_EACH));
  const rounds: Round[] = [];
  for (let n = 0; n < (stage.isQuick ? 1 : ROUNDS); n++) rounds.push(await stuckRound(newsroom, coverage, crowds));
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const head = (await newsroom.log(coverage.article.id)).length;
  const faults = await Promise.all(crowds.map(crowd => crowd.ask('faults', head)));
  const wrong = faults.reduce((sum, { missing, doubled, skipped }) => sum + missing + doubled + skipped, 0);
  const ratio = median(rounds.map(({ stuckMs, soundMs }) => stuckMs / soundMs));
  const stuckMs = median(rounds.map(round => round.stuckMs));
  const grownBytes = Math.max(...rounds.map(round => round.grownBytes));
  const uncut = rounds.reduce((sum, round) => sum + round.uncut, 0);
  return {
    figure: `${rounds.length * READERS_EACH - uncut} of ${rounds.length * READERS_EACH} cut; memory +${Math.round(grownBytes / MEGABYTE)} MB at most; the others’ p99 ${stuckMs.toFixed(0)} ms, ${ratio.toFixed(2)} x that without (median of ${rounds.length}); all back with ${wrong} missing, doubled or reordered; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...(wrong > 0 ? [`readers: ${JSON.stringify(faults)}`] : []),
      ...(uncut > 0 ? [`${uncut} readers that did not read were not cut`] : []),
      ...(grownBytes > READERS_EACH * BYTES_FOR_EACH + OTHER_BYTES ? ['the server kept too much for them'] : []),
      ...(ratio > MOST_RATIO && stuckMs > UNNOTICED_MS ? [`the others’ p99 was ${ratio.toFixed(2)} x`] : []),
    ],
  };
}

interface Round {
  /** p99 of the others, in milliseconds. */
  readonly soundMs: number;
  readonly stuckMs: number;
  readonly grownBytes: number;
  /** Stopped readers whose connections were still there in the end. */
  readonly uncut: number;
}

async function stuckRound(
  newsroom: Newsroom,
  coverage: Coverage,
  crowds: readonly Child<CrowdAnswers>[],
): Promise<Round> {
  const [stopped, ...others] = crowds as readonly [Child<CrowdAnswers>, ...Child<CrowdAnswers>[]];
  const { pid, url } = newsroom.server;
  const port = Number(new URL(url).port);
  const sound = await publish(coverage, SOUND_PUBLISHES, () => {});
  const soundMs = await p99(others, sound);
  const [stoppedPid, before, held] = [await stopped.ask('pid'), residentBytes(pid), connectionsAt(port)];
  let most = before;
  process.kill(stoppedPid, 'SIGSTOP');
  try {
    const stuck = await publish(coverage, STUCK_PUBLISHES, () => {
      most = Math.max(most, residentBytes(pid));
    });
    const stuckMs = await p99(others, stuck);
    const uncut = () => Math.max(0, READERS_EACH - (held - connectionsAt(port)));
    for (let more = 0; more < MOST_BATCHES && uncut() > 0; more++) await publish(coverage, BATCH_PUBLISHES, () => {});
    return { soundMs, stuckMs, grownBytes: most - before, uncut: uncut() };
  } finally {
    process.kill(stoppedPid, 'SIGCONT');
    const head = (await newsroom.log(coverage.article.id)).length;
    await stopped.ask('allLive');
    await stopped.ask('caughtUp', head, STALE_AFTER_MS);
  }
}

async function publish(coverage: Coverage, count: number, look: () => void): Promise<readonly Operation[]> {
  const editor = coverage.editor();
  const before = coverage.operations.all.length;
  for (let n = 0; n < count; n++) {
    await editor.publish({ textChars: TEXT_CHARS });
    look();
    await pause(PUBLISH_PAUSE_MS);
  }
  return coverage.operations.all.slice(before);
}

async function p99(crowds: readonly Child<CrowdAnswers>[], operations: readonly Operation[]): Promise<number> {
  const { timeOrigin } = performance;
  const latencies = await Promise.all(crowds.map(crowd => crowd.ask('latency', operations, timeOrigin)));
  return Math.max(...latencies.map(latency => latency.p99));
}

async function crowdOf(stage: Stage, { server }: Newsroom, { article }: Coverage, count: number) {
  const crowd = stage.letGo.use(startChild<CrowdAnswers>('../faults/crowd-process.ts', { core: null }));
  const ports = [Number(new URL(server.url).port)];
  const seed = Math.floor(stage.random() * 2 ** 31);
  await crowd.ask('open', { count, ports, slug: article.slug, since: article.position, seed });
  return crowd;
}

function returned({ half, most, all, slowestTry }: Returned): string {
  return `half ${seconds(half)}, 95 % ${seconds(most)}, all ${seconds(all)}, none later than ${seconds(slowestTry)} after its own try`;
}
