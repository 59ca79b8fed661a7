const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** How many whole minutes ago that was; what lies ahead, by a clock that is wrong, is now. */
export function minutesAgo(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / MINUTE_MS));
}

/** "now", "3 min. ago", "2 hr. ago", "1 day ago": what was new when the page was made may stand there without a date. */
export function agoText(minutes: number, language: string): string {
  const write = (value: number, unit: 'second' | 'minute' | 'hour' | 'day', numeric: 'auto' | 'always') =>
    new Intl.RelativeTimeFormat(language, { style: 'short', numeric }).format(value, unit);
  if (minutes === 0) return write(0, 'second', 'auto');
  if (minutes < HOUR_MINUTES) return write(-minutes, 'minute', 'always');
  if (minutes < DAY_MINUTES) return write(-Math.floor(minutes / HOUR_MINUTES), 'hour', 'always');
  return write(-Math.floor(minutes / DAY_MINUTES), 'day', 'always');
}
