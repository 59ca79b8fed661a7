import type { Line } from './lines.ts';

/** The line on which an entry begins. */
export interface Start {
  /** Its place in the list of lines. */
  readonly index: number;
  readonly number: number;
  /** What follows the number; may be empty. */
  readonly text: string;
}

/** `1. text`, `1) text`, `(1) text`, `#1 text`, `1 - text`, `1: text`, `№ 1 text`; never `3.5 million` or `9:07 am`. */
const NUMBERED =
  /^[\u200e\u200f]*(?:[#№]\s?(\d{1,7})[.:)]?\s+|\((\d{1,7})\)\s*|(\d{1,7})(?:[.)]+(?![-–]?\d)|[．、]|\s*:\s|\s+[-–—]\s(?!\s*\d))\s*)/u;

/** A number from here to 2999 that leaps ahead by more than YEAR_LEAP is a year at the beginning of a sentence. */
const FIRST_YEAR = 1_000;
const LAST_YEAR = 2_999;
const YEAR_LEAP = 500;
/** Without a blank line before it, a number may skip this far; beyond, it is part of the text that goes on. */
const TIGHT_SKIP = 10;
/** Numbers stand at about the same column; what is deeper is a list inside an entry. */
const SAME_LEVEL_COLUMNS = 1;

interface Candidate extends Start {
  readonly line: Line;
}

/** Where the entries begin: those of an indented list where there is one, else lines that begin with a number. */
export function findStarts(lines: readonly Line[]): {
  readonly starts: readonly Start[];
  readonly passedOver: readonly Line[];
} {
  const candidates = lines.flatMap((line, index) => candidateOf(line, index) ?? []);
  const indented = candidates.filter(({ line }) => line.indent > 0);
  const flush = candidates.filter(({ line }) => line.indent === 0);
  const first = indented[0];
  const inList = first === undefined ? [] : follow(candidates, first);
  const flushFirst = firstOfFlush(flush);
  const unindented = flushFirst === undefined ? [] : follow(candidates, flushFirst);
  const starts = isBetter(unindented, inList) ? unindented : inList;
  const from = starts[0]?.index ?? lines.length;
  const taken = new Set(starts.map(({ index }) => index));
  const passedOver = candidates.filter(({ index }) => index > from && !taken.has(index)).map(({ line }) => line);
  return { starts: starts.map(({ index, number, text }) => ({ index, number, text })), passedOver };
}

function candidateOf(line: Line, index: number): Candidate | null {
  const match = NUMBERED.exec(line.text);
  if (match === null) return null;
  const number = Number(match[1] ?? match[2] ?? match[3]);
  return { index, number, text: line.text.slice(match[0].length).trim(), line };
}

/** A flush list begins at its 1, or, listed newest first, at the number from which it counts down to 1. */
function firstOfFlush(flush: readonly Candidate[]): Candidate | undefined {
  const one = flush.findIndex(({ number }) => number === 1);
  if (one < 0) return flush.find(({ number }) => !isYear(number, 0));
  let first = one;
  while (first > 0 && isDescending(flush[first - 1], flush[first])) first -= 1;
  return flush[first];
}

function isDescending(above: Candidate | undefined, below: Candidate | undefined): boolean {
  return (
    above !== undefined && below !== undefined && above.number > below.number && !isYear(above.number, below.number)
  );
}

function follow(candidates: readonly Candidate[], first: Candidate): Candidate[] {
  const starts = [first];
  for (const candidate of candidates) {
    const last = starts.at(-1) ?? first;
    const { index, number, line } = candidate;
    if (index <= first.index || line.indent > first.line.indent + SAME_LEVEL_COLUMNS || isYear(number, last.number))
      continue;
    const step = number - last.number;
    const hasLostIndent = line.indent === 0 && first.line.indent > 0;
    if (hasLostIndent && step < 1) continue;
    if (line.blanksBefore > 0 || (step >= 1 && step <= TIGHT_SKIP) || step === -1) starts.push(candidate);
  }
  return starts;
}

function isYear(number: number, previous: number): boolean {
  return number >= FIRST_YEAR && number <= LAST_YEAR && number - previous > YEAR_LEAP;
}

/** The indented list is the form; lines at the margin win where it turns out to be a list inside one of their entries. */
function isBetter(flush: readonly Candidate[], inList: readonly Candidate[]): boolean {
  if (inList.length === 0) return true;
  if (flush.length === 0) return false;
  const isInside = (flush[0]?.index ?? 0) < (inList[0]?.index ?? 0);
  if (!isInside) return false;
  return isOrdered(flush) && (!isOrdered(inList) || inList.every(({ line }) => line.blanksBefore === 0));
}

function isOrdered(starts: readonly Candidate[]): boolean {
  const numbers = starts.map(({ number }) => number);
  return isSorted(numbers) || isSorted(numbers.toReversed());
}

function isSorted(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}
