import type { News } from './news.ts';

export interface AnnouncerOptions {
  /** What there is to tell by now: what came and went meanwhile is none. */
  news(): News;
  /** Nothing of it is news any more. */
  speak(news: News): void;
  /** How long after the last message these news may be told; Infinity: not yet. */
  quietMs(news: News): number;
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** Updates that come in a burst are told together. */
const SETTLE_MS = 1_000;

/** Tells news in one message at a time. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #spokenAt = Number.NEGATIVE_INFINITY;
  #stop: (() => void) | null = null;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** There may be news. */
  note(): void {
    // What is awaited goes on waiting: were it begun anew, a stream without rest would never be told.
    if (this.#stop === null) this.#wait();
  }

  /** What was to be told at another pace is told at the new one. */
  paceChanged(): void {
    this.close();
    this.#wait();
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #wait(): void {
    const { after, now, quietMs } = this.#options;
    const news = this.#options.news();
    if (isNone(news)) return;
    const quiet = quietMs(news);
    if (quiet === Number.POSITIVE_INFINITY) return;
    this.#stop = after(Math.max(SETTLE_MS, this.#spokenAt + quiet - now()), () => this.#speak());
  }

  #speak(): void {
    const news = this.#options.news();
    this.#stop = null;
    if (isNone(news)) return;
    this.#spokenAt = this.#options.now();
    this.#options.speak(news);
  }
}

function isNone({ published, corrected, withdrawn }: News): boolean {
  return published + corrected + withdrawn === 0;
}
