import type { RequestHandler } from 'express';
import { isOperator } from '#server/auth/operator-key.ts';
import { signedInUser } from '#server/auth/request-user.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { type BucketSize, TokenBucket } from '#server/token-bucket.ts';

/** The card of a camera at once, then three a minute: what nobody publishes goes after a day, and until then must not fill the disk. */
const OF_ACCOUNT: BucketSize = { perSecond: 1 / 20, burst: 100 };

/** Refuses before the body is read, for each account. Counted by this node alone; `clock`: milliseconds of one that nobody puts back. */
export function uploadLimit(clock: () => number = () => performance.now()): RequestHandler {
  /** As many as there are accounts. */
  const buckets = new Map<string, TokenBucket>();
  return (_request, response, next) => {
    const user = signedInUser(response);
    if (isOperator(user)) return next();
    const bucket = buckets.get(user.id) ?? new TokenBucket();
    buckets.set(user.id, bucket);
    const waitMs = bucket.take(clock(), OF_ACCOUNT);
    if (waitMs > 0) throw new RefusalError({ ...TOO_MANY_UPLOADS, retryAfterMs: waitMs });
    next();
  };
}

const TOO_MANY_UPLOADS: Refusal = {
  status: 429,
  code: 'too-many-uploads',
  reason: 'Your account uploads more pictures than the server takes in so short a time. Try again in a minute.',
};
