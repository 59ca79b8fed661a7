import type { RequestHandler } from 'express';
import { isOperator } from '#server/auth/operator-key.ts';
import { signedInUser } from '#server/auth/request-user.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import { TokenBucket } from '#server/token-bucket.ts';

interface CommandLimitOptions {
  /** 0: no limit. */
  readonly perSecond: number;
  /** Milliseconds of a clock that nobody puts back. */
  readonly clock?: () => number;
}

/** A program may bring a day's coverage at once; after so many seconds' worth it goes on at the steady rate. */
const BURST_SECONDS = 20;

/**
 * Whoever is not signed in, or sends commands faster than any newsroom does, is refused before the body is read. Counted by this node
 * alone, for each account: a limit on what one of them costs, not a promise. The operator's imports and replays go at their own pace.
 */
export function commandLimit({ perSecond, clock = () => performance.now() }: CommandLimitOptions): RequestHandler {
  const size = { perSecond, burst: perSecond * BURST_SECONDS };
  /** As many as there are accounts. */
  const buckets = new Map<string, TokenBucket>();
  return (request, response, next) => {
    if (request.method !== 'POST') return next();
    const user = signedInUser(response);
    if (perSecond === 0 || isOperator(user)) return next();
    const bucket = buckets.get(user.id) ?? new TokenBucket();
    buckets.set(user.id, bucket);
    const waitMs = bucket.take(clock(), size);
    if (waitMs > 0) throw new RefusalError({ ...TOO_MANY_COMMANDS, retryAfterMs: waitMs });
    next();
  };
}

const TOO_MANY_COMMANDS: Refusal = {
  status: 429,
  code: 'too-many-commands',
  reason: 'Your account sends more than the server takes in so short a time. Your text is kept; this is sent again.',
};
