import { MAX_NAME_CHARS } from '#shared/article.ts';

export interface DateLine {
  /** A plain date, `1969-07-20`; null where it is a date but not certain which. */
  readonly date: string | null;
  /** A sentence, where something about it is odd. */
  readonly doubt: string | null;
}

/** Reads a line that is a date and nothing else, in any of the usual forms; null where it is not one. */
export function readDateLine(line: string): DateLine | null {
  if (line.length > MAX_NAME_CHARS || !/\p{Nd}/u.test(line)) return null;
  for (const text of [line, withoutPlace(line)]) {
    const words = wordsOf(text);
    const found = numericDate(words) ?? wordDate(words);
    if (found !== null) return found;
  }
  return null;
}

const LABEL = /^(?:date|published|posted|(?:last )?updated)\s*:?\s+/i;
const TIME =
  /(?:\b|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:gmt|utc|z|[+-]\d{2}:\d{2}|[a-z]{1,3}st|[a-z]{1,3}dt|cet|msk))?/gi;

/** "MOSCOW, April 12, 1961": a place may come first, as in a wire story. */
function withoutPlace(line: string): string {
  return line.replace(/^(?:\p{Lu}[\p{L}'’.-]*\s?){1,3}(?:,|\s[–—-])\s*/u, '');
}

function wordsOf(text: string): string[] {
  const plain = text.replace(LABEL, '').replace(TIME, ' ').normalize('NFC').toLowerCase();
  const words =
    plain
      .replace(/(\d+)[年月日년월일]/g, ' $1. ')
      .match(/[\p{L}\p{M}][\p{L}\p{M}'’.-]*|\d+(?:[./-]\d+)*|[^\s,،、.;·|()–—-]/gu) ?? [];
  return words.map(word => word.replace(/[.'’-]+$/, ''));
}

/** ISO and other forms in figures alone, with or without a weekday. */
function numericDate(words: readonly string[]): DateLine | null {
  const rest = words.filter(word => !calendar().weekdays.has(word) && !FILLERS.has(word));
  if (!rest.every(word => /^[\d./-]+$/.test(word))) return null;
  const text = rest.join('.');
  const weekdays = weekdaysIn(words);
  const yearFirst = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text);
  if (yearFirst)
    return certain(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]), weekdays) ?? NO_SUCH_DAY;
  const yearLast = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$/.exec(text);
  if (!yearLast) return null;
  const [first, second, year] = [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[4])];
  if (yearLast[2] === '.' || first > 12 || first === second)
    return certain(year, second, first, weekdays) ?? NO_SUCH_DAY;
  if (second > 12) return certain(year, first, second, weekdays) ?? NO_SUCH_DAY;
  const fitting = [certain(year, second, first, weekdays), certain(year, first, second, weekdays)].filter(
    found => found?.doubt === null,
  );
  if (weekdays.size > 0 && fitting.length === 1) return fitting[0] ?? null;
  return { date: null, doubt: 'it may be read day first or month first' };
}

/** A date with the month as a word, in the languages that the runtime knows. */
function wordDate(words: readonly string[]): DateLine | null {
  const { months, weekdays } = calendar();
  const isKnown = (word: string) => /^\d+$/.test(word) || months.has(word) || weekdays.has(word) || FILLERS.has(word);
  if (!words.every(isKnown)) return null;
  const named = words.filter(word => months.has(word));
  const onlyMonths = named.filter(word => !weekdays.has(word));
  const month = months.get((onlyMonths.length > 0 ? onlyMonths : named)[0] ?? '');
  const figures = words.filter(word => /^\d+$/.test(word)).map(Number);
  const days = figures.filter(figure => figure >= 1 && figure <= 31);
  const years = figures.filter(figure => figure >= 1_000 && figure <= 9_999);
  if (month === undefined || onlyMonths.length > 1 || figures.length === 0) return null;
  if (days.length + years.length !== figures.length || days.length > 1 || years.length > 1) return null;
  const [day] = days;
  const [year] = years;
  if (day === undefined || year === undefined) return { date: null, doubt: 'it names no full date' };
  const readings = [...month]
    .map(number => certain(year, number, day, weekdaysIn(words)))
    .filter(found => found !== null);
  const fitting = readings.filter(found => found.doubt === null);
  if (fitting.length === 1) return fitting[0] ?? null;
  if (readings.length === 1) return readings[0] ?? null;
  return readings.length === 0 ? NO_SUCH_DAY : { date: null, doubt: 'the name of its month means two months' };
}

const NO_SUCH_DAY: DateLine = { date: null, doubt: 'there is no such day' };

function certain(year: number, month: number, day: number, weekdays: ReadonlySet<number>): DateLine | null {
  const at = new Date(Date.UTC(2_000, month - 1, day));
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  const date = at.toISOString().slice(0, 10);
  if (weekdays.size === 0 || weekdays.has(at.getUTCDay())) return { date, doubt: null };
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(at);
  return { date, doubt: `its weekday does not fit: ${date} was a ${weekday}` };
}

function weekdaysIn(words: readonly string[]): Set<number> {
  const { weekdays, months } = calendar();
  const named = words.filter(word => weekdays.has(word));
  const certainOnes = named.filter(word => !months.has(word));
  return new Set((certainOnes.length > 0 ? certainOnes : []).flatMap(word => [...(weekdays.get(word) ?? [])]));
}

/** Words that may stand in a date and say nothing: articles, ordinals, "year", "at". */
const FILLERS = new Set(
  `of the on at st nd rd th de del do da d l le la el er ère den der dem am em um uhr an a i il ta о об г года год гг р року рік
  r roku rok roka lähtien anno år év y º ª o ° v dne dia día day 年 月 日 년 월 일`.split(/\s+/),
);

const LOCALES =
  'en de fr es it pt nl sv da nb nn fi is et lv lt pl cs sk sl hr bs sr sr-Latn bg mk ru uk be ro hu el tr ca gl eu ga cy sq id ar he ja ko zh'.split(
    ' ',
  );

interface Calendar {
  readonly months: ReadonlyMap<string, ReadonlySet<number>>;
  readonly weekdays: ReadonlyMap<string, ReadonlySet<number>>;
}

let known: Calendar | undefined;

/** Names of months and weekdays as the runtime's locale data has them, standing alone and inside a date (often another case). */
function calendar(): Calendar {
  if (known !== undefined) return known;
  const months = new Map<string, Set<number>>();
  const weekdays = new Map<string, Set<number>>();
  for (const locale of LOCALES)
    for (const form of ['long', 'short'] as const) {
      for (let month = 0; month < 12; month++)
        for (const shape of [{ month: form }, { month: form, day: 'numeric', year: 'numeric' }] as const)
          learn(months, nameOf(locale, shape, 'month', Date.UTC(2024, month, 15)), month + 1);
      // 7 January 2024 was a Sunday.
      for (let weekday = 0; weekday < 7; weekday++)
        learn(weekdays, nameOf(locale, { weekday: form }, 'weekday', Date.UTC(2024, 0, 7 + weekday)), weekday);
    }
  learn(months, 'sept', 9);
  known = { months, weekdays };
  return known;
}

function nameOf(locale: string, shape: Intl.DateTimeFormatOptions, part: 'month' | 'weekday', at: number): string {
  const format = new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC', numberingSystem: 'latn' });
  return format.formatToParts(at).find(({ type }) => type === part)?.value ?? '';
}

function learn(names: Map<string, Set<number>>, name: string, value: number): void {
  const word = name.normalize('NFC').toLowerCase().replace(/\.$/, '');
  if (!/^\p{L}[\p{L}\p{M}'’.-]*$/u.test(word)) return;
  names.set(word, (names.get(word) ?? new Set()).add(value));
}
