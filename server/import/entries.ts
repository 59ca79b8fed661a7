import type { IgnoredLine } from '#shared/imports.ts';
import type { Featured } from './furniture.ts';
import { isFeaturedMark, isShortLabel, isWidgetCredit, reasonFor, takeFeatured } from './furniture.ts';
import type { Line, Paragraph } from './lines.ts';
import { isDivider, joined } from './lines.ts';
import type { Start } from './numbers.ts';

export interface ListedEntry {
  /** The line of its number. */
  readonly line: number;
  readonly number: number;
  readonly paragraphs: readonly Paragraph[];
}

export interface Timeline {
  readonly entries: readonly ListedEntry[];
  readonly featured: Featured | null;
  readonly ignored: readonly IgnoredLine[];
  readonly assumptions: readonly string[];
}

/** Lines longer than this mean that the text was not wrapped by hand: one line is one paragraph. */
const WRAPPED_COLUMNS = 100;

interface Section {
  readonly start: Start;
  readonly head: Line;
  readonly rest: readonly Line[];
  readonly isLast: boolean;
}

interface Shape {
  readonly isIndented: boolean;
  readonly baseIndent: number;
  readonly isWrapped: boolean;
  /** The most blank lines inside the list; a wider gap ends it. */
  readonly usualGap: number;
}

interface Found {
  readonly own: Line[];
  readonly strayed: Line[];
  readonly ignored: IgnoredLine[];
  featured: Featured | null;
}

/** The entries, from the line of the first number on, and what surrounds them. */
export function readTimeline(lines: readonly Line[], starts: readonly Start[]): Timeline {
  const sections = starts.flatMap((start, place) => sectionOf(lines, start, starts[place + 1]));
  const shape = shapeOf(lines, sections);
  const entries: ListedEntry[] = [];
  const ignored: IgnoredLine[] = [];
  const assumptions: string[] = [];
  let featured: Featured | null = null;
  for (const section of sections) {
    const found = sortOut(section, shape, featured);
    featured = found.featured;
    for (const line of found.ignored) ignored.push(line);
    const { number } = section.start;
    for (const line of found.strayed)
      assumptions.push(
        `Line ${line.number} is not indented like the entries; it was taken as a paragraph of entry ${number}.`,
      );
    const paragraphs = paragraphsOf(section, found.own, shape);
    if (paragraphs.length > 0) entries.push({ line: section.head.number, number, paragraphs });
    else ignored.push({ line: section.head.number, text: section.head.text, reason: 'an entry without text' });
  }
  return { entries, featured, ignored, assumptions };
}

function sectionOf(lines: readonly Line[], start: Start, next: Start | undefined): Section[] {
  const head = lines[start.index];
  if (head === undefined) return [];
  return [{ start, head, rest: lines.slice(start.index + 1, next?.index), isLast: next === undefined }];
}

function shapeOf(lines: readonly Line[], sections: readonly Section[]): Shape {
  const gaps = sections.slice(1).map(({ head }) => head.blanksBefore);
  const baseIndent = sections[0]?.head.indent ?? 0;
  return {
    isIndented: baseIndent > 0,
    baseIndent,
    isWrapped: lines.every(({ text }) => text.length <= WRAPPED_COLUMNS),
    usualGap: gaps.reduce((widest, gap) => Math.max(widest, gap), 1),
  };
}

/** Divides the lines after an entry's first into its own, a featured article, and those that are no part of it. */
function sortOut({ rest, isLast }: Section, shape: Shape, known: Featured | null): Found {
  const found: Found = { own: [], strayed: [], ignored: [], featured: known };
  const ignore = (line: Line, reason = reasonFor(line, isLast ? 'after' : 'between')) =>
    found.ignored.push({ line: line.number, text: line.text, reason });
  let isOutside = false;
  /** The line before this one is the entry's; without a blank line between them so is this one. */
  let isOpen = true;
  for (let index = 0; index < rest.length; index++) {
    const line = rest[index] as Line;
    const goesOn: boolean = isOpen && line.blanksBefore === 0;
    if (isDivider(line.text)) {
      ignore(line, 'a dividing line');
      continue;
    }
    if (isFeaturedMark(line)) {
      const taken = found.featured === null ? takeFeatured(rest, index) : null;
      if (taken === null) ignore(line, found.featured === null ? NOTHING_FEATURED : ONE_FEATURED);
      found.featured ??= taken?.featured ?? null;
      index += taken === null ? 0 : taken.taken - 1;
      isOpen = false;
    } else {
      const isCredit = isWidgetCredit(line) && line.indent <= shape.baseIndent;
      isOpen = goesOn || (!isCredit && belongs(line, { isOutside, isLast, shape }));
      if (isOpen) found.own.push(line);
      else ignore(line);
      if (isOpen && !goesOn && shape.isIndented && line.indent === 0) found.strayed.push(line);
    }
    isOutside = !isOpen;
  }
  return found;
}

const NOTHING_FEATURED = 'announces a featured article that is not there';
const ONE_FEATURED = 'a second featured article; the first was kept';

/** Whether a line that follows a blank one is part of the entry above it. */
function belongs(
  line: Line,
  { isOutside, isLast, shape }: { readonly isOutside: boolean; readonly isLast: boolean; readonly shape: Shape },
): boolean {
  if (line.indent > shape.baseIndent) return true;
  if (line.indent > 0) return !isOutside;
  if (isOutside || (isLast && line.blanksBefore > shape.usualGap)) return false;
  return shape.isIndented || isLast ? !isShortLabel(line) : true;
}

function paragraphsOf({ start, head }: Section, own: readonly Line[], { isIndented, isWrapped }: Shape): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  if (start.text !== '') paragraphs.push({ line: head.number, lastLine: head.number, text: start.text });
  let above = start.text;
  for (const line of own) {
    const last = paragraphs.at(-1);
    const isNext = last !== undefined && line.number === last.lastLine + 1;
    const isOwnParagraph = isIndented && !isWrapped && line.indent > 0 && isFinished(above);
    if (last !== undefined && isNext && !isOwnParagraph) paragraphs[paragraphs.length - 1] = joined(last, line);
    else paragraphs.push({ line: line.number, lastLine: line.number, text: line.text });
    above = line.text;
  }
  return paragraphs;
}

function isFinished(text: string): boolean {
  return /[.!?…。！？؟।]["'”’»)\]]*$/u.test(text);
}
