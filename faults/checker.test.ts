import { describe, expect, it } from 'vitest';
import { makeArticle, makeEntry } from '#server/test-bench/make-article.ts';
import type { Entry } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { applyChange, fromSnapshot } from '#shared/changes.ts';
import type { Change } from '#shared/protocol.ts';
import { catchUpTimes, check, type Evidence, VERDICTS } from './checker.ts';
import { factOf, type Operation, type ReaderHistory, type ReaderStep } from './history.ts';

const EPOCH = 'epoch-of-this-log';
const CALM_AT = 1_000;
const STALE_AFTER_MS = 100;

const article = makeArticle();
const created: Change = { type: 'article-created', epoch: EPOCH, seq: 1, at: 0, article };

/** The entry that the operation with this number published. */
function entryOf(number: number, fields: Partial<Entry> = {}): Entry {
  const entry = makeEntry({ id: `entry-${number}`, number, body: paragraphs([`[op-${number}] It is so.`]) });
  return { ...entry, ...fields } as Entry;
}

function published(seq: number, number = seq - 1): Change {
  return { type: 'entry-published', epoch: EPOCH, seq, at: 0, entry: entryOf(number) };
}

/** Operation `number` published what stands at `seq`. */
function acknowledged(number: number, seq: number, times: { invokedAt: number; at: number }): Operation {
  const position = { epoch: EPOCH, seq };
  return {
    ...{ commandId: `command-${number}`, kind: 'publish', marker: `[op-${number}]`, invokedAt: times.invokedAt },
    outcome: { status: 'acknowledged', at: times.at, position, entryId: `entry-${number}` },
  };
}

/** Opened the page at the beginning and applied these changes, each 10 ms after the last. */
function readerOf(changes: readonly Change[]): ReaderHistory {
  const position = { epoch: EPOCH, seq: 1 };
  const begun = fromSnapshot({ article, entries: [], position, older: null });
  const shown = changes.reduce((state, change) => {
    const applied = applyChange(state, change);
    return applied.verdict === 'applied' ? applied.state : state;
  }, begun);
  const steps: ReaderStep[] = [
    { type: 'snapshot', at: 0, position },
    ...changes.map((change, n): ReaderStep => ({ type: 'change', at: 10 * (n + 1), change: factOf(change) })),
  ];
  return { name: 'reader', steps, shown };
}

/** Three entries, published one after another, and a reader who saw them come. */
function evidence(fields: Partial<Evidence> = {}): Evidence {
  const log = [created, published(2), published(3), published(4)];
  return {
    operations: [1, 2, 3].map(n => acknowledged(n, n + 1, { invokedAt: 10 * n, at: 10 * n + 5 })),
    logs: new Map([[EPOCH, log]]),
    readers: [readerOf(log.slice(1))],
    ...{ epoch: EPOCH, calmAt: CALM_AT, staleAfterMs: STALE_AFTER_MS },
    ...fields,
  };
}

function logOf(...changes: Change[]): Evidence['logs'] {
  return new Map([[EPOCH, [created, ...changes]]]);
}

function verdicts(of: Evidence): string[] {
  const findings = check(of);
  return VERDICTS.filter(verdict => findings[verdict].length > 0);
}

