import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_LINES, type Line, type Part } from '../part.ts';
import { PEER_LABELS } from '../peers/peer-name.ts';
import { SETTLE_MS, Stage } from '../stage.ts';

const MAX_READERS = 1_000;
const PACED = { count: 200, gapMs: 20 };

const LINES = {
  firstReaderP50Ms: { label: 'publish to first reader p50, ms', goal: '≤ 5' },
  firstReaderP99Ms: { label: 'publish to first reader p99, ms' },
  answeredP50Ms: { label: 'publish to its answer p50, ms' },
  readerP50Ms: { label: 'publish to reader p50, ms' },
  ...FAULT_LINES,
} as const satisfies Readonly<Record<string, Line>>;

/** From HTTP in, through the commit with fsync, to whoever has it first. */
export const firstReader: Part<'pressbox', keyof typeof LINES> = {
  title: 'one publish at a time, changes of 1 KB',
  contenders: { pressbox: PEER_LABELS.pressbox },
  lines: LINES,
  readers: asked => Math.min(asked, MAX_READERS),
  async measure(peer, setting) {
    await using stage = new Stage(setting);
    await stage.aim(await stage.start(peer));
    await stage.warmUp();
    await stage.load.ask('connect', stage.readers);
    await pause(SETTLE_MS);
    const times = await stage.load.ask('publishPaced', PACED);
    return { ...times, ...(await stage.load.ask('faults')) };
  },
};
