const COMPLETE_WITHIN_MS = 60_000;

/** When each change reached each reader. */
export class Arrivals {
  readonly #bySeq = new Map<number, Arrival>();
  #fail: (error: Error) => void = () => {};
  readonly #failed: Promise<never>;
  /** All that readers read, HTTP and frames included. */
  bytes = 0;

  constructor() {
    this.#failed = new Promise((_resolve, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => {});
  }

  take(seq: number, atMs: number): void {
    this.#of(seq).take(atMs);
  }

  countBytes(bytes: number): void {
    this.bytes += bytes;
  }

  /** When `count` readers have the change: the times at which they got it, earliest first. */
  async complete(seq: number, count: number): Promise<readonly number[]> {
    const atMs = await this.within(seq, count, COMPLETE_WITHIN_MS);
    if (atMs.length < count) throw new Error(`change ${seq} reached ${atMs.length} of ${count} readers in a minute`);
    return atMs;
  }

  /** The same, or the times of those who have it when the time is over. */
  async within(seq: number, count: number, withinMs: number): Promise<readonly number[]> {
    const arrival = this.#of(seq);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, withinMs);
    });
    try {
      await Promise.race([arrival.reached(count), late, this.#failed]);
    } finally {
      clearTimeout(timer);
      this.#bySeq.delete(seq);
    }
    return arrival.atMs;
  }

  /** Ends all waiting: a reader was lost, so what is waited for will not come. */
  fail(error: Error): void {
    this.#fail(error);
  }

  #of(seq: number): Arrival {
    let arrival = this.#bySeq.get(seq);
    if (arrival === undefined) {
      arrival = new Arrival();
      this.#bySeq.set(seq, arrival);
    }
    return arrival;
  }
}

class Arrival {
  readonly atMs: number[] = [];
  #wanted = Number.POSITIVE_INFINITY;
  #resolve: () => void = () => {};

  take(atMs: number): void {
    this.atMs.push(atMs);
    if (this.atMs.length === this.#wanted) this.#resolve();
  }

  reached(count: number): Promise<void> {
    if (this.atMs.length >= count) return Promise.resolve();
    this.#wanted = count;
    return new Promise(resolve => {
      this.#resolve = resolve;
    });
  }
}
