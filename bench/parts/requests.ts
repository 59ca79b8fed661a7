import { type Child, startChild } from '../child.ts';
import { roomForReaders } from '../descriptors.ts';
import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { PEER_LABELS, type PeerName } from '../peers/peer-name.ts';
import type { ProbeAnswers } from '../probe-process.ts';
import { Stage } from '../stage.ts';
import type { Target } from '../target.ts';

/** Nearly twice as many readers as elsewhere, where the system lets one process have so many sockets. */
const READERS_TIMES = 1.9;
/** Something is always on its way to somebody. */
const IN_FLIGHT = 2;
const FAN_OUT_MS = 6_000;
const QUIET_MS = 1_000;
const EVERY_MS = 10;

const LINES = {
  p50Ms: { label: 'GET during the fan-out p50, ms' },
  p99Ms: { label: 'GET during the fan-out p99, ms', goal: '≤ 15, ≤ 0.067 x naive' },
  quietP99Ms: { label: 'GET while nothing is published p99, ms' },
  unanswered: { label: 'requests that failed', goal: '0' },
  stallMs: { label: "longest stall of the server's event loop, ms", goal: '≤ 50' },
  deliveriesPerSecond: { label: 'deliveries a second meanwhile' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

type Contender = Exclude<PeerName, 'socket-io'>;

/** What everybody else waits while an article with many readers is being delivered. */
export const requests: Part<Contender, keyof typeof LINES> = {
  title: `a light GET every ${EVERY_MS} ms during a continuous fan-out`,
  contenders: { pressbox: PEER_LABELS.pressbox, 'naive-ws': PEER_LABELS['naive-ws'] },
  lines: LINES,
  readers: asked => Math.min(Math.round(asked * READERS_TIMES), roomForReaders()),
  async measure(peer, setting) {
    await using stage = new Stage(setting);
    await using probe = startChild<ProbeAnswers>('probe-process.ts', { core: setting.cores?.load ?? null });
    const target = await stage.start(peer);
    await stage.aim(target);
    await stage.warmUp();
    await stage.load.ask('connect', stage.readers);
    await probe.ask('open', target.port, target.lightPath);
    const quiet = await answered(probe, target, QUIET_MS);
    const [server] = stage.servers;
    await server?.ask('watchLoop');
    const [fanOut, busy] = await Promise.all([
      stage.cost(() => stage.load.ask('publishFor', FAN_OUT_MS, IN_FLIGHT)),
      answered(probe, target, FAN_OUT_MS),
    ]);
    const stallMs = (await server?.ask('longestStallMs')) ?? Number.NaN;
    return {
      p50Ms: busy.p50Ms,
      p99Ms: busy.p99Ms,
      quietP99Ms: quiet.p99Ms,
      unanswered: busy.failed + quiet.failed,
      stallMs,
      deliveriesPerSecond: ((fanOut.value.publishes * stage.readers) / fanOut.tookMs) * 1_000,
      ...(await stage.load.ask('faults')),
    };
  },
};

function answered(probe: Child<ProbeAnswers>, { port, lightPath }: Target, forMs: number) {
  return probe.ask('probe', { port, path: lightPath, everyMs: EVERY_MS, forMs });
}
