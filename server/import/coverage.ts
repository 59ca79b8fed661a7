import type { Source } from '#shared/article.ts';
import { type IgnoredLine, MAX_IMPORT_ENTRIES } from '#shared/imports.ts';
import { sourceOf } from './credit.ts';
import { type ListedEntry, readTimeline, type Timeline } from './entries.ts';
import type { Featured } from './furniture.ts';
import { type Header, readHeader } from './header.ts';
import { type DetectLanguage, languagesIn } from './languages.ts';
import { firstBreach } from './limits.ts';
import { type Line, type Paragraph, readLines } from './lines.ts';
import { inOrder } from './numbering.ts';
import { findStarts } from './numbers.ts';

/** A live article in plain text, taken apart. docs/import.md describes the form. Every line that says something is in it once. */
export interface Coverage {
  readonly dateLine: Header['dateLine'];
  readonly headline: Paragraph;
  readonly standfirst: Paragraph | null;
  readonly body: readonly Paragraph[];
  readonly credit: { readonly line: number; readonly lastLine: number; readonly source: Source } | null;
  /** Null where it cannot be told. */
  readonly language: string | null;
  /** In the order of publication: every number is higher than the one before it. */
  readonly entries: readonly CoverageEntry[];
  readonly featured: Featured | null;
  readonly ignored: readonly IgnoredLine[];
  readonly assumptions: readonly string[];
}

export interface CoverageEntry extends ListedEntry {
  readonly language: string | null;
}

export type CoverageRead =
  | { readonly ok: true; readonly coverage: Coverage }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Reads coverage from plain text; refuses only what has no headline, no entries, or is beyond a limit. */
export function parseCoverage(text: string, detect: DetectLanguage): CoverageRead {
  const { lines, cleaned } = readLines(text);
  const { starts, passedOver } = findStarts(lines);
  const header = readHeader(lines.slice(0, starts[0]?.index ?? lines.length));
  const timeline = readTimeline(lines, starts);
  const { headline } = header;
  const firstLine = lines[0]?.number ?? 1;
  if (headline === null) return refuse(lines[starts[0]?.index ?? 0]?.number ?? firstLine, NO_HEADLINE);
  if (timeline.entries.length === 0) return refuse(lines.at(-1)?.number ?? firstLine, NO_ENTRIES);
  const beyond = timeline.entries[MAX_IMPORT_ENTRIES];
  if (beyond !== undefined)
    return refuse(beyond.line, `there are ${timeline.entries.length} entries; ${MAX_IMPORT_ENTRIES} is the most`);
  const ordered = inOrder(timeline.entries);
  const credited = header.credit === null ? null : sourceOf(header.credit);
  const languages = languagesIn(
    { introduction: introductionOf(header), entries: ordered.entries.map(entry => textOf(entry.paragraphs)) },
    detect,
  );
  const coverage: Coverage = {
    ...{ dateLine: header.dateLine, headline, standfirst: header.standfirst, body: header.body },
    credit: header.credit &&
      credited && { line: header.credit.line, lastLine: header.credit.lastLine, source: credited.source },
    language: languages.article,
    entries: ordered.entries.map(entry => ({ ...entry, language: languages.ofEntry(textOf(entry.paragraphs)) })),
    featured: timeline.featured,
    ignored: [...header.ignored, ...timeline.ignored].sort((a, b) => a.line - b.line),
    assumptions: [
      ...header.assumptions,
      ...(credited?.isAssumed
        ? [`"${credited.source.name}" is not a source known here; it was taken as a news agency.`]
        : []),
      ...(languages.article === null
        ? ["The article's language could not be told; the newsroom's default is taken."]
        : []),
      ...timeline.assumptions,
      ...aboutNumbersInText(passedOver, timeline),
      ...ordered.assumptions,
      ...(cleaned.length > 0 ? [`Characters that cannot be shown were left out: ${linesNamed(cleaned)}.`] : []),
    ],
  };
  const breach = firstBreach(coverage);
  return breach === null ? { ok: true, coverage } : { ok: false, ...breach };
}

const NO_HEADLINE = 'there is no headline above the entries';
const NO_ENTRIES = 'there are no entries: numbered lines such as "  1. Lift-off."';
const MAX_LINES_NAMED = 12;

function refuse(line: number, reason: string): CoverageRead {
  return { ok: false, line, reason };
}

function introductionOf({ headline, standfirst, body }: Header): string {
  return textOf([headline, standfirst, ...body].filter(paragraph => paragraph !== null));
}

function textOf(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(({ text }) => text).join('\n');
}

function aboutNumbersInText(passedOver: readonly Line[], { ignored }: Timeline): string[] {
  const left = new Set(ignored.map(({ line }) => line));
  const inText = passedOver.map(({ number }) => number).filter(line => !left.has(line));
  return inText.length === 0
    ? []
    : [`Numbers at the beginning of these were taken as text of the entry above: ${linesNamed(inText)}.`];
}

function linesNamed(numbers: readonly number[]): string {
  const named = numbers.slice(0, MAX_LINES_NAMED).join(', ');
  const more = numbers.length > MAX_LINES_NAMED ? ` and ${numbers.length - MAX_LINES_NAMED} more` : '';
  return `${numbers.length === 1 ? 'line' : 'lines'} ${named}${more}`;
}
