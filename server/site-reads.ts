import { hashOf } from './api/cacheable.ts';
import { FreshFlights } from './fresh-flights.ts';
import { KeptTexts } from './kept-texts.ts';
import type { ReadLimit } from './read-limit.ts';
import type { Store } from './store/store.ts';

interface MadeText {
  /** How the articles stood. */
  readonly state: string;
  readonly text: string;
}

/** A sitemap of as many addresses as one may have takes five million. */
const MAX_KEPT_CHARS = 16 * 1024 * 1024;

/** What is made of all articles together: each text once for all who ask at once, and kept until an article changes. */
export class SiteReads {
  readonly #store: Pick<Store, 'siteState'>;
  readonly #limit: Pick<ReadLimit, 'run'>;
  readonly #texts = new FreshFlights<string>();
  readonly #kept = new KeptTexts<MadeText>(MAX_KEPT_CHARS);

  constructor(store: Pick<Store, 'siteState'>, limit: Pick<ReadLimit, 'run'>) {
    this.#store = store;
    this.#limit = limit;
  }

  /** The same `name` stands for the same `make`. */
  text(name: string, make: () => Promise<string>): Promise<string> {
    return this.#texts.load(name, async () => {
      // Before the articles are read: what changes meanwhile shows as another state later.
      const state = hashOf(await this.#store.siteState());
      const kept = this.#kept.take(name);
      const made = kept?.state === state ? kept : { state, text: await this.#limit.run(make, 'first') };
      this.#kept.keep(name, made);
      return made.text;
    });
  }
}
