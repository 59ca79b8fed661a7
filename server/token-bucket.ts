export interface BucketSize {
  readonly perSecond: number;
  /** How many may be taken at once after a quiet time. */
  readonly burst: number;
}

/** Tokens that come back at a steady rate. All it keeps is the time at which it will be full again. */
export class TokenBucket {
  #fullAt = Number.NEGATIVE_INFINITY;

  /** Takes one. Answers for how many milliseconds there is none; 0 where it was taken. */
  take(nowMs: number, { perSecond, burst }: BucketSize): number {
    const refillMs = 1_000 / perSecond;
    const emptyFullAt = nowMs + burst * refillMs;
    // No fuller than full, and no emptier than empty even where the clock was put back.
    this.#fullAt = Math.min(Math.max(this.#fullAt, nowMs), emptyFullAt);
    if (this.#fullAt + refillMs > emptyFullAt) return this.#fullAt + refillMs - emptyFullAt;
    this.#fullAt += refillMs;
    return 0;
  }
}
