import { describe, expect, it } from 'vitest';
import { type Faults, Sequence } from './sequence.ts';

const NONE: Faults = { missing: 0, duplicates: 0, outOfOrder: 0 };

describe('the meter', () => {
  it.each([
    ['a whole sequence', [4, 5, 6], NONE],
    ['a change that never came', [4, 6], { ...NONE, missing: 1 }],
    ['changes missing at the end', [4], { ...NONE, missing: 2 }],
    ['a change that came twice', [4, 5, 5, 6], { ...NONE, duplicates: 1 }],
    ['changes that changed places', [5, 4, 6], { ...NONE, outOfOrder: 1 }],
    ['one from before the start', [3, 4, 5, 6], { ...NONE, duplicates: 1 }],
  ])('sees %s', (_what, seqs, faults) => {
    const sequence = new Sequence(3);
    for (const seq of seqs) sequence.take(seq);

    expect(sequence.faults(6)).toEqual(faults);
  });
});
