import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_LINES, type FaultFigure, type Line, type Part } from '../part.ts';
import { PEER_LABELS, type PeerName } from '../peers/peer-name.ts';
import { readerMemory } from '../reader-memory.ts';
import { SETTLE_MS, Stage } from '../stage.ts';

const UNREAD_PUBLISHES = 40;
const PACED = { count: 40, gapMs: 20 };
const SATURATED = { publishes: 60, inFlight: 4 };
const MISSED_CHANGES = 5;

const LINES = {
  deliveryCpuUs: {
    label: 'one at a time: server CPU a delivery, µs',
    goal: '≤ 0.85 x naive, ≤ 0.60 x Socket.IO',
  },
  deliveryUserUs: { label: 'its user-space part, µs', goal: '≤ 0.60 x naive' },
  lastReaderMs: { label: 'last reader has it, ms', goal: '≤ 0.9 x naive' },
  readerP50Ms: { label: 'publish to reader p50, ms' },
  readerP99Ms: { label: 'publish to reader p99, ms' },
  firstReaderP50Ms: { label: 'publish to first reader p50, ms' },
  answeredP50Ms: { label: 'publish to its answer p50, ms' },
  publishCpuUs: { label: 'a publish that nobody reads: server CPU, µs' },
  saturatedPerSecond: { label: 'four in flight: deliveries a second', goal: '≥ 3 x naive, ≥ 4 x Socket.IO' },
  saturatedCpuUs: { label: 'server CPU a delivery, µs' },
  saturatedP99Ms: { label: 'publish to reader p99, ms' },
  loadBusy: { label: 'load client busy (1: it is the limit)' },
  readerResidentKb: { label: 'an idle reader: resident memory, KB', goal: '≤ 8, ≤ 1.0 x naive' },
  readerHeapKb: { label: 'of that JavaScript heap, KB' },
  connectCpuUs: { label: 'a connection: server CPU, µs', goal: '≤ 1.1 x naive' },
  connectedPerSecond: { label: 'connections a second' },
  resumeCpuUs: { label: 'a resume with 5 missed changes: server CPU, µs', goal: '≤ 0.85 x naive' },
  allBackMs: { label: 'all readers back, ms', goal: '≤ 3,000 at 10,000' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

/** What one process costs, server against server. */
export const core: Part<PeerName, keyof typeof LINES> = {
  title: 'one process, one article, changes of 1 KB',
  contenders: PEER_LABELS,
  lines: LINES,
  readers: asked => asked,
  async measure(peer, setting) {
    await using stage = new Stage(setting);
    await stage.aim(await stage.start(peer));
    const memory = await readerMemory(stage);
    await stage.warmUp();
    await pause(SETTLE_MS);
    const alone = await publishUnread(stage);
    const connected = await connect(stage);
    const paced = await publishPaced(stage);
    const saturated = await publishSaturated(stage);
    const resumed = await resume(stage);
    const faults: Readonly<Record<FaultFigure, number>> = await stage.load.ask('faults');
    return { ...memory, ...alone, ...connected, ...paced, ...saturated, ...resumed, ...faults };
  },
};

async function publishUnread(stage: Stage) {
  const { cpuUs } = await stage.cost(() => stage.load.ask('publishUnread', UNREAD_PUBLISHES));
  return { publishCpuUs: cpuUs / UNREAD_PUBLISHES };
}

async function connect(stage: Stage) {
  const { cpuUs, tookMs } = await stage.cost(() => stage.load.ask('connect', stage.readers));
  return { connectCpuUs: cpuUs / stage.readers, connectedPerSecond: (stage.readers / tookMs) * 1_000 };
}

async function publishPaced(stage: Stage) {
  const { cpuUs, userUs, value } = await stage.cost(() => stage.load.ask('publishPaced', PACED));
  const deliveries = PACED.count * stage.readers;
  return { deliveryCpuUs: cpuUs / deliveries, deliveryUserUs: userUs / deliveries, ...value };
}

async function publishSaturated(stage: Stage) {
  const { publishes, inFlight } = SATURATED;
  const { cpuUs, tookMs, loadBusy, value } = await stage.cost(() =>
    stage.load.ask('publishSaturated', publishes, inFlight),
  );
  const deliveries = publishes * stage.readers;
  return {
    saturatedPerSecond: (deliveries / tookMs) * 1_000,
    saturatedCpuUs: cpuUs / deliveries,
    saturatedP99Ms: value.readerP99Ms,
    loadBusy,
  };
}

/** All readers go, the article goes on without them, and all come back with their positions. */
async function resume(stage: Stage) {
  await stage.load.ask('loseAll');
  await stage.load.ask('publishUnread', MISSED_CHANGES);
  await pause(SETTLE_MS);
  const { cpuUs, tookMs } = await stage.cost(() => stage.load.ask('comeBack'));
  return { resumeCpuUs: cpuUs / stage.readers, allBackMs: tookMs };
}
