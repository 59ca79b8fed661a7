import { setImmediate as turn } from 'node:timers/promises';

interface TurnsOptions {
  /** So many run at once; 0: as many as come. */
  readonly atOnce: number;
  /** So many wait for a turn of theirs. */
  readonly waiting: number;
  /** So long they wait. */
  readonly withinMs: number;
  /** Milliseconds of a clock that nobody puts back. */
  readonly clock: () => number;
  /** What those get for whom it takes too long. */
  readonly refusal: () => Error;
}

interface Waiting {
  readonly until: number;
  readonly begin: () => void;
  readonly refuse: (error: Error) => void;
}

/** Work of which only so much is under way at once; what comes beyond it waits in line. Between two pieces everybody else gets a turn. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #line: Waiting[] = [];
  #running = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Throws the refusal where too many wait already, or for too long; `patient` work waits until it is its turn. */
  async run<T>(work: () => Promise<T>, how: 'impatient' | 'patient' = 'impatient'): Promise<T> {
    await this.#begin(how);
    try {
      await turn();
      return await work();
    } finally {
      this.#end();
    }
  }

  async #begin(how: 'impatient' | 'patient'): Promise<void> {
    const { atOnce, waiting, withinMs, clock, refusal } = this.#options;
    if (atOnce === 0 || this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    if (how === 'impatient' && this.#line.length >= waiting) throw refusal();
    const until = how === 'patient' ? Number.POSITIVE_INFINITY : clock() + withinMs;
    await new Promise<void>((begin, refuse) => this.#line.push({ until, begin, refuse }));
  }

  /** The place goes to the first in line who has not waited too long. */
  #end(): void {
    const { clock, refusal } = this.#options;
    for (let next = this.#line.shift(); next !== undefined; next = this.#line.shift()) {
      if (next.until >= clock()) return next.begin();
      next.refuse(refusal());
    }
    this.#running -= 1;
  }
}
