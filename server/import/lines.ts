/** A line that says something, as an editor counts it (from 1). */
export interface Line {
  readonly number: number;
  /** Without the white space around it and without control characters; otherwise exactly what was written. */
  readonly text: string;
  /** Columns before the text, once the indentation that all lines share is taken away. */
  readonly indent: number;
  /** Blank lines between it and the line before it in the list. */
  readonly blanksBefore: number;
}

/** One or more lines that make one paragraph. */
export interface Paragraph {
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
}

const TAB_COLUMNS = 4;
/** Characters that stand for a line break inside a line in some word processor, and tabs. */
const SPACE_LIKE = /[\t\v\f\u0085\u2028\u2029]/g;
const CONTROL = /\p{Cc}/gu;
/** White space and what is as invisible; joiners are not, for they shape words. */
const INVISIBLE = /[\s\u200b\u2060\ufeff]/;

/** The lines of a text that are not blank. Takes CRLF, CR and LF, a byte-order mark, tabs and no-break spaces. */
export function readLines(text: string): { readonly lines: readonly Line[]; readonly cleaned: readonly number[] } {
  const lines: Line[] = [];
  const cleaned: number[] = [];
  let previous = 0;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const number = index + 1;
    const tidy = raw.toWellFormed().replace(SPACE_LIKE, ' ').replace(CONTROL, '');
    if (tidy.length !== raw.length || !raw.isWellFormed()) cleaned.push(number);
    const visible = trimmed(tidy);
    if (visible === '') continue;
    lines.push({ number, text: visible, indent: indentOf(raw), blanksBefore: number - previous - 1 });
    previous = number;
  }
  const shared = lines.reduce((least, line) => Math.min(least, line.indent), Number.POSITIVE_INFINITY);
  return { lines: lines.map(line => ({ ...line, indent: line.indent - shared })), cleaned };
}

/** Lines without a blank line between them are one paragraph. */
export function toParagraphs(lines: readonly Line[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last !== undefined && line.number === last.lastLine + 1) paragraphs[paragraphs.length - 1] = joined(last, line);
    else paragraphs.push({ line: line.number, lastLine: line.number, text: line.text });
  }
  return paragraphs;
}

export function joined(paragraph: Paragraph, line: Line): Paragraph {
  const text = paragraph.text === '' ? line.text : `${paragraph.text} ${line.text}`;
  return { line: paragraph.line, lastLine: line.number, text };
}

/** `-----`, `* * *`, `=====`: a line that only divides. */
export function isDivider(text: string): boolean {
  return /^(?:[-–—_=*~#•·]\s*){3,}$/.test(text);
}

/** By hand: a pattern for the end of a text takes its time squared over a long gap in the middle. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && INVISIBLE.test(text.charAt(start))) start += 1;
  while (end > start && INVISIBLE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function indentOf(raw: string): number {
  let columns = 0;
  for (const character of raw) {
    if (character === '\t') columns += TAB_COLUMNS - (columns % TAB_COLUMNS);
    else if (character.trim() === '') columns += 1;
    else break;
  }
  return columns;
}
