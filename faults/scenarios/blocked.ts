import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../bench/statistics.ts';
import { countsOf, failuresOf, type Outcome, type Scenario, type Stage, seconds } from '../scenario.ts';
import { editWhile, opened } from '../scene.ts';
import type { Streams, Upgrades } from '../tcp-proxy.ts';

const READERS = 20;
const READING_MS = 15_000;
const QUICK_READING_MS = 9_000;
const WORK_PAUSE_MS = 150;
/** The first change is there by then (D13). */
const FIRST_CHANGE_WITHIN_MS = 8_000;
/** Who polls asks every 4 to 6 s. */
const STALE_AFTER_MS = 7_000;
const FREE_AGAIN_MS = 3_000;

/** Networks through which no WebSocket comes, or nothing that streams. */
export const BLOCKED: readonly Scenario[] = [
  blocked('socket-refused', 'WebSocket refused', 'a proxy answers upgrades with 403', { upgrades: 'refuse' }),
  blocked('socket-swallowed', 'WebSocket swallowed', 'a proxy never answers upgrades', { upgrades: 'swallow' }),
  blocked('streams-held', 'WebSocket refused and streams held up', 'the same, and it holds up answers that stream', {
    ...{ upgrades: 'refuse', streams: 'hold' },
  }),
];

interface Rules {
  readonly upgrades: Upgrades;
  readonly streams?: Streams;
}

function blocked(name: string, fault: string, how: string, rules: Rules): Scenario {
  const about = { name, fault, how: `${how}, until readers are told that the network is back` };
  return { ...about, shows: ['D1', 'D2', 'D13'], limitMs: 90_000, run: stage => readBlocked(stage, rules) };
}

async function readBlocked(stage: Stage, { upgrades, streams = 'pass' }: Rules): Promise<Outcome> {
  const { newsroom, coverage } = await opened(stage, 0);
  const { proxy } = newsroom;
  Object.assign(proxy, { upgrades, streams });
  const work = { pauseMs: WORK_PAUSE_MS, edits: 0.2, withdrawals: 0.02 };
  const carriers = await editWhile(
    coverage,
    2,
    async () => {
      await coverage.addReaders(READERS);
      await pause(stage.isQuick ? QUICK_READING_MS : READING_MS);
      return [...new Set(coverage.readers.map(({ transport }) => transport))].join(', ');
    },
    work,
  );
  await coverage.calm({ withinMs: STALE_AFTER_MS, online: false });
  const judgement = await coverage.judge({ staleAfterMs: STALE_AFTER_MS });
  const firsts = coverage.readers.map(({ history: { steps } }) => {
    const first = steps.find(({ type }) => type === 'change');
    return first === undefined ? Number.POSITIVE_INFINITY : first.at - (steps[0]?.at ?? 0);
  });
  const latestMs = Math.max(...firsts);
  Object.assign(proxy, { upgrades: 'pass', streams: 'pass' });
  for (const reader of coverage.readers) reader.online();
  await pause(FREE_AGAIN_MS);
  const onSockets = coverage.readers.filter(({ transport }) => transport === 'socket').length;
  return {
    figure: `carried by ${carriers}; first change p50 ${seconds(percentile(firsts, 0.5))}, at most ${seconds(latestMs)} after opening; ${countsOf(judgement)}; ${onSockets} of ${READERS} on sockets again ${seconds(FREE_AGAIN_MS)} after they came through`,
    failures: [
      ...failuresOf(judgement),
      ...(latestMs > FIRST_CHANGE_WITHIN_MS ? [`a first change came after ${seconds(latestMs)}`] : []),
      ...(onSockets < READERS ? [`${READERS - onSockets} readers stay off sockets`] : []),
    ],
  };
}
