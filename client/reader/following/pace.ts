import type { Pace } from '../kept-preferences.ts';
import type { News } from './news.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Between two times that new entries come by themselves. */
const REVEAL_EVERY_MS = { live: 0, minute: MINUTE_MS, 'five-minutes': 5 * MINUTE_MS };
/** Between two messages; a screen reader is not made to talk more often than the first of them. */
const TELL_EVERY_MS = { live: 10 * SECOND_MS, minute: MINUTE_MS, 'five-minutes': 5 * MINUTE_MS };

/** How long to wait before what is held comes by itself; Infinity where it does not. */
export function waitMs(pace: Pace, sinceLastMs: number, held: Pick<News, 'keyEvents'>): number {
  if (pace === 'paused') return Number.POSITIVE_INFINITY;
  if (pace === 'key-events') return held.keyEvents > 0 ? 0 : Number.POSITIVE_INFINITY;
  return Math.max(0, REVEAL_EVERY_MS[pace] - sinceLastMs);
}

/** How long the status line is silent between two messages; Infinity where it does not speak of these news. */
export function quietMs(pace: Pace, news: Pick<News, 'keyEvents'>): number {
  if (pace === 'paused') return Number.POSITIVE_INFINITY;
  if (pace === 'key-events') return news.keyEvents > 0 ? TELL_EVERY_MS.live : Number.POSITIVE_INFINITY;
  return TELL_EVERY_MS[pace];
}
