export interface BucketSize {
  readonly perSecond: number;
  /** How many may be taken at once after a quiet time. */
  readonly burst: number;
}

/** Tokens that come back at a steady rate. All it keeps is the time at which it will be full again. */
export class TokenBucket {
  #fullAt = Number.NEGATIVE_INFINITY;

  /** Takes so many, or none of them. Answers for how many milliseconds they are not there; 0 where they were taken. */
  take(nowMs: number, { perSecond, burst }: BucketSize, count = 1): number {
    const refillMs = 1_000 / perSecond;
    const takenMs = count * refillMs;
    const emptyFullAt = nowMs + burst * refillMs;
    // No fuller than full, and no emptier than empty even where the clock was put back.
    this.#fullAt = Math.min(Math.max(this.#fullAt, nowMs), emptyFullAt);
    if (this.#fullAt + takenMs > emptyFullAt) return this.#fullAt + takenMs - emptyFullAt;
    this.#fullAt += takenMs;
    return 0;
  }
}
