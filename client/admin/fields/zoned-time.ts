/** A day and time of day as a clock on the wall shows them: `2026-03-29` and `14:05` or `14:05:09`. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

/** The instant at which clocks of a zone show this; null where it is no date or time. A time that a zone skips moves forward. */
export function instantOf({ date, time }: WallTime, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time)) return null;
  const asUtc = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(asUtc)) return null;
  const before = offsetMs(asUtc - DAY_MS, timeZone);
  const after = offsetMs(asUtc + DAY_MS, timeZone);
  const fits = [asUtc - before, asUtc - after].find(at => at + offsetMs(at, timeZone) === asUtc);
  return new Date(fits ?? asUtc - before).toISOString();
}

export function wallTimeOf(instant: string, timeZone: string): WallTime {
  const at = Date.parse(instant);
  const [date = '', time = ''] = new Date(at + offsetMs(at, timeZone)).toISOString().split('T');
  return { date, time: time.slice(0, time.startsWith('00', 6) ? 5 : 8) };
}

const DAY_MS = 86_400_000;

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(each => each.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
}
