import { setTimeout as pause } from 'node:timers/promises';
import type { Arrivals } from './arrivals.ts';
import type { Publisher } from './publisher.ts';

export interface Rate {
  readonly count: number;
  readonly perSecond: number;
  /** How long after the last publish there may still be something on its way. */
  readonly patienceMs: number;
}

/** What came of publishing at a rate that nobody's answer slows down. */
export interface OpenLoop {
  /** From the moment at which each publish was due, to each reader that got it. */
  readonly readersMs: readonly number[];
  /** Deliveries that had not happened when the time was over, each with the time that it had taken by then. */
  readonly undeliveredMs: readonly number[];
}

/** A publish whenever one is due. Times count from then, so that a late client makes figures worse and never better. */
export async function publishAtRate(
  { publisher, arrivals }: { readonly publisher: Publisher; readonly arrivals: Arrivals },
  readers: number,
  { count, perSecond, patienceMs }: Rate,
): Promise<OpenLoop> {
  const beganMs = performance.now();
  const endMs = beganMs + (count / perSecond) * 1_000 + patienceMs;
  const deliveries: Promise<readonly number[]>[] = [];
  for (let n = 0; n < count; n++) {
    const dueMs = beganMs + (n / perSecond) * 1_000;
    await pause(Math.max(0, dueMs - performance.now()));
    deliveries.push(delivered(dueMs));
  }
  const times = await Promise.all(deliveries);
  const undelivered = times.flatMap((readersMs, n) =>
    Array<number>(readers - readersMs.length).fill(endMs - beganMs - (n / perSecond) * 1_000),
  );
  return { readersMs: times.flat(), undeliveredMs: undelivered };

  async function delivered(dueMs: number): Promise<readonly number[]> {
    const published = await within(publisher.publish(), endMs - performance.now());
    if (published === null) return [];
    const atMs = await arrivals.within(published.seq, readers, Math.max(0, endMs - performance.now()));
    return atMs.map(at => at - dueMs);
  }
}

/** Null where it takes longer. */
async function within<T>(promised: Promise<T>, ms: number): Promise<T | null> {
  const late = new AbortController();
  const time = pause(Math.max(0, ms), null, { signal: late.signal }).catch(() => null);
  try {
    return await Promise.race([promised, time]);
  } finally {
    late.abort();
    promised.catch(() => {});
  }
}
