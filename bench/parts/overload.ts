import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { PEER_LABELS, type PeerName } from '../peers/peer-name.ts';
import { Stage } from '../stage.ts';

/** For ten seconds more than one core can write. */
const RATE = { perSecond: 30, count: 300, patienceMs: 30_000 };

const LINES = {
  readerP50Ms: { label: 'publish to reader p50, ms' },
  readerP99Ms: { label: 'publish to reader p99, ms', goal: '≤ 600, ≤ 0.05 x naive' },
  undelivered: { label: 'deliveries that had not happened 30 s after the last publish', goal: '0' },
  cpuUs: { label: 'server CPU a delivery, µs' },
  loadBusy: { label: 'load client busy (1: it is the limit)' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

type Contender = Exclude<PeerName, 'socket-io'>;

/** An editor's desk that does not wait for slow servers. */
export const overload: Part<Contender, keyof typeof LINES> = {
  title: `${RATE.perSecond} publishes a second for ${RATE.count / RATE.perSecond} s, whatever became of the last ones`,
  contenders: { pressbox: PEER_LABELS.pressbox, 'naive-ws': PEER_LABELS['naive-ws'] },
  lines: LINES,
  readers: asked => asked,
  async measure(peer, setting) {
    await using stage = new Stage(setting);
    await stage.aim(await stage.start(peer));
    await stage.warmUp();
    await stage.load.ask('connect', stage.readers);
    const { value, cpuUs, loadBusy } = await stage.cost(() => stage.load.ask('publishAtRate', RATE));
    const delivered = RATE.count * stage.readers - value.undelivered;
    return { ...value, cpuUs: cpuUs / delivered, loadBusy, ...(await stage.load.ask('faults')) };
  },
};
