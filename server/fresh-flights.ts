interface Flight<T> {
  readonly current: Promise<T>;
  /** Begins when `current` has ended. */
  next: Promise<T> | null;
}

/**
 * Loads that many ask for at once happen once. Whoever asks gets what was loaded after the asking: what is under way may have read the
 * store just before a withdrawal whose answer the asker has seen (D11), so it waits for the flight after that one, with all the others.
 */
export class FreshFlights<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** The same `key` stands for the same `load`. */
  load(key: string, load: () => Promise<T>): Promise<T> {
    const flight = this.#flights.get(key);
    if (flight === undefined) return this.#begin(key, load);
    flight.next ??= flight.current.then(ended, ended).then(() => this.#begin(key, load));
    return flight.next;
  }

  /** Whether something is on its way under this key. */
  has(key: string): boolean {
    return this.#flights.has(key);
  }

  #begin(key: string, load: () => Promise<T>): Promise<T> {
    const flight: Flight<T> = { current: load(), next: null };
    this.#flights.set(key, flight);
    const forget = () => {
      if (flight.next === null) this.#flights.delete(key);
    };
    flight.current.then(forget, forget);
    return flight.current;
  }
}

function ended(): void {}
