import { expect, test } from 'vitest';
import { type Coverage, parseCoverage } from './coverage.ts';
import { loadLanguageDetector } from './languages.ts';

const detect = await loadLanguageDetector();

const TIDY = `Monday, May 3, 2021

The bridge over the Wend is open again

Traffic crosses the river for the first time since the flood of last autumn.

The flood took two of the seven piers in one night, and the town has lived without its only crossing since then. A ferry took its place.

"It was a long winter", says the mayor. The new piers stand eight metres deeper than those that were lost. [Reuters]


  1. The barriers are still down, but some hundred people have come to see them go up, many of them with their bicycles.

  2. The mayor has arrived on foot.

    She carries the scissors of 1921 — “they still cut”, she says.

  4. Le maire de la ville voisine a franchi le pont à vélo, suivi de plusieurs centaines d'habitants venus des deux rives du fleuve.


Only News

Featured Post

The ferry that would not sink : forty years on the river

Four captains, one engine and a dog named Pilot kept the ferry going through ...

Blog Widget by LinkWithin
`;

test('reads the parts of a tidy article', () => {
  expect(coverageOf(TIDY)).toMatchObject({
    dateLine: { text: 'Monday, May 3, 2021', date: '2021-05-03', doubt: null },
    headline: { line: 3, text: 'The bridge over the Wend is open again' },
    standfirst: { line: 5 },
    body: [{ line: 7 }, { line: 9, text: expect.stringMatching(/^"It was.*that were lost\.$/) }],
    credit: { line: 9, source: { name: 'Reuters', kind: 'wire', url: null } },
    language: 'en',
    entries: [
      { number: 1, language: 'en', paragraphs: [{ line: 12 }] },
      {
        number: 2,
        language: 'en',
        paragraphs: [{ line: 14 }, { line: 16, text: expect.stringContaining('— “they still cut”,') }],
      },
      { number: 4, language: 'fr', paragraphs: [{ line: 18 }] },
    ],
    featured: {
      headline: { text: 'The ferry that would not sink : forty years on the river' },
      text: { text: 'Four captains, one engine and a dog named Pilot kept the ferry going through ...' },
    },
    ignored: [
      { line: 21, text: 'Only News' },
      { line: 29, text: 'Blog Widget by LinkWithin', reason: 'the credit of a widget' },
    ],
    assumptions: ['Numbers are skipped before 4; they were kept.'],
  });
});

test.each([
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('reads %s line ends and a byte-order mark alike', (_name, end) => {
  expect(coverageOf(`\ufeff${TIDY.replaceAll('\n', end)}`)).toEqual(coverageOf(TIDY));
});

test('takes tabs and no-break spaces for indentation', () => {
  expect(coverageOf(TIDY.replace(/^ {4}/gm, '\t').replace(/^ {2}/gm, '\u00a0\u00a0'))).toEqual(coverageOf(TIDY));
});

test('an indentation that all lines share means nothing', () => {
  expect(coverageOf(TIDY.replace(/^(?=.)/gm, '      '))).toEqual(coverageOf(TIDY));
});

test.each(['1) ', '(1) ', '1 - ', '1: ', '#1 ', '№ 1 ', '1.', '1. – '])('takes "%s" for a number', mark => {
  const { entries } = coverageOf(`Headline\n\n  ${mark}First.\n\n  ${mark.replace('1', '2')}Second.`);
  expect(entries.map(({ number }) => number)).toEqual([1, 2]);
  expect(entries[1]?.paragraphs[0]?.text).toMatch(/Second\.$/);
});

test('entries need not be indented; their further paragraphs neither', () => {
  const text = 'A headline\n\nA standfirst.\n\n1. One.\n\nMore of one.\n\n2. Two.\n\n   More of two.\n\n\nOnly News\n';
  const { entries, ignored } = coverageOf(text);
  expect(entries.map(({ paragraphs }) => paragraphs.map(paragraph => paragraph.text))).toEqual([
    ['One.', 'More of one.'],
    ['Two.', 'More of two.'],
  ]);
  expect(ignored).toMatchObject([{ text: 'Only News' }]);
});

test('lines without a blank line between them are one paragraph', () => {
  const text =
    'A headline\n\nA standfirst that\ngoes on here.\n\nA body that\ngoes on.\n\n  1. An entry that\n  goes on\nand on.\n\n  2. Two.';
  const { standfirst, body, entries } = coverageOf(text);
  expect(standfirst).toEqual({ line: 3, lastLine: 4, text: 'A standfirst that goes on here.' });
  expect(body).toEqual([{ line: 6, lastLine: 7, text: 'A body that goes on.' }]);
  expect(entries[0]?.paragraphs).toEqual([{ line: 9, lastLine: 11, text: 'An entry that goes on and on.' }]);
});

test('in a text that was not wrapped by hand, an indented line after a finished one is a paragraph of its own', () => {
  const long = `${'A long sentence goes on. '.repeat(6).trim()}`;
  const { entries } = coverageOf(`A headline\n\n  1. ${long}\n    "Go", she said.\n    They went.\n  2. Two.`);
  expect(entries.map(({ paragraphs }) => paragraphs.length)).toEqual([3, 1]);
});

test('a number inside an entry does not begin another: lists, years, times, decimals', () => {
  const text =
    'A headline\n\n  1. Three things:\n\n      1. one\n\n      2. two\n\n  2. 3.5 million.\n\n  1969. That was a year.\n\n  3. Three.\n\n    9:07 am: lift-off.';
  const { entries, assumptions } = coverageOf(text);
  expect(entries.map(({ number, paragraphs }) => [number, paragraphs.length])).toEqual([
    [1, 3],
    [2, 2],
    [3, 2],
  ]);
  expect(assumptions).toContain(
    'Numbers at the beginning of these were taken as text of the entry above: lines 5, 7, 11.',
  );
});

test('a numbered list in the body does not begin the entries where these are indented', () => {
  const { body, entries } = coverageOf(
    'A headline\n\nA standfirst.\n\n1. A reason.\n\n2. Another.\n\n  1. One.\n\n  2. Two.',
  );
  expect(body).toHaveLength(2);
  expect(entries).toHaveLength(2);
});

test('a list inside an entry at the margin belongs to the entry', () => {
  const { entries } = coverageOf('A headline\n\n1. One:\n    1. a\n    2. b\n\n2. Two.\n\n3. Three.');
  expect(entries.map(({ number }) => number)).toEqual([1, 2, 3]);
});

test('entries listed newest first are turned round', () => {
  const { entries, assumptions } = coverageOf('A headline\n\n3. Three.\n\n2. Two.\n\n1. One.');
  expect(entries.map(({ number, line }) => `${number}: ${line}`)).toEqual(['1: 7', '2: 5', '3: 3']);
  expect(assumptions).toContainEqual(expect.stringContaining('newest first'));
});

test('numbers that do not grow are changed, and it is said', () => {
  const { entries, assumptions } = coverageOf('A headline\n\n  1. a\n\n  2. b\n\n  2. c\n\n  7. d\n\n  5. e');
  expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 7, 8]);
  expect(assumptions).toContain('Numbers only grow, so these changed: 2 (line 7) became 3, 5 (line 11) became 8.');
});

test('text between entries: a sentence belongs to the entry above, a label is reported', () => {
  const { entries, ignored, assumptions } = coverageOf(
    'A headline\n\n  1. One.\n\nThe crowd is growing.\n\nAdvertisement\n\n    More of one.\n\n  2. Two.',
  );
  expect(entries[0]?.paragraphs.map(({ text }) => text)).toEqual(['One.', 'The crowd is growing.', 'More of one.']);
  expect(ignored).toEqual([{ line: 7, text: 'Advertisement', reason: 'between the entries, and part of none' }]);
  expect(assumptions).toContainEqual(expect.stringContaining('Line 5 is not indented'));
});

test('entries go on after what surrounds a page', () => {
  const text =
    'A headline\n\n  1. One.\n\nOnly News\n\nFeatured Post\n\nThe ferry\n\nIt would not sink ...\n\nPowered by Somebody\n\n  2. Two.';
  const { entries, featured, ignored } = coverageOf(text);
  expect(entries.map(({ number }) => number)).toEqual([1, 2]);
  expect(featured?.text?.text).toBe('It would not sink ...');
  expect(ignored.map(({ line }) => line)).toEqual([5, 13]);
});

test('the tail of a page is reported, not published', () => {
  const { entries, ignored } = coverageOf(
    'A headline\n\n  1. One.\n\n\nSubscribe to our letter and never miss an update.',
  );
  expect(entries[0]?.paragraphs).toHaveLength(1);
  expect(ignored).toMatchObject([{ line: 6, reason: 'after the entries, and part of none' }]);
});

test('one featured article is kept, a mark without one is reported', () => {
  const first = coverageOf('A headline\n\n  1. One.\n\nFeatured Post\n\nThe ferry\n\nFeatured Post\n\nAnother');
  expect(first.featured).toMatchObject({ headline: { text: 'The ferry' }, text: null });
  expect(first.ignored.map(({ line }) => line)).toEqual([9, 11]);
  expect(coverageOf('A headline\n\n  1. One.\n\nFeatured Post').ignored).toMatchObject([{ line: 5 }]);
});

test('without date, standfirst, credit and furniture there is still an article', () => {
  expect(coverageOf('The bridge is open\n\n  1. It is open.')).toMatchObject({
    dateLine: null,
    headline: { text: 'The bridge is open' },
    standfirst: null,
    body: [],
    credit: null,
    featured: null,
    ignored: [],
    assumptions: ['There is no date line; the article shows the day on which it is created.'],
  });
});

test('a long first paragraph of several sentences is body', () => {
  const long = 'The flood took two of the seven piers in one night. '.repeat(8).trim();
  const { standfirst, body, assumptions } = coverageOf(
    `3 May 2021\n\nA headline\n\n${long}\n\nMore. [dpa]\n\n  1. One.`,
  );
  expect(standfirst).toBeNull();
  expect(body).toHaveLength(2);
  expect(assumptions).toContainEqual(expect.stringContaining('There is no standfirst: the paragraph at line 5'));
});

test('the only paragraph is body where it ends in the credit, and standfirst where not', () => {
  expect(coverageOf('A headline\n\nAll there is. [NASA]\n\n  1. One.')).toMatchObject({
    standfirst: null,
    body: [{ text: 'All there is.' }],
  });
  expect(coverageOf('A headline\n\nAll there is.\n\n  1. One.')).toMatchObject({
    standfirst: { text: 'All there is.' },
    body: [],
  });
});

test('the credit may stand alone; other brackets stay in the text', () => {
  expect(coverageOf('A headline\n\nA standfirst.\n\nA body.\n\n[NASA, ESA]\n\n  1. One.')).toMatchObject({
    body: [{ text: 'A body.' }],
    credit: { line: 7, source: { name: 'NASA, ESA', kind: 'official' } },
  });
  expect(coverageOf('A headline\n\nA standfirst.\n\nIt are [sic]\n\n  1. One.').body[0]?.text).toBe('It are [sic]');
  const unknown = coverageOf('A headline\n\nA standfirst.\n\nA body. [Wend Valley Gazette]\n\n  1. One.');
  expect(unknown.credit?.source).toEqual({ name: 'Wend Valley Gazette', kind: 'wire', url: null });
  expect(unknown.assumptions).toContainEqual(
    expect.stringContaining('"Wend Valley Gazette" is not a source known here'),
  );
});

test('the headline may stand above the date, a site name above the headline', () => {
  expect(coverageOf('The bridge is open\n\nMay 3, 2021\n\nAt last.\n\n  1. One.')).toMatchObject({
    headline: { line: 1 },
    dateLine: { line: 3 },
    standfirst: { text: 'At last.' },
  });
  expect(coverageOf('Only News\n\nMay 3, 2021\n\nThe bridge is open\n\nAt last.\n\n  1. One.')).toMatchObject({
    headline: { line: 5 },
    ignored: [{ line: 1, text: 'Only News' }],
  });
});

test('characters that cannot be shown are left out, and it is said', () => {
  const { headline, assumptions } = coverageOf('A head\u0000line\u0007\n\n  1. One\vline.');
  expect(headline.text).toBe('A headline');
  expect(assumptions).toContain('Characters that cannot be shown were left out: line 1.');
});

test('a date that is not certain is shown as written', () => {
  const { dateLine, assumptions } = coverageOf('03/05/2021\n\nA headline\n\n  1. One.');
  expect(dateLine).toMatchObject({ text: '03/05/2021', date: null });
  expect(assumptions).toContainEqual(expect.stringContaining('day first or month first'));
});

test.each([
  ['nothing', '', 1, 'no headline'],
  ['no entries', 'May 3, 2021\n\nA headline\n\nA text.\n', 5, 'no entries'],
  ['only empty entries', 'A headline\n\n  1.\n\n  2.\n', 5, 'no entries'],
  ['no headline', '\nMay 3, 2021\n\n  1. One.', 4, 'no headline'],
  ['a long headline', `\n${'h'.repeat(301)}\n\n  1. One.`, 2, 'the headline has 301 characters; 300 is the most'],
  [
    'a long paragraph',
    `A headline\n\n  1. One.\n\n    ${'p'.repeat(10_001)}`,
    5,
    'a paragraph of entry 1 has 10001 characters',
  ],
  [
    'many paragraphs',
    `A headline\n\n  1. One.${'\n\n    More.'.repeat(200)}`,
    403,
    'entry 1 has 201 paragraphs; 200 is the most',
  ],
  ['a large entry', `A headline\n\n  1. One.${`\n\n    ${'p'.repeat(9_000)}`.repeat(4)}`, 3, 'entry 1 takes'],
  [
    'a large body',
    `A headline\n\nA standfirst.${`\n\n${'p'.repeat(9_000)}`.repeat(4)}\n\n  1. One.`,
    1,
    'the article above the entries takes',
  ],
  ['a high number', 'A headline\n\n  1000001. One.', 3, 'higher than 1000000'],
  [
    'a long featured text',
    `A headline\n\n  1. One.\n\nFeatured Post\n\nThe ferry\n\n${'t'.repeat(1_001)}`,
    9,
    '1000 is the most',
  ],
])('refuses %s with the line', (_what, text, line, reason) => {
  expect(parseCoverage(text, detect)).toEqual({ ok: false, line, reason: expect.stringContaining(reason) });
});

function coverageOf(text: string): Coverage {
  const read = parseCoverage(text, detect);
  if (!read.ok) throw new Error(`line ${read.line}: ${read.reason}`);
  return read.coverage;
}
