import { announcedAt } from '#shared/announced.ts';
import type { LiveArticle } from './article.ts';
import { after } from './browser.ts';

export interface CountDownOptions {
  /** How long it is, by the server's clock, until what the article announces; negative where that has passed, null where there is nothing. */
  tell(leftMs: number | null): void;
  /** How often it may be told in the last minute. Before that it is once a minute. */
  lastMinute(): 'each-second' | 'not-at-all';
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Tells how long it is each time that it may read differently. `look`: at once, for the options have changed. */
export function countDown(
  article: LiveArticle,
  { tell, lastMinute }: CountDownOptions,
): { look(): void; stop(): void } {
  let stopTimer = () => {};
  function look(): void {
    stopTimer();
    const at = announcedAt(article.store.getState().article.article);
    const leftMs = at === null ? null : Date.parse(at) - article.now();
    tell(leftMs);
    if (leftMs !== null && leftMs > 0) stopTimer = after(untilNext(leftMs, lastMinute()), look);
  }
  const unsubscribe = article.store.subscribe(look);
  // The timers of a hidden page may be late by much.
  document.addEventListener('visibilitychange', look);
  look();
  return {
    look,
    stop() {
      unsubscribe();
      document.removeEventListener('visibilitychange', look);
      stopTimer();
    },
  };
}

function untilNext(leftMs: number, lastMinute: 'each-second' | 'not-at-all'): number {
  if (leftMs > MINUTE_MS) return leftMs % MINUTE_MS || MINUTE_MS;
  return lastMinute === 'each-second' ? leftMs % SECOND_MS || SECOND_MS : leftMs;
}
