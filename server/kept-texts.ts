/** Texts by name, as many as fit; what was not used for the longest time goes first. */
export class KeptTexts<Kept extends { readonly text: string }> {
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>();
  readonly #maxChars: number;
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  look(name: string): Kept | undefined {
    return this.#kept.get(name);
  }

  take(name: string): Kept | undefined {
    const kept = this.#kept.get(name);
    if (kept === undefined) return undefined;
    this.#kept.delete(name);
    this.#chars -= kept.text.length;
    return kept;
  }

  keep(name: string, kept: Kept): void {
    this.take(name);
    this.#kept.set(name, kept);
    this.#chars += kept.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#chars <= this.#maxChars) return;
      this.take(oldest);
    }
  }
}
