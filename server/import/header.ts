import { MAX_STANDFIRST_CHARS } from '#shared/article.ts';
import type { IgnoredLine } from '#shared/imports.ts';
import { type Credit, takeCredit } from './credit.ts';
import { type DateLine, readDateLine } from './dates.ts';
import type { Line, Paragraph } from './lines.ts';
import { isDivider, toParagraphs } from './lines.ts';

/** What stands above the entries. */
export interface Header {
  readonly dateLine: (DateLine & { readonly line: number; readonly text: string }) | null;
  readonly headline: Paragraph | null;
  readonly standfirst: Paragraph | null;
  readonly body: readonly Paragraph[];
  readonly credit: Credit | null;
  readonly ignored: readonly IgnoredLine[];
  readonly assumptions: readonly string[];
}

/** How many lines may stand above the date line: a site's name, its tagline, a section, a headline. */
const MAX_LINES_ABOVE_DATE = 4;
const MAX_LABEL_CHARS = 150;
/** A first paragraph longer than this and of several sentences is no standfirst. */
const LONG_STANDFIRST_CHARS = 160;

export function readHeader(all: readonly Line[]): Header {
  const dividers = all.filter(({ text }) => isDivider(text));
  const lines = all.filter(({ text }) => !isDivider(text));
  const assumptions: string[] = [];
  const { dateLine, headline, above, rest } = topOf(lines, assumptions);
  const { standfirst, body, credit } = readText(toParagraphs(rest), assumptions);
  const ignored = [
    ...dividers.map(line => ignoredLine(line, 'a dividing line')),
    ...above.map(line => ignoredLine(line, "above the article: a site's name or tagline")),
  ];
  return { dateLine, headline, standfirst, body, credit, ignored, assumptions };
}

interface Top extends Pick<Header, 'dateLine' | 'headline'> {
  readonly above: readonly Line[];
  readonly rest: readonly Line[];
}

function topOf(lines: readonly Line[], assumptions: string[]): Top {
  const place = lines.slice(0, MAX_LINES_ABOVE_DATE + 1).findIndex(({ text }) => readDateLine(text) !== null);
  const line = lines[place];
  const read = line === undefined ? null : readDateLine(line.text);
  if (line === undefined || read === null || lines.slice(0, place).some(({ text }) => text.length > MAX_LABEL_CHARS)) {
    if (lines.length > 0) assumptions.push('There is no date line; the article shows the day on which it is created.');
    return { dateLine: null, headline: asParagraph(lines[0]), above: [], rest: lines.slice(1) };
  }
  if (read.date === null || read.doubt !== null) assumptions.push(doubtAbout(line, read));
  const dateLine = { ...read, line: line.number, text: line.text };
  const after = lines.slice(place + 1);
  const before = lines.slice(0, place);
  if (before.length === 0) return { dateLine, headline: asParagraph(after[0]), above: [], rest: after.slice(1) };
  if (isHeadlineLike(after)) {
    assumptions.push(
      `The headline was taken from line ${after[0]?.number}, below the date; what is above was ignored.`,
    );
    return { dateLine, headline: asParagraph(after[0]), above: before, rest: after.slice(1) };
  }
  assumptions.push(`The headline was taken from line ${before.at(-1)?.number}, above the date.`);
  return { dateLine, headline: asParagraph(before.at(-1)), above: before.slice(0, -1), rest: after };
}

function doubtAbout({ number }: Line, { date, doubt }: DateLine): string {
  const shown = `The date of line ${number} is shown as it was written, but ${doubt}`;
  return date === null ? `${shown}; entries get no date from it.` : `${shown}.`;
}

/** One short line without a full stop, with a text below it. */
function isHeadlineLike([first, second]: readonly Line[]): boolean {
  if (first === undefined || first.text.length > MAX_LABEL_CHARS || /[.;,]["'”’»)\]]*$/u.test(first.text)) return false;
  return second === undefined || second.blanksBefore > 0;
}

function readText(
  paragraphs: readonly Paragraph[],
  assumptions: string[],
): Pick<Header, 'standfirst' | 'body' | 'credit'> {
  const last = paragraphs.at(-1);
  const credited = last === undefined ? null : takeCredit(last);
  const credit = credited?.credit ?? null;
  const texts =
    credited === null ? paragraphs : [...paragraphs.slice(0, -1), ...(credited.paragraph ? [credited.paragraph] : [])];
  const [first, ...others] = texts;
  if (first === undefined) return { standfirst: null, body: [], credit };
  const why = whyNoStandfirst(first, { isCredited: others.length === 0 && credited?.paragraph === first });
  if (why === null) return { standfirst: first, body: others, credit };
  assumptions.push(`There is no standfirst: the paragraph at line ${first.line} ${why}, so it was taken as body.`);
  return { standfirst: null, body: texts, credit };
}

function whyNoStandfirst({ text }: Paragraph, { isCredited }: { readonly isCredited: boolean }): string | null {
  if (isCredited) return 'is the only one and ends in the source credit';
  if (text.length > MAX_STANDFIRST_CHARS) return `is longer than ${MAX_STANDFIRST_CHARS} characters`;
  return text.length > LONG_STANDFIRST_CHARS && sentencesIn(text) > 1 ? 'is long and of several sentences' : null;
}

function sentencesIn(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)].length;
}

function asParagraph(line: Line | undefined): Paragraph | null {
  return line === undefined ? null : { line: line.number, lastLine: line.number, text: line.text };
}

function ignoredLine({ number, text }: Line, reason: string): IgnoredLine {
  return { line: number, text, reason };
}
