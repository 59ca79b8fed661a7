/**
 * Times as readers see them: in the article's zone and language, so that the server and every browser write the same.
 * Which day is today is fixed when the page is made, for a date that came and went by itself would move what is being read.
 */
export interface Times {
  readonly language: string;
  readonly zone: string;
  /** An instant or a plain date, in parts: `time` is null where only the day is known, `date` where the day is today. */
  parts(when: string): {
    readonly time: string | null;
    readonly date: string | null;
  };
  /** The same as one text: "14:05", "April 12, 14:05" or "April 12, 1961". */
  moment(when: string): string;
  day(when: string): string;
  /** All of it, with the day of the week and the zone; and by the clock where it happens, where that is another. */
  full(when: string): string;
  /** Whether it was less than a day ago when the page was made, or has come since. */
  isRecent(when: string): boolean;
}

export interface TimesOptions {
  readonly language: string;
  readonly timeZone: string;
  /** The zone of where it happens, where times are not written by that. */
  readonly eventZone?: string;
  /** The server's clock when the page was made, in milliseconds; null: every date is written out. */
  readonly now: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
/** Digits and calendar do not follow the machine's own data, which differs from browser to browser. */
const STEADY = { calendar: 'gregory', numberingSystem: 'latn' } as const;

export function timesFor({ language, timeZone, eventZone = timeZone, now }: TimesOptions): Times {
  const zone = knownZone(timeZone);
  const elsewhere = knownZone(eventZone);
  /** Each costs a browser about a millisecond to make, so none is made that nobody asks for. */
  const written = (options: Intl.DateTimeFormatOptions) => {
    let format: Intl.DateTimeFormat | null = null;
    return (at: number) => {
      format ??= new Intl.DateTimeFormat(knownLanguage(language), { ...STEADY, timeZone: zone, ...options });
      return format.format(at);
    };
  };
  const clock = written({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayAndMonth = { day: 'numeric', month: 'long' } as const;
  const shortDay = written(dayAndMonth);
  const longDay = written({ ...dayAndMonth, year: 'numeric' });
  /** A plain date has no zone; read and written in UTC it stays the day it names. */
  const plainDay = written({ ...dayAndMonth, year: 'numeric', timeZone: 'UTC' });
  const moment = {
    ...dayAndMonth,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'long',
  } as const;
  const whole = written({ ...moment, weekday: 'long', year: 'numeric' });
  const there = written({ ...moment, timeZone: elsewhere });
  const year = written({ year: 'numeric' });
  const today = now === null ? null : longDay(now);
  let named: string | null = null;

  function parts(when: string) {
    const at = Date.parse(when);
    if (Number.isNaN(at)) return { time: null, date: when };
    if (DATE_ONLY.test(when)) return { time: null, date: plainDay(at) };
    const date = longDay(at);
    if (date === today) return { time: clock(at), date: null };
    return { time: clock(at), date: now !== null && year(at) === year(now) ? shortDay(at) : date };
  }

  return {
    language,
    get zone() {
      named ??= zoneName(language, zone, now ?? 0);
      return named;
    },
    parts,
    moment(when) {
      const { time, date } = parts(when);
      return [date, time].filter(part => part !== null).join(', ');
    },
    full(when) {
      const at = Date.parse(when);
      if (DATE_ONLY.test(when)) return plainDay(at);
      return elsewhere === zone ? whole(at) : `${whole(at)} (${there(at)})`;
    },
    isRecent: when => now !== null && !DATE_ONLY.test(when) && now - Date.parse(when) < DAY_MS,
    day: when => (DATE_ONLY.test(when) ? plainDay : longDay)(Date.parse(when)),
  };
}

/** When an entry is shown to have happened: the editor's word before the clock's. */
export function shownAt(entry: { readonly publishedAt: string; readonly displayAt?: string | null }): string {
  return entry.displayAt ?? entry.publishedAt;
}

function zoneName(language: string, timeZone: string, at: number): string {
  const named = (timeZoneName: 'longGeneric' | 'long') =>
    new Intl.DateTimeFormat(knownLanguage(language), { timeZone, timeZoneName })
      .formatToParts(at)
      .find(part => part.type === 'timeZoneName')?.value ?? timeZone;
  const generic = named('longGeneric');
  return generic.startsWith('GMT') ? named('long') : generic;
}

/** An old browser may not know a zone that the server accepted. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}

function knownLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
