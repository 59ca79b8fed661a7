import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/statistics.ts';
import type { Reader } from '../reader.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';

const READERS = 20;
const FEW_READERS = 5;
const CUTTING_MS = 8_000;
const QUICK_CUTTING_MS = 2_000;
const STALE_AFTER_MS = 2_000;
/** A link that says nothing is given up after the heartbeat's 25 s and 10 s of patience. */
const NOTICED_AFTER_MS = 36_000;
/** A reader that left a ping unanswered is cut at the next heartbeat: twice 25 s and 20 % of it. */
const CUT_AFTER_MS = 61_000;
const SILENT_WORK_PAUSE_MS = 500;
const PROXY_IDLE_MS = 60_000;
const QUIET_MS = 70_000;
/** Not below the heartbeat's longest 30 s. */
const QUICK_PROXY_IDLE_MS = 32_000;
const QUICK_QUIET_MS = 34_000;

/** A page that rebuilds asks for what it had of older entries. Here it has a thousand, and no answer holds longer than 5 ms. */
const NO_READ_LIMITS = { READS_PER_SECOND: '0' };

/** Connections that break, or only seem to be there. */
export const CONNECTIONS: readonly Scenario[] = [
  {
    name: 'connections-cut',
    fault: 'connections cut',
    how: 'a TCP proxy resets half of all connections, those of editors included, every 300 ms; some 200 publishes a second, for which the limits on reads are off',
    ...{ shows: ['D1', 'D4', 'D7'], limitMs: 60_000, run: connectionsCut },
  },
  {
    name: 'half-open',
    fault: 'half-open connections',
    how: 'a TCP proxy lets nothing pass any more on the connections there are, and tells neither side; nobody is told of a network that is back',
    ...{ shows: ['D2', 'D4', 'D9'], limitMs: 120_000, run: halfOpen },
  },
  {
    name: 'idle-proxy',
    fault: 'a proxy with an idle time-out of 60 s',
    how: 'a TCP proxy ends connections on which nothing passed for 60 s; nobody publishes for 70 s',
    ...{ shows: ['D1', 'D13'], limitMs: 120_000, run: idleProxy },
  },
];

async function connectionsCut(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS, { env: NO_READ_LIMITS });
  const until = performance.now() + (stage.isQuick ? QUICK_CUTTING_MS : CUTTING_MS);
  let cuts = 0;
  await editWhile(coverage, 3, async () => {
    while (performance.now() < until) {
      await pause(300);
      cuts += newsroom.proxy.cut(0.5);
    }
  });
  await coverage.calm({ withinMs: STALE_AFTER_MS });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  return {
    figure: `${cuts} cuts; ${countsOf(judgement)}`,
    failures: [...failuresOf(judgement), ...(cuts === 0 ? ['nothing was cut'] : [])],
  };
}

async function halfOpen(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, FEW_READERS);
  const { proxy } = newsroom;
  await editWhile(coverage, 1, () => pause(1_000), { pauseMs: 100 });
  const silentAt = performance.now();
  proxy.silenceSockets();
  const work = { pauseMs: SILENT_WORK_PAUSE_MS, patience: 'endless' } as const;
  await editWhile(coverage, 1, () => until(() => proxy.silent === 0, CUT_AFTER_MS), work);
  const cutMs = performance.now() - silentAt;
  await coverage.calm({ withinMs: STALE_AFTER_MS, online: false });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const noticedMs = Math.max(...coverage.readers.map(reader => firstStepAfter(reader, silentAt) - silentAt));
  return {
    figure: `readers noticed and were back within ${seconds(noticedMs)}; the server let go of the old connections within ${seconds(cutMs)}; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...(noticedMs > NOTICED_AFTER_MS ? [`a reader noticed after ${seconds(noticedMs)}`] : []),
      ...(proxy.silent > 0 ? [`the server still holds ${proxy.silent} connections`] : []),
    ],
  };
}

/** When the reader went on again; never where it did not. */
function firstStepAfter({ history }: Reader, time: number): number {
  return history.steps.find(({ at }) => at > time + SILENT_WORK_PAUSE_MS)?.at ?? Number.POSITIVE_INFINITY;
}

async function idleProxy(stage: Stage): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, READERS);
  newsroom.proxy.idleMs = stage.isQuick ? QUICK_PROXY_IDLE_MS : PROXY_IDLE_MS;
  await coverage.allBack({ online: false, withinMs: STALE_AFTER_MS });
  const before = newsroom.proxy.figures.links;
  await pause(stage.isQuick ? QUICK_QUIET_MS : QUIET_MS);
  const relinked = coverage.readers.filter(({ counts }) => counts.links > 1).length;
  const publishedAt = performance.now();
  await coverage.editor().publish();
  await coverage.calm({ withinMs: STALE_AFTER_MS, online: false });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const arrivals = coverage.readers.map(({ history }) => (history.steps.at(-1)?.at ?? 0) - publishedAt);
  return {
    figure: `${READERS - relinked} of ${READERS} readers kept their connection; the next entry was with them after p95 ${seconds(percentile(arrivals, 0.95))}; ${countsOf(judgement)}`,
    failures: [
      ...failuresOf(judgement),
      ...(relinked > 0 ? [`${relinked} of ${before} connections were cut as idle`] : []),
    ],
  };
}

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo() && performance.now() < end) await pause(50);
}
