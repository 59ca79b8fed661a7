import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late work began in the last minute, in milliseconds: `typical` is the middle one of its parts' 99th percentiles. */
export interface LoopDelay {
  readonly typicalMs: number;
  readonly longestMs: number;
}

const SAMPLE_EVERY_MS = 20;
const PART_MS = 5_000;
const PARTS_IN_A_MINUTE = 12;
const NS_PER_MS = 1e6;

/** Watches how long the event loop keeps work waiting. */
export class LoopDelayMonitor {
  readonly #histogram = monitorEventLoopDelay({ resolution: SAMPLE_EVERY_MS });
  readonly #parts: { readonly p99Ms: number; readonly longestMs: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#histogram.enable();
    // Not in the timer's own turn: where that came late, the histogram's is due too and may be served after it.
    this.#timer = setInterval(() => setImmediate(() => this.#take()), PART_MS).unref();
  }

  get lastMinute(): LoopDelay {
    const parts = [...this.#parts, this.#now()];
    const p99s = parts.map(part => part.p99Ms).toSorted((a, b) => a - b);
    return {
      typicalMs: p99s[Math.floor(p99s.length / 2)] ?? 0,
      longestMs: Math.max(...parts.map(part => part.longestMs)),
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #take(): void {
    this.#parts.push(this.#now());
    if (this.#parts.length > PARTS_IN_A_MINUTE) this.#parts.shift();
    this.#histogram.reset();
  }

  #now(): { p99Ms: number; longestMs: number } {
    return { p99Ms: lateness(this.#histogram.percentile(99)), longestMs: lateness(this.#histogram.max) };
  }
}

/** The histogram counts from sample to sample, its own pause included. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NS_PER_MS - SAMPLE_EVERY_MS);
}
