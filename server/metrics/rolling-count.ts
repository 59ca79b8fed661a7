const MINUTE_MS = 60_000;

/** Counts by name over the last minutes, to the minute. */
export class RollingCount<Name extends string> {
  readonly #names: readonly Name[];
  readonly #minutes: number;
  readonly #clock: () => number;
  /** Oldest first; only minutes in which there was something. */
  readonly #counted: { readonly minute: number; readonly counts: Record<Name, number> }[] = [];

  constructor(names: readonly Name[], minutes: number, clock: () => number) {
    this.#names = names;
    this.#minutes = minutes;
    this.#clock = clock;
  }

  add(name: Name): void {
    const minute = Math.floor(this.#clock() / MINUTE_MS);
    const last = this.#counted.at(-1);
    if (last?.minute === minute) {
      last.counts[name] += 1;
      return;
    }
    this.#counted.push({ minute, counts: { ...this.#zero(), [name]: 1 } });
    if (this.#counted.length > this.#minutes) this.#counted.shift();
  }

  get counts(): Record<Name, number> {
    const since = Math.floor(this.#clock() / MINUTE_MS) - this.#minutes;
    const sum = this.#zero();
    for (const { minute, counts } of this.#counted)
      if (minute > since) for (const name of this.#names) sum[name] += counts[name];
    return sum;
  }

  #zero(): Record<Name, number> {
    return Object.fromEntries(this.#names.map(name => [name, 0])) as Record<Name, number>;
  }
}
