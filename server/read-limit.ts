import type { IncomingMessage } from 'node:http';
import { addressKey, readerAddress } from './address.ts';
import type { Config } from './config.ts';
import { type Refusal, RefusalError } from './refusal.ts';
import { TokenBucket } from './token-bucket.ts';
import { type Place, Turns } from './turns.ts';

/** What is read for one who asks, and not once for all: what it costs, measured in pages of entries. */
const COSTS = { page: 1, missed: 1, versions: 1, picked: 2, past: 3, search: 4, export: 20 } as const;
export type CostlyRead = keyof typeof COSTS;

export type RefusedRead = keyof typeof REFUSALS;

/** What is known of who asks. */
export type Asking = Pick<IncomingMessage, 'socket' | 'headers'>;

/** After a quiet time so many seconds' worth may come at once: somebody who types, or looks through what there is. */
const BURST_SECONDS = { ofOne: 10, ofAll: 4 };
/** Those who are counted one by one; then all are forgotten, and the limit of all holds. */
const MAX_ADDRESSES = 10_000;
const MAX_WAITING = 100;
const WAIT_WITHIN_MS = 5_000;
/** Those who are told to come back do so spread over this time. */
const RETURN_WITHIN_MS = 3_000;

interface ReadLimitOptions {
  readonly config: Pick<Config, 'reads' | 'trustedProxies'>;
  /** Milliseconds of a clock that nobody puts back. */
  readonly clock?: () => number;
  readonly random?: () => number;
}

/**
 * How much this node reads for single readers: for each address and in all, and at once. What many ask for is read once for all of them
 * and is not counted. Whose address is not known is counted with all only.
 */
export class ReadLimit {
  readonly #options: ReadLimitOptions;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #all = new TokenBucket();
  readonly #turns: Turns;
  readonly #refused: Record<RefusedRead, number> = { address: 0, node: 0, queue: 0, exports: 0 };

  constructor(options: ReadLimitOptions) {
    const { config, clock = () => performance.now() } = options;
    this.#options = options;
    this.#clock = clock;
    const refusal = () => this.refusal('queue', 0);
    const { atOnce } = config.reads;
    this.#turns = new Turns({ atOnce, waiting: MAX_WAITING, withinMs: WAIT_WITHIN_MS, clock, refusal });
  }

  /** How many were refused since the start, by reason. */
  get refused(): Readonly<Record<RefusedRead, number>> {
    return this.#refused;
  }

  /** Throws a refusal where more is asked for than is meant to be read. */
  charge(asking: Asking, kind: CostlyRead): void {
    const { reads, trustedProxies } = this.#options.config;
    const cost = COSTS[kind];
    const address = readerAddress(asking, trustedProxies);
    // The address first: what it may not have must not be taken from the others.
    if (address !== null) this.#take('address', this.#bucketOf(addressKey(address)), reads.perAddress, cost);
    // After a break many readers come back at once, each from a place of its own.
    if (kind !== 'missed') this.#take('node', this.#all, reads.perSecond, cost);
  }

  /** Reads when it is its turn, so that publishing never waits behind readers. */
  run<T>(read: () => Promise<T>, place: Place): Promise<T> {
    return this.#turns.run(read, place);
  }

  refusal(reason: RefusedRead, waitMs: number): RefusalError {
    const { random = Math.random } = this.#options;
    this.#refused[reason] += 1;
    const retryAfterMs = Math.round(waitMs + random() * RETURN_WITHIN_MS);
    return new RefusalError({ ...REFUSALS[reason], retryAfterMs });
  }

  #take(reason: 'address' | 'node', bucket: TokenBucket, perSecond: number, cost: number): void {
    if (perSecond === 0) return;
    const seconds = reason === 'address' ? BURST_SECONDS.ofOne : BURST_SECONDS.ofAll;
    // Also where little is allowed, the dearest read must be to be had.
    const burst = Math.max(perSecond * seconds, COSTS.export);
    const waitMs = bucket.take(this.#clock(), { perSecond, burst }, cost);
    if (waitMs > 0) throw this.refusal(reason, waitMs);
  }

  #bucketOf(key: string): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket();
    if (this.#buckets.size >= MAX_ADDRESSES) this.#buckets.clear();
    // A copy: what was cut out of a header would keep all of it in memory.
    this.#buckets.set(Buffer.from(key).toString(), bucket);
    return bucket;
  }
}

const BUSY = 'More is read at this moment than the server takes. Try again in a few seconds.';
const REFUSALS = {
  address: {
    status: 429,
    code: 'too-many-reads',
    reason: 'More is read from your address than the server takes in so short a time. Try again in a moment.',
  },
  node: { status: 503, code: 'too-many-reads', reason: BUSY },
  queue: { status: 503, code: 'too-many-reads', reason: BUSY },
  exports: {
    status: 503,
    code: 'too-many-exports',
    reason: 'Several articles are being exported at this moment. Try again in a few seconds.',
  },
} as const satisfies Record<string, Refusal>;
