import type { IncomingMessage } from 'node:http';
import { addressKey, readerAddress } from '#server/address.ts';
import type { Config } from '#server/config.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { type BucketSize, TokenBucket } from '#server/token-bucket.ts';

/** Throws a refusal where more is searched than the store is meant to bear. */
export type SearchLimit = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => void;

/** A search reads the words of a whole article. Somebody who types sends some a second for a while. */
const OF_ONE: BucketSize = { perSecond: 2, burst: 20 };
const OF_ALL: BucketSize = { perSecond: 30, burst: 120 };
/** Those who are counted one by one; then all are forgotten, and the limit of all holds. */
const MAX_ADDRESSES = 10_000;

export interface SearchLimitOptions {
  readonly config: Pick<Config, 'trustedProxies'>;
  /** Milliseconds of a clock that nobody puts back. */
  readonly clock?: () => number;
}

/** Counted by this node alone, for each address and in all. Whose address is not known is counted with all only. */
export function searchLimit({ config, clock = () => performance.now() }: SearchLimitOptions): SearchLimit {
  const buckets = new Map<string, TokenBucket>();
  const all = new TokenBucket();
  return request => {
    const address = readerAddress(request, config.trustedProxies);
    const waitMs = address === null ? 0 : bucketOf(addressKey(address)).take(clock(), OF_ONE);
    const refusedMs = waitMs > 0 ? waitMs : all.take(clock(), OF_ALL);
    if (refusedMs > 0) throw new RefusalError({ ...TOO_MANY_SEARCHES, retryAfterMs: refusedMs });
  };

  function bucketOf(key: string): TokenBucket {
    const bucket = buckets.get(key) ?? new TokenBucket();
    if (buckets.size >= MAX_ADDRESSES) buckets.clear();
    buckets.set(key, bucket);
    return bucket;
  }
}

const TOO_MANY_SEARCHES: Refusal = {
  status: 429,
  code: 'too-many-searches',
  reason: 'More is searched than the server takes in so short a time. Try again in a moment.',
};
