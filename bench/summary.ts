import type { Delivery } from './load/load.ts';
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
  };
}
