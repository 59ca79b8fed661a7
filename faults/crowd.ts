import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from '#shared/article.ts';
import { percentile } from '../bench/statistics.ts';
import type { Operation } from './history.ts';
import { LightReader } from './light-reader.ts';

const OPENED_AT_ONCE = 100;
const SWEEP_MS = 5_000;
const POLL_MS = 20;

export interface CrowdOptions {
  readonly count: number;
  readonly ports: readonly number[];
  readonly slug: string;
  readonly since: Position;
  readonly random: () => number;
}

/** p50, p95, p99 and the most, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

const RETURNED_SHARES = [0.5, 0.95, 1];

export interface Returned {
  readonly half: number;
  /** 95 of 100. */
  readonly most: number;
  readonly all: number;
  /** Of that, what the slowest connection took from its reader's own try on. */
  readonly slowestTry: number;
}

/** Thousands of light readers of one article. */
export class Crowd implements Disposable {
  readonly #readers: LightReader[] = [];
  /** By `seq`: when readers had it. */
  readonly #arrivals = new Map<number, { count: number; readonly atMs: Float64Array }>();
  readonly #sweep: NodeJS.Timeout;

  /** Resolves when all of them follow. */
  static async open(options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd();
    const { count, ports, slug, since, random } = options;
    const arrived = (seq: number, atMs: number) => crowd.#arrived(seq, atMs, count);
    for (let n = 0; n < count; n++) {
      crowd.#readers.push(new LightReader({ ports, slug, epoch: since.epoch, random, arrived }, since.seq, n));
      if (n % OPENED_AT_ONCE === 0) await pause(POLL_MS);
    }
    await crowd.allLive();
    return crowd;
  }

  private constructor() {
    this.#sweep = setInterval(() => {
      for (const reader of this.#readers) reader.sweep(performance.now());
    }, SWEEP_MS);
  }

  get size(): number {
    return this.#readers.length;
  }

  get deliveries(): number {
    return [...this.#arrivals.values()].reduce((sum, { count }) => sum + count, 0);
  }

  get doubled(): number {
    return this.#readers.reduce((sum, { doubled }) => sum + doubled, 0);
  }

  /** How often a reader was sent a change without the one before. */
  get skipped(): number {
    return this.#readers.reduce((sum, { skipped }) => sum + skipped, 0);
  }

  get resets(): number {
    return this.#readers.reduce((sum, { resets }) => sum + resets, 0);
  }

  /** The longest time that any reader waited between two changes. */
  get longestSilenceMs(): number {
    return this.#readers.reduce((most, { longestSilenceMs }) => Math.max(most, longestSilenceMs), 0);
  }

  /** All connections break at once. */
  lose(): void {
    for (const reader of this.#readers) reader.lose();
  }

  /** Resolves when everybody has a connection: after how many milliseconds half of them had one, nearly all, and all. */
  async allLive(): Promise<Returned> {
    const beganAt = performance.now();
    const reached: number[] = [];
    while (reached.length < RETURNED_SHARES.length) {
      const live = this.#readers.filter(({ isLive }) => isLive).length;
      for (const share of RETURNED_SHARES.slice(reached.length))
        if (live >= share * this.size) reached.push(performance.now() - beganAt);
      if (reached.length < RETURNED_SHARES.length) await pause(POLL_MS);
    }
    const [half = 0, most = 0, all = 0] = reached;
    return { half, most, all, slowestTry: Math.max(...this.#readers.map(({ connectingMs }) => connectingMs)) };
  }

  /** Changes up to `head` that readers do not have. */
  missing(head: number): number {
    return this.#readers.reduce((sum, { last }) => sum + Math.max(0, head - last), 0);
  }

  async caughtUp(head: number, withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (this.missing(head) > 0 && performance.now() < until) await pause(POLL_MS);
  }

  /** From a moment of each acknowledged operation until readers had it. */
  latency(operations: readonly Operation[], from: 'request' | 'answer'): Latency {
    const all: number[] = [];
    for (const { outcome, invokedAt } of operations) {
      if (outcome.status !== 'acknowledged') continue;
      const arrived = this.#arrivals.get(outcome.position.seq);
      const beginMs = from === 'request' ? invokedAt : outcome.at;
      for (const atMs of arrived?.atMs.subarray(0, arrived.count) ?? []) all.push(Math.max(0, atMs - beginMs));
    }
    return {
      ...{ p50: percentile(all, 0.5), p95: percentile(all, 0.95), p99: percentile(all, 0.99) },
      most: percentile(all, 1),
    };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#sweep);
    for (const reader of this.#readers) reader.close();
  }

  #arrived(seq: number, atMs: number, count: number): void {
    let arrival = this.#arrivals.get(seq);
    if (arrival === undefined) {
      arrival = { count: 0, atMs: new Float64Array(count) };
      this.#arrivals.set(seq, arrival);
    }
    arrival.atMs[arrival.count++] = atMs;
  }
}
