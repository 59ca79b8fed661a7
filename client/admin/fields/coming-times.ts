import { timesFor } from '../../ui/times.ts';
import { instantOf, type WallTime, wallTimeOf } from './zoned-time.ts';

/** "14:05", "April 12, 14:05" or "April 12, 2027, 14:05", as the clocks of the article show it. */
export function momentOf(instant: string, timeZone: string): string {
  return timesFor({ language: 'en', timeZone, now: Date.now() }).moment(instant);
}

export type ComingTimeRead =
  | { readonly ok: true; readonly instant: string }
  | { readonly ok: false; readonly reason: string };

/** What was typed as an instant that is still to come, or what is wrong with it. */
export function readComingTime(typed: WallTime, timeZone: string, now: number): ComingTimeRead {
  const instant = instantOf(typed, timeZone);
  if (instant === null) return { ok: false, reason: 'Needs a day and a time of day' };
  if (Date.parse(instant) <= now) return { ok: false, reason: 'This time has passed' };
  return { ok: true, instant };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The next full hour that is not about to begin. */
export function suggestedTime(timeZone: string, now: number): WallTime {
  const { date, time } = wallTimeOf(new Date(now + HOUR_MS + 10 * MINUTE_MS).toISOString(), timeZone);
  return { date, time: `${time.slice(0, 2)}:00` };
}

/** "in 25 minutes", "in 3 hours", "in 2 days". */
export function timeUntil(instant: string, now: number): string {
  const ms = Date.parse(instant) - now;
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  if (ms < 100 * MINUTE_MS) return words.format(Math.max(1, Math.round(ms / MINUTE_MS)), 'minute');
  return ms < 48 * HOUR_MS
    ? words.format(Math.round(ms / HOUR_MS), 'hour')
    : words.format(Math.round(ms / (24 * HOUR_MS)), 'day');
}
