import type { ReplayItem } from './replay-plan.ts';

/** Monotonic milliseconds, and sleep that ends early when the signal is given. */
export interface Pace {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface Replayed {
  readonly published: number;
  readonly elapsedMs: number;
  /** How long each publish took, retries included. */
  readonly durationsMs: readonly number[];
}

/**
 * Publishes one after another, each when its recorded time has come: `speed` times as fast as it happened, or with Infinity as fast
 * as the answers come. What is late is published at once. Ends early, after the publish in hand, when `signal` is given.
 */
export async function replayItems(
  items: readonly ReplayItem[],
  options: {
    readonly speed: number;
    readonly publish: (item: ReplayItem) => Promise<void>;
    readonly onPublished: (item: ReplayItem, count: number) => void;
    readonly pace: Pace;
    readonly signal: AbortSignal;
  },
): Promise<Replayed> {
  const { speed, publish, onPublished, pace, signal } = options;
  const durationsMs: number[] = [];
  const startedAt = pace.now();
  const firstOffsetMs = items[0]?.offsetMs ?? 0;
  for (const item of items) {
    const dueMs = startedAt + (item.offsetMs - firstOffsetMs) / speed;
    while (pace.now() < dueMs && !signal.aborted) await pace.sleep(dueMs - pace.now());
    if (signal.aborted) break;
    const sentAt = pace.now();
    await publish(item);
    durationsMs.push(pace.now() - sentAt);
    onPublished(item, durationsMs.length);
  }
  return { published: durationsMs.length, elapsedMs: pace.now() - startedAt, durationsMs };
}

export function formatReplayed({ published, elapsedMs, durationsMs }: Replayed): string {
  const entries = `${published} ${published === 1 ? 'entry' : 'entries'}`;
  if (published === 0) return `Published ${entries}.`;
  const seconds = elapsedMs / 1_000;
  const sorted = durationsMs.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1);
  return [
    `Published ${entries} in ${seconds.toFixed(1)} s, ${(published / seconds).toFixed(1)} a second.`,
    `A publish took ${at(0.5)} ms (median), ${at(0.99)} ms (99th percentile).`,
  ].join(' ');
}
