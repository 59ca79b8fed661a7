import type { Delivery } from './load/load.ts';
import type { OpenLoop } from './load/open-loop.ts';
import { median, percentile } from './statistics.ts';

/** Times from sending a publish, in milliseconds. */
export interface Times {
  readonly readerP50Ms: number;
  readonly readerP99Ms: number;
  /** The last reader has it: the median over the publishes. */
  readonly lastReaderMs: number;
  readonly firstReaderP50Ms: number;
  readonly firstReaderP99Ms: number;
  readonly answeredP50Ms: number;
  readonly publishes: number;
}

export function summary(deliveries: readonly Delivery[]): Times {
  const readers = deliveries.flatMap(({ readersMs }) => readersMs);
  const first = deliveries.map(({ readersMs }) => readersMs[0] ?? Number.NaN);
  return {
    readerP50Ms: percentile(readers, 0.5),
    readerP99Ms: percentile(readers, 0.99),
    lastReaderMs: median(deliveries.map(({ readersMs }) => readersMs.at(-1) ?? Number.NaN)),
    firstReaderP50Ms: percentile(first, 0.5),
    firstReaderP99Ms: percentile(first, 0.99),
    answeredP50Ms: percentile(
      deliveries.map(({ answeredMs }) => answeredMs),
      0.5,
    ),
    publishes: deliveries.length,
  };
}

/** Of publishes at a rate. What was not delivered in time counts with the time that it had taken by then: the least it can be. */
export function openLoopSummary({ readersMs, undeliveredMs }: OpenLoop) {
  const all = [...readersMs, ...undeliveredMs];
  return {
    readerP50Ms: percentile(all, 0.5),
    readerP99Ms: percentile(all, 0.99),
    undelivered: undeliveredMs.length,
  };
}
