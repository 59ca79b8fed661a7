import type { BusState } from '#server/bus/bus.ts';
import type { CutReason, Pass } from '#server/delivery-watch.ts';
import type { Trouble } from '#shared/delivery.ts';
import { RECENT_MINUTES, SLOW_DELIVERY_MS } from './delivery-record.ts';
import type { LoopDelay } from './loop-delay.ts';
import type { StoreState } from './store-health.ts';

export interface Facts {
  readonly now: number;
  readonly store: StoreState;
  readonly bus: BusState;
  readonly loop: LoopDelay;
  readonly diskFreeBytes: number | null;
  readonly readersHere: number;
  readonly passes: readonly Pass[];
  readonly cuts: Readonly<Record<CutReason, number>>;
}

/** Enough for a day of coverage, and for somebody to come and look. */
export const LOW_DISK_BYTES = 1024 ** 3;
/** At this, half of what the promise of a second leaves is spent on waiting. */
const BUSY_DELAY_MS = 200;
/** Readers in tunnels are cut every day; where it is one in twenty, it is not the readers. */
const CUT_SHARE = 0.05;
const MIN_CUT = 3;
const MINUTE_MS = 60_000;

/** What an editor has to know, the worst first. */
export function troublesOf({ now, store, bus, loop, diskFreeBytes, readersHere, passes, cuts }: Facts): Trouble[] {
  const troubles: Trouble[] = [];
  if (store === 'unavailable') troubles.push({ code: 'store-unavailable' });
  if (store === 'full') troubles.push({ code: 'store-full' });
  else if (diskFreeBytes !== null && diskFreeBytes < LOW_DISK_BYTES)
    troubles.push({ code: 'disk-low', freeBytes: diskFreeBytes });
  if (!bus.isConnected) troubles.push({ code: 'bus-down', kind: bus.kind });
  if (loop.typicalMs > BUSY_DELAY_MS) troubles.push({ code: 'node-busy', delayMs: Math.round(loop.typicalMs) });
  const [last] = passes;
  if (last !== undefined && now - last.endedAt < RECENT_MINUTES * MINUTE_MS) {
    const tookMs = Math.round(last.mostAt - last.publishedAt);
    if (tookMs > SLOW_DELIVERY_MS) troubles.push({ code: 'delivery-slow', tookMs });
  }
  if (cuts.queue >= MIN_CUT && cuts.queue > CUT_SHARE * readersHere)
    troubles.push({ code: 'readers-too-slow', cut: cuts.queue });
  return troubles;
}