describe('the checker finds', () => {
  it('nothing in a sound history', () => {
    expect(verdicts(evidence())).toEqual([]);
  });

  it('nothing in an unanswered publish that did or did not happen', () => {
    const given = evidence();
    const open = (n: number): Operation => ({
      ...{ commandId: `command-${n}`, kind: 'publish', marker: `[op-${n}]`, invokedAt: 0 },
      outcome: { status: 'unknown', reason: 'cut' },
    });
    const operations = [...given.operations.slice(0, 2), open(3), open(4)];
    expect(verdicts({ ...given, operations })).toEqual([]);
  });

  it('nothing in a withdrawal, which erases what it withdraws from the log', () => {
    const retraction = { at: '2026-03-01T10:00:00.000Z', reason: '[op-4]' };
    const { id, number, publishedAt } = entryOf(1);
    const tombstone: Entry = { id, number, version: 2, publishedAt, retraction };
    const erased: Change = { ...published(2), type: 'entry-published', entry: tombstone };
    const retracted: Change = { type: 'entry-retracted', epoch: EPOCH, seq: 5, at: 0, entry: tombstone };
    const withdrawal: Operation = { ...acknowledged(4, 5, { invokedAt: 60, at: 70 }), kind: 'retract' };
    const answered = { ...withdrawal, outcome: { ...withdrawal.outcome, entryId: id } } as Operation;
    const before = evidence();
    const seen = [published(2), published(3), published(4), retracted];
    const logs = logOf(erased, published(3), published(4), retracted);
    expect(
      verdicts({ ...before, operations: [...before.operations, answered], logs, readers: [readerOf(seen)] }),
    ).toEqual([]);
  });

  it('an acknowledged publish that is not in the log', () => {
    const logs = logOf(published(2), published(3));
    const readers = [readerOf([published(2), published(3)])];
    expect(verdicts(evidence({ logs, readers }))).toEqual(['lost']);
  });

  it('another publish where an acknowledged one should stand', () => {
    const given = evidence();
    const operations = [...given.operations.slice(0, 2), acknowledged(3, 3, { invokedAt: 30, at: 35 })];
    expect(verdicts({ ...given, operations })).toContain('lost');
  });

  it('a command that was carried out twice', () => {
    const again: Change = {
      ...published(5),
      type: 'entry-published',
      entry: { ...entryOf(3), id: 'entry-3-again', number: 4 } as Entry,
    };
    const log = [published(2), published(3), published(4), again];
    expect(verdicts(evidence({ logs: logOf(...log), readers: [readerOf(log)] }))).toEqual(['doubled']);
  });

  it.each([
    ['an entry of another id', { entryId: 'entry-9' }],
    ['another log', { position: { epoch: 'epoch-that-nobody-kept', seq: 4 } }],
  ])('an answer that names %s than what was stored', (_what, answer) => {
    const given = evidence();
    const [one, two, three] = given.operations as [Operation, Operation, Operation];
    const wrong = { ...three, outcome: { ...three.outcome, ...answer } } as Operation;
    expect(verdicts({ ...given, operations: [one, two, wrong] })).toEqual(['lost']);
  });

  it('a withdrawal that was acknowledged and did not happen', () => {
    const given = evidence();
    const withdrawal: Operation = { ...acknowledged(3, 4, { invokedAt: 30, at: 35 }), kind: 'retract' };
    expect(verdicts({ ...given, operations: [...given.operations.slice(0, 2), withdrawal] })).toEqual([
      'lost',
      'phantom',
    ]);
  });

  it('an unanswered publish that happened twice', () => {
    const given = evidence();
    const open: Operation = {
      ...acknowledged(3, 4, { invokedAt: 30, at: 35 }),
      outcome: { status: 'unknown', reason: 'cut' },
    };
    const again: Change = {
      ...published(5),
      type: 'entry-published',
      entry: { ...entryOf(3), id: 'entry-3-again', number: 4 } as Entry,
    };
    const log = [published(2), published(3), published(4), again];
    const operations = [...given.operations.slice(0, 2), open];
    expect(verdicts({ ...given, operations, logs: logOf(...log), readers: [readerOf(log)] })).toEqual(['doubled']);
  });

  it('an entry that nobody asked for', () => {
    const log = [published(2), published(3), published(4), published(5, 9)];
    expect(verdicts(evidence({ logs: logOf(...log), readers: [readerOf(log)] }))).toEqual(['phantom']);
  });

  it('a publish that was refused and happened all the same', () => {
    const given = evidence();
    const refused: Operation = {
      ...acknowledged(3, 4, { invokedAt: 30, at: 35 }),
      outcome: { status: 'refused', at: 35, httpStatus: 507, code: 'store-full' },
    };
    expect(verdicts({ ...given, operations: [...given.operations.slice(0, 2), refused] })).toEqual(['phantom']);
  });

  it('a log against the order of what was answered and asked', () => {
    const given = evidence();
    const log = [published(2), published(3, 3), published(4, 2)];
    const operations = [
      ...given.operations.slice(0, 1),
      acknowledged(2, 4, { invokedAt: 20, at: 25 }),
      acknowledged(3, 3, { invokedAt: 30, at: 35 }),
    ];
    expect(verdicts({ ...given, operations, logs: logOf(...log), readers: [readerOf(log)] })).toEqual(['reordered']);
  });

  it('no order among publishes that overlapped', () => {
    const log = [published(2), published(3, 3), published(4, 2)];
    const operations = [
      acknowledged(1, 2, { invokedAt: 10, at: 15 }),
      acknowledged(2, 4, { invokedAt: 20, at: 40 }),
      acknowledged(3, 3, { invokedAt: 30, at: 35 }),
    ];
    expect(verdicts(evidence({ operations, logs: logOf(...log), readers: [readerOf(log)] }))).toEqual([]);
  });

  it('a change of another log', () => {
    const log = [published(2), published(3), { ...published(4), epoch: 'epoch-before-restore' }];
    const given = evidence();
    expect(verdicts({ ...given, logs: logOf(...log), readers: [] })).toEqual(['reordered']);
  });

  it('a log that skips a number', () => {
    const log = [published(2), published(3), { ...published(5, 3) }];
    const given = evidence();
    expect(verdicts({ ...given, logs: logOf(...log), readers: [] })).toEqual(['reordered']);
  });
});

