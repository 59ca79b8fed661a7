import { describe, expect, it } from 'vitest';
import { makeArticle } from '#server/test-bench/make-article.ts';
import { fromSnapshot } from '#shared/changes.ts';
import { VERDICTS } from './checker.ts';
import type { Judgement } from './coverage.ts';
import type { Operation, ReaderHistory, ReaderStep } from './history.ts';
import { lateness } from './lateness.ts';
import { countsOf, failuresOf } from './scenario.ts';

const CLEAN = { lost: [], doubled: [], phantom: [], reordered: [], stale: [] };

function judgement(fields: Partial<Judgement> = {}): Judgement {
  const counts = { acknowledged: 3, refused: 0, unknown: 0, readers: 2, applied: 6, catchUpP95Ms: 20 };
  return { findings: CLEAN, ...counts, ...fields };
}

describe('a judgement', () => {
  it('passes where nothing was found', () => {
    expect(failuresOf(judgement())).toEqual([]);
    expect(countsOf(judgement())).toBe(
      '3 acknowledged; none lost, doubled, phantom, reordered, stale; 2 readers caught up p95 0.02 s',
    );
  });

  it.each(VERDICTS)('fails where something is %s', verdict => {
    const found = judgement({ findings: { ...CLEAN, [verdict]: ['one', 'two', 'three', 'four'] } });

    expect(failuresOf(found)).toEqual([`4 ${verdict}: one; two; three`]);
    expect(countsOf(found)).toContain(`4 ${verdict}`);
  });

  it.each([
    ['nothing was acknowledged', { acknowledged: 0 }],
    ['no reader applied anything', { applied: 0 }],
  ])('fails where %s', (failure, fields) => {
    expect(failuresOf(judgement(fields))).toEqual([failure]);
  });

  it('asks no more of a run without readers', () => {
    expect(failuresOf(judgement({ readers: 0, applied: 0, catchUpP95Ms: null }))).toEqual([]);
  });
});

it('measures how long after each answer a reader had it, and leaves out what came by a snapshot', () => {
  const position = { epoch: 'e', seq: 1 };
  const acknowledged = (seq: number, at: number): Operation => ({
    ...{ commandId: `command-${seq}`, kind: 'publish', marker: `[op-${seq}]`, invokedAt: 0 },
    outcome: { status: 'acknowledged', at, position: { epoch: 'e', seq }, entryId: `entry-${seq}` },
  });
  const change = (seq: number, at: number): ReaderStep => ({
    ...{ type: 'change', at },
    change: { epoch: 'e', seq, kind: 'entry-published', entryId: `entry-${seq}`, version: 1 },
  });
  const reader: ReaderHistory = {
    name: 'reader',
    steps: [{ type: 'snapshot', at: 0, position }, change(2, 15), change(3, 19)],
    shown: fromSnapshot({ article: makeArticle(), entries: [], position, older: null }),
  };

  expect(lateness({ operations: [1, 2, 3].map(seq => acknowledged(seq, 10 * seq - 10)), readers: [reader] })).toEqual([
    5, 0,
  ]);
});
