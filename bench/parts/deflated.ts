import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { readerMemory } from '../reader-memory.ts';
import { SETTLE_MS, Stage } from '../stage.ts';

const PACED = { count: 40, gapMs: 20 };
const TRAFFIC = { count: 5, gapMs: 0 };

const LINES = {
  deliveryCpuUs: { label: 'one at a time: server CPU a delivery, µs', goal: '≤ 1.1 x' },
  deliveryUserUs: { label: 'its user-space part, µs' },
  lastReaderMs: { label: 'last reader has it, ms' },
  wireBytes: { label: 'bytes a delivery, frame included' },
  readerResidentKb: {
    label: 'a reader after traffic: resident memory, KB',
    goal: '≤ 2 KB more',
    compared: 'difference',
  },
  readerHeapKb: { label: 'of that JavaScript heap, KB', compared: 'difference' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

/** The same changes to readers who negotiated permessage-deflate and to readers who did not. */
export const deflated: Part<'deflated' | 'plain', keyof typeof LINES> = {
  title: 'readers that negotiated permessage-deflate; changes of 1 KB',
  contenders: { deflated: 'deflated', plain: 'plain' },
  lines: LINES,
  readers: asked => asked,
  async measure(contender, setting) {
    await using stage = new Stage(setting);
    await stage.aim(await stage.start('pressbox'), { deflate: contender === 'deflated' });
    const memory = await readerMemory(stage, () => stage.load.ask('publishPaced', TRAFFIC));
    await stage.warmUp();
    await pause(SETTLE_MS);
    await stage.load.ask('connect', stage.readers);
    const bytesBefore = await stage.load.ask('bytes');
    const { cpuUs, userUs, value } = await stage.cost(() => stage.load.ask('publishPaced', PACED));
    const deliveries = PACED.count * stage.readers;
    return {
      deliveryCpuUs: cpuUs / deliveries,
      deliveryUserUs: userUs / deliveries,
      lastReaderMs: value.lastReaderMs,
      wireBytes: ((await stage.load.ask('bytes')) - bytesBefore) / deliveries,
      ...memory,
      ...(await stage.load.ask('faults')),
    };
  },
};
