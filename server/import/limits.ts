import { MAX_CONTENT_BYTES, MAX_HEADLINE_CHARS, MAX_STANDFIRST_CHARS } from '#shared/article.ts';
import { MAX_BLOCKS, MAX_TEXT_RUN_CHARS } from '#shared/body.ts';
import { paragraphs as bodyOf } from '#shared/body-text.ts';
import type { Coverage, CoverageEntry } from './coverage.ts';
import type { Paragraph } from './lines.ts';

export interface Breach {
  readonly line: number;
  readonly reason: string;
}

const MAX_ENTRY_NUMBER = 1_000_000;
/** What an entry or article carries beside its text: ids, times, version, source. */
const ENVELOPE_BYTES = 1_024;

/** The first limit of the model that coverage goes beyond, so that nothing is half imported. */
export function firstBreach(coverage: Coverage): Breach | null {
  const { headline, body, entries, featured } = coverage;
  return (
    tooLong('the headline', headline, MAX_HEADLINE_CHARS) ??
    paragraphsBreach('the body', body) ??
    articleBreach(coverage) ??
    firstOf(entries, entryBreach) ??
    tooLong('the headline of the featured article', featured?.headline, MAX_HEADLINE_CHARS) ??
    tooLong('the text of the featured article', featured?.text, MAX_STANDFIRST_CHARS)
  );
}

function entryBreach({ number, line, paragraphs }: CoverageEntry): Breach | null {
  if (number > MAX_ENTRY_NUMBER) return { line, reason: `the number ${number} is higher than ${MAX_ENTRY_NUMBER}` };
  return (
    paragraphsBreach(`entry ${number}`, paragraphs) ??
    tooLarge(`entry ${number}`, line, bodyOf(paragraphs.map(({ text }) => text)))
  );
}

function articleBreach({ headline, standfirst, body, featured }: Coverage): Breach | null {
  const texts = [headline, standfirst, ...body, featured?.headline, featured?.text].map(
    paragraph => paragraph?.text ?? '',
  );
  return tooLarge('the article above the entries', headline.line, bodyOf(texts));
}

function paragraphsBreach(what: string, paragraphs: readonly Paragraph[]): Breach | null {
  const beyond = paragraphs[MAX_BLOCKS];
  if (beyond !== undefined)
    return { line: beyond.line, reason: `${what} has ${paragraphs.length} paragraphs; ${MAX_BLOCKS} is the most` };
  return firstOf(paragraphs, paragraph => tooLong(`a paragraph of ${what}`, paragraph, MAX_TEXT_RUN_CHARS));
}

function tooLong(what: string, paragraph: Paragraph | null | undefined, max: number): Breach | null {
  if (!paragraph || paragraph.text.length <= max) return null;
  return { line: paragraph.line, reason: `${what} has ${paragraph.text.length} characters; ${max} is the most` };
}

function tooLarge(what: string, line: number, content: object): Breach | null {
  const bytes = Buffer.byteLength(JSON.stringify(content)) + ENVELOPE_BYTES;
  if (bytes <= MAX_CONTENT_BYTES) return null;
  return { line, reason: `${what} takes ${bytes} bytes as it is stored; ${MAX_CONTENT_BYTES} is the most` };
}

function firstOf<Item>(items: readonly Item[], breachOf: (item: Item) => Breach | null): Breach | null {
  for (const item of items) {
    const breach = breachOf(item);
    if (breach !== null) return breach;
  }
  return null;
}
