import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Coverage, parseCoverage } from './coverage.ts';
import type { DetectLanguage } from './languages.ts';
import type { Paragraph } from './lines.ts';
import { parseTranscript } from './transcript.ts';

const detect: DetectLanguage = () => ({ language: 'en', isReliable: true, scores: { en: 0.8 } });

const indent = fc.constantFrom('', '', '', ' ', '  ', '    ', '\t', '\u00a0\u00a0');
const words = fc.constantFrom(
  'Only News',
  'Featured Post',
  'À la une:',
  'Blog Widget by LinkWithin',
  'A sentence that ends, as sentences do.',
  '“Quoted,” she said.',
  'Eagle is on the Moon: two men, one craft',
  'July 20, 1969',
  '20.07.1969',
  '* * *',
  '-----',
  '[TASS]',
  'And so it went on. [NASA]',
  '[sic]',
  '[Our correspondent',
  'in Moscow]',
  '1969. That was the year.',
  '9:07 am, lift-off',
  'a line in lower case',
  'Поехали!',
  '...',
  '\u0000\u0007',
  '\u200b',
);
const marker = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom('. ', ') ', '.', ' - ', ': ', '.\t'))
  .map(([number, mark]) => `${number}${mark}`);
const line = fc
  .tuple(indent, fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 3, arbitrary: marker }), words)
  .map(([space, number, text]) => `${space}${number}${text}`);
const blank = fc.constantFrom('', '', ' ', '\t');
const documentLike = fc
  .tuple(
    fc.array(fc.oneof(line, blank, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 40 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\ufeff'),
  )
  .map(([lines, end, mark]) => mark + lines.join(end));

test('any text is either read or refused with a line of it and a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), documentLike), text => {
      const read = parseCoverage(text, detect);
      if (read.ok) return;
      expect(read.line).toBeGreaterThanOrEqual(1);
      expect(read.line).toBeLessThanOrEqual(linesOf(text).length);
      expect(read.reason).not.toBe('');
    }),
    { numRuns: 2_000 },
  );
});

test('every line that says something is used or reported, once', () => {
  fc.assert(
    fc.property(documentLike, text => {
      const read = parseCoverage(text, detect);
      if (!read.ok) return;
      const said = linesOf(text).flatMap((content, index) => (isBlank(content) ? [] : [index + 1]));
      expect(accountedFor(read.coverage).toSorted((a, b) => a - b)).toEqual(said);
    }),
    { numRuns: 5_000 },
  );
});

test('entries have texts and numbers that grow', () => {
  fc.assert(
    fc.property(documentLike, text => {
      const read = parseCoverage(text, detect);
      if (!read.ok) return;
      const { entries } = read.coverage;
      for (const [place, { number, paragraphs }] of entries.entries()) {
        expect(number).toBeGreaterThan(entries[place - 1]?.number ?? 0);
        expect(paragraphs.every(paragraph => paragraph.text !== '')).toBe(true);
        expect(paragraphs.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('any transcript is either read or refused with its line', () => {
  const stamp = fc.constantFrom(
    '[00:00:00:04]',
    '[-00:01:57:00]',
    '[00:99:00:00]',
    '_lang: ru',
    '_tape',
    'CDR: Roger.',
    '  go on',
    '# no',
  );
  const transcript = fc.array(fc.oneof(stamp, fc.string()), { maxLength: 20 }).map(lines => lines.join('\n'));
  fc.assert(
    fc.property(transcript, text => {
      const read = parseTranscript(text);
      if (!read.ok) expect(read.line).toBeLessThanOrEqual(linesOf(text).length);
    }),
  );
});

function linesOf(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
}

function isBlank(content: string): boolean {
  return content.replace(/[\s\p{Cc}\u200b\u2060\ufeff]/gu, '') === '';
}

/** The lines of every part; a number that stands alone and a credit that stands alone are parts too. */
function accountedFor({
  dateLine,
  headline,
  standfirst,
  body,
  credit,
  entries,
  featured,
  ignored,
}: Coverage): number[] {
  const parts = [
    headline,
    standfirst,
    ...body,
    featured?.headline,
    featured?.text,
    ...entries.flatMap(e => e.paragraphs),
  ];
  const lines = parts.flatMap(part => (part ? span(part) : []));
  if (dateLine) lines.push(dateLine.line);
  if (featured) lines.push(featured.line);
  for (const { line: number } of entries) if (!lines.includes(number)) lines.push(number);
  if (credit && !lines.includes(credit.line)) lines.push(...span({ ...credit, text: '' }));
  return [...lines, ...ignored.map(item => item.line)];
}

function span({ line: first, lastLine }: Paragraph): number[] {
  return Array.from({ length: lastLine - first + 1 }, (_, offset) => first + offset);
}
