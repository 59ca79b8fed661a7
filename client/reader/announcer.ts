import { type News, NO_NEWS, plus } from './news.ts';

export interface AnnouncerOptions {
  speak(news: News): void;
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** Updates that come in a burst are told together. */
const SETTLE_MS = 1_000;
/** A screen reader is not made to talk more often than this. */
const QUIET_MS = 10_000;

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
    const { published, corrected, withdrawn } = this.#gathered;
    if (this.#stop !== null || published + corrected + withdrawn === 0) return;
    const { after, now } = this.#options;
    this.#stop = after(Math.max(SETTLE_MS, this.#spokenAt + QUIET_MS - now()), () => this.#speak());
  }

  close(): void {
    this.#stop?.();
  }

  #speak(): void {
    const news = this.#gathered;
    this.#stop = null;
    this.#gathered = NO_NEWS;
    this.#spokenAt = this.#options.now();
    this.#options.speak(news);
  }
}
