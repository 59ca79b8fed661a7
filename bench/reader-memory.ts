import { setTimeout as pause } from 'node:timers/promises';
import { SETTLE_MS, type Stage } from './stage.ts';

const FIRST_READERS_SHARE = 0.1;
const BYTES_PER_KB = 1024;

/**
 * What a reader holds in the servers' memory. Comes before other phases: pages that they used and left would hide what readers need.
 * The first few readers bring in code and caches, so it is the others who are counted. `afterwards` happens to all who are there.
 */
export async function readerMemory(stage: Stage, afterwards: () => Promise<unknown> = async () => {}) {
  const first = Math.ceil(stage.readers * FIRST_READERS_SHARE);
  const counted = stage.readers - first;
  const held = async (readers: number) => {
    await stage.load.ask('connect', readers);
    await afterwards();
    await pause(SETTLE_MS);
    return stage.usage({ collected: true });
  };
  const before = await held(first);
  const after = await held(counted);
  await stage.load.ask('leave');
  return {
    readerResidentKb: (after.residentBytes - before.residentBytes) / BYTES_PER_KB / counted,
    readerHeapKb: (after.heapBytes - before.heapBytes) / BYTES_PER_KB / counted,
  };
}
