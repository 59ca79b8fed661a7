import { expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { type Row, withResults, withRows } from './report.ts';

const TEXT = `# Reliability
<!-- results -->
old
<!-- end of results -->
## Two nodes
<!-- two-nodes -->
<!-- end of results -->
`;

it('puts results between their own marks and leaves all else', () => {
  const text = withResults(withResults(TEXT, 'two-nodes', 'new nodes'), 'results', 'new');

  expect(text).toBe(`# Reliability
<!-- results -->
new
<!-- end of results -->
## Two nodes
<!-- two-nodes -->
new nodes
<!-- end of results -->
`);
});

it('replaces the row of a fault that was run by itself, and no other', () => {
  const row: Row = {
    ...{ name: 'cut', fault: 'a cut', how: 'by scissors', shows: ['D1'], figure: '0 | 1', failures: [] },
    ...{ result: 'passed', lines: null, tookMs: 1 },
  };

  expect(withRows('| a cut (`cut`) | old |\n| b (`not-cut`) | old |\n(`cut`) |', [row], '2026-11-24')).toBe(
    '| a cut (`cut`) | D1 | by scissors | 0 \\| 1 | passed, by itself, 2026-11-24 |\n| b (`not-cut`) | old |\n(`cut`) |',
  );
});

it('says which marks are missing', () => {
  expect(() => withResults(TEXT, 'three-nodes', 'new')).toThrow('lacks the marks <!-- three-nodes -->');
});

it('keeps a table of its own only of a run as long as it should be', () => {
  const saved = (...args: string[]) => readOptions(['two-nodes', ...args], ['two-nodes', 'other']);

  expect(saved()).toMatchObject({ minutes: null, save: 'rows', saveLines: true });
  expect(saved('--minutes', '0.5')).toMatchObject({ minutes: 0.5, saveLines: false });
  expect(saved('--quick')).toMatchObject({ saveLines: false });
  expect(() => saved('--minutes', 'five')).toThrow('--minutes takes a number above 0, not "five"');
});
