const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MINUTES = 60;
const DAY_HOURS = 24;
/** Two hours are still told in minutes, two days in hours: rounded they would be wrong by much. */
const STILL_TOLD = 2;

/** "in 2 days", "in 5 hours", "in 90 minutes", "in 40 seconds"; empty where the time has come. Without seconds the last minute is "in 1 minute". */
export function untilText(leftMs: number, language: string, seconds: 'with-seconds' | 'without-seconds'): string {
  if (leftMs <= 0) return '';
  const write = (value: number, unit: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(value, unit);
  if (leftMs < MINUTE_MS && seconds === 'with-seconds') return write(Math.ceil(leftMs / SECOND_MS), 'second');
  const minutes = Math.ceil(leftMs / MINUTE_MS);
  if (minutes < STILL_TOLD * HOUR_MINUTES) return write(minutes, 'minute');
  const hours = Math.round(minutes / HOUR_MINUTES);
  return hours < STILL_TOLD * DAY_HOURS ? write(hours, 'hour') : write(Math.round(hours / DAY_HOURS), 'day');
}
