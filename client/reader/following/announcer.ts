import { type News, NO_NEWS, plus } from './news.ts';

export interface AnnouncerOptions {
  speak(news: News): void;
  /** How long after the last message these news may be told; Infinity: not yet. */
  quietMs(news: News): number;
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** Updates that come in a burst are told together. */
const SETTLE_MS = 1_000;

/** Gathers news and tells it in one message at a time. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #gathered = NO_NEWS;
  #spokenAt = Number.NEGATIVE_INFINITY;
  #stop: (() => void) | null = null;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  note(news: News): void {
    this.#gathered = plus(this.#gathered, news);
    // What is awaited goes on waiting: were it begun anew, a stream without rest would never be told.
    if (this.#stop === null) this.#wait();
  }

  /** What was to be told at another pace is told at the new one. */
  paceChanged(): void {
    this.close();
    this.#wait();
  }

  /** What was gathered is told to nobody. */
  forget(): void {
    this.close();
    this.#gathered = NO_NEWS;
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #wait(): void {
    const { published, corrected, withdrawn } = this.#gathered;
    if (published + corrected + withdrawn === 0) return;
    const { after, now, quietMs } = this.#options;
    const quiet = quietMs(this.#gathered);
    if (quiet === Number.POSITIVE_INFINITY) return;
    this.#stop = after(Math.max(SETTLE_MS, this.#spokenAt + quiet - now()), () => this.#speak());
  }

  #speak(): void {
    const news = this.#gathered;
    this.#stop = null;
    this.#gathered = NO_NEWS;
    this.#spokenAt = this.#options.now();
    this.#options.speak(news);
  }
}
