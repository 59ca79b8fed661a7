import { type Coverage, parseCoverage } from '#server/import/coverage.ts';
import { articleOf } from '#server/import/import-coverage.ts';
import { loadLanguageDetector } from '#server/import/languages.ts';
import { isTranscript, type Passage, parseTranscript, type SpokenLine } from '#server/import/transcript.ts';
import type { Body, Inline } from '#shared/body.ts';
import { paragraphs } from '#shared/body-text.ts';
import { EntryInput } from '#shared/commands.ts';
import { Failure } from './failure.ts';

/** What there is to publish, in order, and the article it goes to where that is not there yet. */
export interface ReplayPlan {
  readonly items: readonly ReplayItem[];
  /** Fields of the article but its headline, where the text has none. */
  readonly article: Readonly<Record<string, unknown>>;
}

export interface ReplayItem {
  /** Its place in the file, from 1. */
  readonly place: number;
  readonly line: number;
  /** Recorded time; before the recording's zero it is negative. */
  readonly offsetMs: number;
  /** Its first words. */
  readonly label: string;
  readonly entry: EntryInput;
}

export interface ReplayOptions {
  /** Between the entries of coverage, which has no times. */
  readonly intervalMs: number;
  /** What the recording's zero is shown as; null: entries show when they are published. */
  readonly displayFrom: Date | null;
}

/** Reads a timed transcript or coverage. Every entry is checked before any is published. */
export async function planReplay(text: string, options: ReplayOptions): Promise<ReplayPlan> {
  return isTranscript(text) ? planTranscript(text, options) : planCoverage(text, options);
}

function planTranscript(text: string, options: ReplayOptions): ReplayPlan {
  const read = parseTranscript(text);
  if (!read.ok) throw new Failure('refused', read.reason, read.line);
  const items = read.passages.flatMap((passage, index) => {
    const lines = linesToShow(passage);
    if (lines.length === 0) return [];
    const { line, offsetMs, language } = passage;
    const entry = { body: bodyOf(lines), ...(language === null ? {} : { language }) };
    const label = lines.map(({ speaker, text: said }) => (speaker === null ? said : `${speaker}: ${said}`)).join(' ');
    return [itemOf({ place: index + 1, line, offsetMs, label, entry }, options)];
  });
  const language = read.passages[0]?.language ?? null;
  return { items, article: language === null ? {} : { language } };
}

async function planCoverage(text: string, options: ReplayOptions): Promise<ReplayPlan> {
  const read = parseCoverage(text, await loadLanguageDetector());
  if (!read.ok) throw new Failure('refused', read.reason, read.line);
  const { coverage } = read;
  const items = coverage.entries.map((entry, index) =>
    itemOf(
      {
        place: index + 1,
        line: entry.line,
        offsetMs: index * options.intervalMs,
        label: entry.paragraphs.map(({ text: paragraph }) => paragraph).join(' '),
        entry: {
          body: paragraphs(entry.paragraphs.map(({ text: paragraph }) => paragraph)),
          ...languageBeside(coverage, entry.language),
        },
      },
      options,
    ),
  );
  return { items, article: articleOf(coverage) };
}

function languageBeside({ language: article }: Coverage, language: string | null): { language?: string } {
  return language === null || language === article ? {} : { language };
}

/** Remarks of the transcribers only where there is nothing else. */
function linesToShow({ lines }: Passage): readonly SpokenLine[] {
  const said = lines.filter(({ kind }) => kind !== 'comment');
  return said.length > 0 ? said : lines;
}

function bodyOf(lines: readonly SpokenLine[]): Body {
  return { type: 'doc', content: lines.map(line => ({ type: 'paragraph', content: inlineOf(line) })) };
}

function inlineOf({ kind, speaker, text }: SpokenLine): Inline[] {
  if (kind !== 'speech') return [{ type: 'text', text, marks: [{ type: 'italic' }] }];
  if (speaker === null) return [{ type: 'text', text }];
  return [
    { type: 'text', text: `${speaker}:`, marks: [{ type: 'bold' }] },
    { type: 'text', text: ` ${text}` },
  ];
}

function itemOf(item: ReplayItem, { displayFrom }: ReplayOptions): ReplayItem {
  const displayAt = displayFrom === null ? null : new Date(displayFrom.getTime() + item.offsetMs).toISOString();
  const entry = EntryInput.safeParse({ ...item.entry, ...(displayAt === null ? {} : { displayAt }) });
  if (!entry.success) throw new Failure('refused', entry.error.issues[0]?.message ?? 'not an entry', item.line);
  return { ...item, entry: entry.data };
}
