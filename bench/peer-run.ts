import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';
import type { Figures } from './figures.ts';
import type { LoadAnswers } from './load-process.ts';
import type { Cores } from './machine.ts';
import type { PeerName, ServerAnswers } from './server-process.ts';
import type { Usage } from './usage.ts';

/** Before anything counts, so that what is measured is compiled code. */
const WARM_UP = { readers: 500, publishes: 60 };
const UNREAD_PUBLISHES = 40;
const PACED = { publishes: 40, gapMs: 20 };
const SATURATED = { publishes: 60, inFlight: 4 };
const FIRST_READERS_SHARE = 0.1;
const MISSED_CHANGES = 5;
const SETTLE_MS = 300;
const BYTES_PER_KB = 1024;

interface Stage {
  readonly server: Child<ServerAnswers>;
  readonly load: Child<LoadAnswers>;
  readonly readers: number;
}

/** One server through all phases, with fresh processes. */
export async function runPeer(name: PeerName, readers: number, cores: Cores | null): Promise<Figures> {
  await using server = startChild<ServerAnswers>('server-process.ts', { args: [name], core: cores?.server ?? null });
  await using load = startChild<LoadAnswers>('load-process.ts', { core: cores?.load ?? null });
  const stage = { server, load, readers };
  await load.ask('aim', await server.ask('target'));
  const memory = await holdReaders(stage);
  await warmUp(stage);
  const alone = await publishUnread(stage);
  const connected = await connect(stage);
  const paced = await publishPaced(stage);
  const saturated = await publishSaturated(stage);
  const resumed = await resume(stage);
  return { ...memory, ...alone, ...connected, ...paced, ...saturated, ...resumed, ...(await load.ask('faults')) };
}

/**
 * Comes first: pages that an earlier phase used and left would hide what readers need. The first few readers bring in code and
 * caches, so it is the others who are counted.
 */
async function holdReaders({ server, load, readers }: Stage) {
  const first = Math.ceil(readers * FIRST_READERS_SHARE);
  const counted = readers - first;
  await load.ask('connect', first);
  await pause(SETTLE_MS);
  const before = await server.ask('usage', { collected: true });
  await load.ask('connect', counted);
  await pause(SETTLE_MS);
  const after = await server.ask('usage', { collected: true });
  await load.ask('leave');
  return {
    readerResidentKb: (after.residentBytes - before.residentBytes) / BYTES_PER_KB / counted,
    readerHeapKb: (after.heapBytes - before.heapBytes) / BYTES_PER_KB / counted,
  };
}

async function warmUp({ load, readers }: Stage): Promise<void> {
  await load.ask('connect', Math.min(WARM_UP.readers, readers));
  await load.ask('publishPaced', WARM_UP.publishes / 2, 0);
  await load.ask('publishSaturated', WARM_UP.publishes / 2, SATURATED.inFlight);
  await load.ask('loseAll');
  await load.ask('publishUnread', MISSED_CHANGES);
  await load.ask('comeBack');
  await load.ask('leave');
  await pause(SETTLE_MS);
}

async function publishUnread({ server, load }: Stage) {
  const before = await server.ask('usage', { collected: false });
  await load.ask('publishUnread', UNREAD_PUBLISHES);
  const after = await server.ask('usage', { collected: false });
  return { publishCpuUs: cpuUs(before, after) / UNREAD_PUBLISHES };
}

async function connect({ server, load, readers }: Stage) {
  const before = await server.ask('usage', { collected: false });
  await load.ask('connect', readers);
  const after = await server.ask('usage', { collected: false });
  return { connectCpuUs: cpuUs(before, after) / readers };
}

async function publishPaced({ server, load, readers }: Stage) {
  const before = await server.ask('usage', { collected: false });
  const times = await load.ask('publishPaced', PACED.publishes, PACED.gapMs);
  const after = await server.ask('usage', { collected: false });
  const deliveries = PACED.publishes * readers;
  return {
    deliveryCpuUs: cpuUs(before, after) / deliveries,
    deliveryUserUs: (after.userUs - before.userUs) / deliveries,
    ...times,
  };
}

async function publishSaturated({ server, load, readers }: Stage) {
  const deliveries = SATURATED.publishes * readers;
  const [before, loadBefore, beganMs] = [
    await server.ask('usage', { collected: false }),
    await load.ask('usage', { collected: false }),
    performance.now(),
  ];
  const times = await load.ask('publishSaturated', SATURATED.publishes, SATURATED.inFlight);
  const tookMs = performance.now() - beganMs;
  const [after, loadAfter] = [
    await server.ask('usage', { collected: false }),
    await load.ask('usage', { collected: false }),
  ];
  return {
    saturatedPerSecond: (deliveries / tookMs) * 1_000,
    saturatedCpuUs: cpuUs(before, after) / deliveries,
    saturatedP99Ms: times.readerP99Ms,
    loadBusy: cpuUs(loadBefore, loadAfter) / 1_000 / tookMs,
  };
}

/** All readers go, the article goes on without them, and all come back with their positions. */
async function resume({ server, load, readers }: Stage) {
  await load.ask('loseAll');
  await load.ask('publishUnread', MISSED_CHANGES);
  await pause(SETTLE_MS);
  const before = await server.ask('usage', { collected: false });
  const beganMs = performance.now();
  await load.ask('comeBack');
  const allBackMs = performance.now() - beganMs;
  const after = await server.ask('usage', { collected: false });
  return { resumeCpuUs: cpuUs(before, after) / readers, allBackMs };
}

function cpuUs(before: Usage, after: Usage): number {
  return after.userUs + after.systemUs - before.userUs - before.systemUs;
}
