import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { cpuUs, SETTLE_MS, Stage } from '../stage.ts';
import { borrowStores } from '../stores.ts';

const PACED = { count: 40, gapMs: 20 };

const LINES = {
  deliveryCpuUs: { label: 'server CPU a delivery, all processes, µs', goal: '≤ 1.1 x' },
  deliveryUserUs: { label: 'its user-space part, µs' },
  lastReaderMs: { label: 'last reader has it, ms' },
  readerP99Ms: { label: 'publish to reader p99, ms' },
  lesserShare: { label: "the less busy process's share of the CPU" },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

const PROCESSES = { two: 2, one: 1 } as const;

/** Two processes on one port, on the same PostgreSQL and Redis, against one on the same. The stores' own CPU does not count. */
export const processes: Part<keyof typeof PROCESSES, keyof typeof LINES> = {
  title: 'processes on one port, with PostgreSQL and Redis; changes of 1 KB',
  contenders: { two: 'two processes', one: 'one process' },
  lines: LINES,
  readers: asked => asked,
  async measure(contender, setting) {
    await using stores = await borrowStores();
    await using stage = new Stage(setting);
    const target = await stage.start('pressbox', stores.settings);
    for (let n = 1; n < PROCESSES[contender]; n++)
      await stage.start('pressbox', { ...stores.settings, PORT: String(target.port) });
    await stage.aim(target);
    // Each process has to see as much as one alone.
    await stage.warmUp(PROCESSES[contender]);
    await pause(SETTLE_MS);
    await stage.load.ask('connect', stage.readers);
    const before = await usages(stage);
    const cost = await stage.cost(() => stage.load.ask('publishPaced', PACED));
    const shares = (await usages(stage)).map((usage, n) => cpuUs(before[n] ?? usage, usage) / cost.cpuUs);
    const deliveries = PACED.count * stage.readers;
    return {
      deliveryCpuUs: cost.cpuUs / deliveries,
      deliveryUserUs: cost.userUs / deliveries,
      lastReaderMs: cost.value.lastReaderMs,
      readerP99Ms: cost.value.readerP99Ms,
      lesserShare: shares.length === 1 ? Number.NaN : Math.min(...shares),
      ...(await stage.load.ask('faults')),
    };
  },
};

function usages(stage: Stage) {
  return Promise.all(stage.servers.map(server => server.ask('usage', { collected: false })));
}
