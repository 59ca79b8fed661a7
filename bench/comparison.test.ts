import { expect, it } from 'vitest';
import { compare } from './comparison.ts';
import type { Part } from './part.ts';
import { table } from './table.ts';

const part: Part = {
  title: 'shoes',
  contenders: { ours: 'Ours', theirs: 'Theirs' },
  lines: {
    cost: { label: 'what one costs', goal: '≤ 0.5 x' },
    weight: { label: 'its weight', compared: 'difference' },
    faults: { label: 'faults' },
  },
  readers: asked => asked,
  measure: async () => ({}),
};

const rounds = [
  { ours: { cost: 1, weight: 2, faults: 0 }, theirs: { cost: 4, weight: 5, faults: 0 } },
  { ours: { cost: 1_500, weight: 4, faults: 0 }, theirs: { cost: 3_000, weight: 8.5, faults: Number.NaN } },
  { ours: { cost: 2, weight: 6, faults: 0 }, theirs: { cost: 2, weight: 6, faults: 0 } },
];

it('contenders are compared inside each round, and the table has medians and ranges', () => {
  expect(table(part, compare(part, rounds), '1,000 readers').split('\n')).toEqual([
    '| 1,000 readers  | Ours | Theirs |           to Theirs | goal    |',
    '|----------------|-----:|-------:|--------------------:|---------|',
    '| what one costs |    2 |      4 | 0.50 (0.25 to 1.00) | ≤ 0.5 x |',
    '| its weight     |    4 |      6 |      -3 (-4.5 to 0) |         |',
    '| faults         |    0 |      0 |                     |         |',
  ]);
});
