import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { addressKey, readerAddress } from './address.ts';
import type { Config } from './config.ts';
import type { Refusal } from './refusal.ts';
import { TokenBucket } from './token-bucket.ts';

interface AdmissionOptions {
  readonly config: Pick<Config, 'limits' | 'trustedProxies'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Milliseconds of a clock that nobody puts back. */
  readonly clock?: () => number;
  readonly random?: () => number;
}

/** What an admitted reader has, and gives back once. Those of one address share it: one for each would cost every reader some memory. */
export interface Place {
  readonly leave: () => void;
}

interface CountedPlace extends Place {
  readers: number;
}

type RefusedAs = keyof typeof REFUSALS;

/** Those who are told to come back do so spread over this time. */
const RETURN_MS = { soon: [1_000, 20_000], later: [10_000, 40_000] } as const;
const SECOND_MS = 1_000;
const LOG_EVERY_MS = 60_000;

/** Says which readers this node takes, however they follow: as many, and as many at once, as it is meant to bear. */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #clock: () => number;
  /** By address; `''` stands for all whose address is not known. */
  readonly #places = new Map<string, CountedPlace>();
  #readers = 0;
  readonly #arrivals = new TokenBucket();
  /** Those of this second, by address. */
  #arrivalsAt = new Map<string, number>();
  #second = 0;
  readonly #refused: Record<RefusedAs, number> = {
    'node-full': 0,
    'node-busy': 0,
    'address-full': 0,
    'address-busy': 0,
  };
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** Readers on this node. */
  get readers(): number {
    return this.#readers;
  }

  /** How many were refused since the start, by reason. */
  get refused(): Readonly<Record<RefusedAs, number>> {
    return this.#refused;
  }

  /** A place, and the reader counts until it leaves it; or why there is none, to be answered in its stead. */
  admit(request: Pick<IncomingMessage, 'socket' | 'headers'>): Place | Refusal {
    const address = readerAddress(request, this.#options.config.trustedProxies);
    const key = address === null ? '' : addressKey(address);
    const refusedAs = this.#judge(key);
    if (refusedAs !== null) return this.#refuse(refusedAs, key);
    const place = this.#placeOf(key);
    place.readers += 1;
    this.#readers += 1;
    return place;
  }

  /** The address first: what it may not have must not be taken from the others. */
  #judge(key: string): RefusedAs | null {
    const { limits } = this.#options.config;
    const now = this.#clock();
    if (key !== '' && isReached(limits.readersPerAddress, this.#places.get(key)?.readers ?? 0)) return 'address-full';
    const arrivals = key === '' ? 0 : this.#arrivalsOf(key, now);
    if (isReached(limits.arrivalsPerAddress, arrivals)) return 'address-busy';
    if (isReached(limits.readers, this.#readers)) return 'node-full';
    const size = { perSecond: limits.arrivalsPerSecond, burst: limits.arrivalsAtOnce };
    if (size.perSecond > 0 && this.#arrivals.take(now, size) > 0) return 'node-busy';
    if (key !== '') this.#arrivalsAt.set(key, arrivals + 1);
    return null;
  }

  #placeOf(key: string): CountedPlace {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place: CountedPlace = {
      readers: 0,
      leave: () => {
        this.#readers -= 1;
        place.readers -= 1;
        if (place.readers === 0) this.#places.delete(key);
      },
    };
    // A copy: what was cut out of a header would keep all of it in memory.
    this.#places.set(Buffer.from(key).toString(), place);
    return place;
  }

  #arrivalsOf(key: string, now: number): number {
    const second = Math.floor(now / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#arrivalsAt = new Map();
    }
    return this.#arrivalsAt.get(key) ?? 0;
  }

  #refuse(refusedAs: RefusedAs, key: string): Refusal {
    const { log, random = Math.random } = this.#options;
    this.#refused[refusedAs] += 1;
    const now = this.#clock();
    if (now - this.#loggedAt >= LOG_EVERY_MS) {
      this.#loggedAt = now;
      log.warn({ code: refusedAs, address: key, refused: this.#refused }, 'readers are refused');
    }
    const { status, reason, comeBack } = REFUSALS[refusedAs];
    const [from, to] = RETURN_MS[comeBack];
    return { status, code: refusedAs, reason, retryAfterMs: Math.round(from + random() * (to - from)) };
  }
}

const REFUSALS = {
  'node-full': {
    status: 503,
    reason: 'This server has as many readers as it takes. Come back in a while.',
    comeBack: 'later',
  },
  'node-busy': { status: 503, reason: 'More readers come at once than this server takes in.', comeBack: 'soon' },
  'address-full': { status: 429, reason: 'Too many readers follow from this address.', comeBack: 'later' },
  'address-busy': { status: 429, reason: 'Too many readers come from this address at once.', comeBack: 'soon' },
} as const;

/** 0 stands for "no limit". */
function isReached(limit: number, count: number): boolean {
  return limit > 0 && count >= limit;
}