describe('the checker finds, with a reader,', () => {
  const sound = evidence();
  const [reader] = sound.readers as [ReaderHistory];
  const [opened, first, second, third] = reader.steps as [ReaderStep, ReaderStep, ReaderStep, ReaderStep];
  const withSteps = (...steps: ReaderStep[]): Evidence => ({ ...sound, readers: [{ ...reader, steps }] });
  const back: ReaderStep = { type: 'snapshot', at: 25, position: { epoch: EPOCH, seq: 2 } };

  it.each([
    ['a hole', ['lost'], withSteps(opened, first, third)],
    ['a change applied twice', ['doubled'], withSteps(opened, first, second, second, third)],
    ['a change after a later one', ['lost', 'reordered'], withSteps(opened, second, first, third)],
    ['a step back to an older snapshot', ['reordered'], withSteps(opened, first, second, back, second, third)],
    [
      'a change that is not in the log',
      ['phantom'],
      withSteps(opened, first, second, third, { type: 'change', at: 50, change: factOf(published(5)) }),
    ],
    [
      'another change than stands in the log there',
      ['phantom'],
      withSteps(
        opened,
        first,
        { type: 'change', at: 20, change: { ...factOf(published(3)), entryId: 'entry-9' } },
        third,
      ),
    ],
    [
      'an entry in a later version than the log has',
      ['phantom'],
      withSteps(opened, first, { type: 'change', at: 20, change: { ...factOf(published(3)), version: 2 } }, third),
    ],
    [
      'one who came too late',
      ['stale'],
      withSteps(opened, first, second, { ...third, at: CALM_AT + STALE_AFTER_MS + 1 }),
    ],
    ['one who never came', ['stale'], { ...sound, readers: [readerOf([published(2), published(3)])] }],
    [
      'one in a log that was replaced',
      ['stale'],
      { ...sound, epoch: 'epoch-after-restore', logs: new Map([...sound.logs, ['epoch-after-restore', []]]) },
    ],
  ])('%s', (_what, expected, given) => {
    expect(verdicts(given)).toEqual(expected);
  });

  it.each([
    ['an entry that is not shown', ['lost'], reader.shown.entries.slice(1)],
    [
      'an entry shown as it was',
      ['lost'],
      [{ ...entryOf(3), body: paragraphs(['Else.']) } as Entry, ...reader.shown.entries.slice(1)],
    ],
    ['an entry shown twice', ['doubled', 'reordered'], [entryOf(3), ...reader.shown.entries]],
    ['an entry out of nowhere', ['phantom'], [entryOf(7), ...reader.shown.entries]],
    ['entries in another order', ['reordered'], reader.shown.entries.toReversed()],
  ])('%s', (_what, expected, entries) => {
    const readers = [{ ...reader, shown: { ...reader.shown, entries } }];
    expect(verdicts({ ...sound, readers })).toEqual(expected);
  });

  const epoch = 'epoch-after-restore';
  const logs = new Map([...sound.logs, [epoch, [created, published(2)].map(change => ({ ...change, epoch }))]]);
  const begun = fromSnapshot({ article, entries: [entryOf(1)], position: { epoch, seq: 2 }, older: null });
  const startedOver: ReaderStep = { type: 'snapshot', at: 60, position: begun.position };
  const restored = (...steps: ReaderStep[]): Evidence => ({
    ...{ ...sound, epoch, logs },
    readers: [{ ...reader, steps: [...reader.steps, ...steps], shown: begun }],
  });

  it.each([
    ['nothing in one who started over in another log', [], restored(startedOver)],
    [
      'one who went on in another log without a snapshot',
      ['lost'],
      restored({ type: 'change', at: 60, change: { ...factOf(published(2)), epoch } }),
    ],
    [
      'one who was sent back to the log that was replaced',
      ['reordered'],
      restored(startedOver, { ...back, at: 70 }, { ...startedOver, at: 80 }),
    ],
  ])('%s', (_what, expected, given) => {
    expect(verdicts(given)).toEqual(expected);
  });
});

it('measures how long after the calm each reader had everything', () => {
  const given = evidence({ calmAt: 20 });
  const late = readerOf([published(2), published(3)]);
  expect(catchUpTimes({ ...given, readers: [...given.readers, late] })).toEqual([10, null]);
});
