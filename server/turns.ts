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

/**
 * `first`: goes before the others, is never refused, and waits as long as it takes; for what everybody reads. `last`: is refused where
 * too many wait already, or where it takes too long.
 */
export type Place = 'first' | 'last';

/** Work of which only so much is under way at once; what comes beyond it waits in line. Between two pieces everybody else gets a turn. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #lines: Readonly<Record<Place, Waiting[]>> = { first: [], last: [] };
  #running = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  async run<T>(work: () => Promise<T>, place: Place): Promise<T> {
    await this.#begin(place);
    try {
      await turn();
      return await work();
    } finally {
      this.#end();
    }
  }

  async #begin(place: Place): Promise<void> {
    const { atOnce, waiting, withinMs, clock, refusal } = this.#options;
    if (atOnce === 0 || this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    const line = this.#lines[place];
    if (place === 'last' && line.length >= waiting) throw refusal();
    const until = place === 'first' ? Number.POSITIVE_INFINITY : clock() + withinMs;
    await new Promise<void>((begin, refuse) => line.push({ until, begin, refuse }));
  }

  /** The place goes to the first in line who has not waited too long. */
  #end(): void {
    const { clock, refusal } = this.#options;
    const { first, last } = this.#lines;
    for (let next = first.shift() ?? last.shift(); next !== undefined; next = last.shift()) {
      if (next.until >= clock()) return next.begin();
      next.refuse(refusal());
    }
    this.#running -= 1;
  }
}
