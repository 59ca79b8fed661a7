/** What was wrong with the changes that readers got; all three stay 0. */
export interface Faults {
  readonly missing: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
}

/** One reader's order of changes. */
export class Sequence {
  last: number;
  #missing: Set<number> | null = null;
  #duplicates = 0;
  #outOfOrder = 0;

  /** `last` is the position that the reader starts after. */
  constructor(last: number) {
    this.last = last;
  }

  take(seq: number): void {
    if (seq === this.last + 1) this.last = seq;
    else if (seq > this.last) this.#skip(seq);
    else if (this.#missing?.delete(seq)) this.#outOfOrder += 1;
    else this.#duplicates += 1;
  }

  /** Everything up to `last` came in a snapshot. */
  startOver(last: number): void {
    this.last = last;
    this.#missing = null;
  }

  /** What was wrong, where the log has grown to `head`. */
  faults(head: number): Faults {
    const missing = (this.#missing?.size ?? 0) + Math.max(0, head - this.last);
    return { missing, duplicates: this.#duplicates, outOfOrder: this.#outOfOrder };
  }

  #skip(seq: number): void {
    this.#missing ??= new Set();
    for (let missing = this.last + 1; missing < seq; missing++) this.#missing.add(missing);
    this.last = seq;
  }
}

export function sumOfFaults(one: Faults, other: Faults): Faults {
  return {
    missing: one.missing + other.missing,
    duplicates: one.duplicates + other.duplicates,
    outOfOrder: one.outOfOrder + other.outOfOrder,
  };
}
