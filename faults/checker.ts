import type { Entry } from '#shared/article.ts';
import { applyChange, fromSnapshot, timelineOf } from '#shared/changes.ts';
import type { Change } from '#shared/protocol.ts';
import {
  factOf,
  markerIn,
  type Operation,
  type OperationKind,
  type PlacedFact,
  type ReaderHistory,
} from './history.ts';

/** Everything that is known after a run. */
export interface Evidence {
  readonly operations: readonly Operation[];
  /** Logs by epoch, as they lay in the store at the end, or before they were replaced. */
  readonly logs: ReadonlyMap<string, readonly Change[]>;
  /** The epoch that is served in the end. */
  readonly epoch: string;
  readonly readers: readonly ReaderHistory[];
  /** From here on nothing was broken and nobody published. */
  readonly calmAt: number;
  readonly staleAfterMs: number;
}

export const VERDICTS = ['lost', 'doubled', 'phantom', 'reordered', 'stale'] as const;
type Verdict = (typeof VERDICTS)[number];

/**
 * `lost`: acknowledged, but not in the log or not with a reader. `doubled`: there twice. `phantom`: there, though nobody asked for it
 * or it was refused. `reordered`: in another order than it happened in. `stale`: a reader that did not arrive at the log's end in time.
 */
export type Findings = Readonly<Record<Verdict, readonly string[]>>;

type Note = (verdict: Verdict, what: string) => void;

/** Compares what was asked for, what is stored and what readers have. Pure. */
export function check(evidence: Evidence): Findings {
  const findings: Record<Verdict, string[]> = { lost: [], doubled: [], phantom: [], reordered: [], stale: [] };
  const note: Note = (verdict, what) => void findings[verdict].push(what);
  checkAnswers(evidence, note);
  checkRealTimeOrder(evidence.operations, note);
  for (const [epoch, log] of evidence.logs) checkLog(epoch, log, evidence.operations, note);
  for (const reader of evidence.readers) {
    checkSteps(reader, evidence.logs, note);
    checkShown(reader, evidence, note);
  }
  return findings;
}

/** How long after the calm each reader was at the log's end; null for those that were not. */
export function catchUpTimes({ readers, logs, epoch, calmAt }: Evidence): (number | null)[] {
  const head = logs.get(epoch)?.length ?? 0;
  return readers.map(({ steps }) => {
    const arrived = steps.find(step => {
      const at = placeOf(step);
      return at.epoch === epoch && at.seq >= head;
    });
    return arrived === undefined ? null : Math.max(0, arrived.at - calmAt);
  });
}

const CHANGE_OF: Readonly<Record<OperationKind, Change['type']>> = {
  publish: 'entry-published',
  edit: 'entry-edited',
  retract: 'entry-retracted',
};

/** What was acknowledged stands where the answer said. */
function checkAnswers({ operations, logs }: Evidence, note: Note): void {
  for (const { outcome, kind, marker, commandId } of operations) {
    if (outcome.status !== 'acknowledged') continue;
    const { epoch, seq } = outcome.position;
    const change = logs.get(epoch)?.[seq - 1];
    const what = `${kind} ${marker} (command ${commandId}), acknowledged at ${seq}`;
    if (change === undefined) note('lost', `${what}: the log of ${epoch} ends before`);
    else if (!isOf(change, { kind, marker, entryId: outcome.entryId }))
      note('lost', `${what}: there stands ${describe(factOf(change))}`);
  }
}

function isOf(
  change: Change,
  { kind, marker, entryId }: { kind: OperationKind; marker: string; entryId: string },
): boolean {
  if (change.type !== CHANGE_OF[kind] || !('entry' in change) || change.entry.id !== entryId) return false;
  // A later withdrawal has erased the text here.
  const isErased = kind !== 'retract' && change.entry.retraction !== null;
  return isErased || markerIn(textOf(change.entry)) === marker;
}

function textOf(entry: Entry): string {
  return entry.retraction === null ? JSON.stringify(entry.body) : (entry.retraction.reason ?? '');
}

/** What was answered before something else was asked for comes before it. */
function checkRealTimeOrder(operations: readonly Operation[], note: Note): void {
  const answered = operations.flatMap(({ outcome, marker, invokedAt }) =>
    outcome.status === 'acknowledged' ? [{ marker, invokedAt, at: outcome.at, ...outcome.position }] : [],
  );
  const byAnswer = answered.toSorted((a, b) => a.at - b.at);
  const highest = new Map<string, { seq: number; marker: string }>();
  let settled = 0;
  for (const next of answered.toSorted((a, b) => a.invokedAt - b.invokedAt)) {
    for (let before = byAnswer[settled]; before && before.at < next.invokedAt; before = byAnswer[++settled])
      if (before.seq > (highest.get(before.epoch)?.seq ?? 0)) highest.set(before.epoch, before);
    const earlier = highest.get(next.epoch);
    if (earlier !== undefined && earlier.seq >= next.seq)
      note(
        'reordered',
        `${next.marker} at ${next.seq} was asked for after ${earlier.marker} was answered at ${earlier.seq}`,
      );
  }
}

/** The log counts without gaps, and everything in it was asked for and happened once. */
function checkLog(epoch: string, log: readonly Change[], operations: readonly Operation[], note: Note): void {
  const byMarker = new Map(operations.map(operation => [operation.marker, operation]));
  const seen = new Map<string, number>();
  for (const [index, change] of log.entries()) {
    const where = `${epoch} ${index + 1}`;
    if (change.seq !== index + 1 || change.epoch !== epoch)
      note('reordered', `${where}: there stands ${describe(factOf(change))}`);
    if (!('entry' in change)) continue;
    const operation = byMarker.get(markerIn(textOf(change.entry)) ?? '');
    // Of what was withdrawn later only the withdrawal can be told.
    const kinds: readonly Change['type'][] = [change.type, ...(change.entry.retraction === null ? [] : [ERASED])];
    if (operation === undefined || !kinds.includes(CHANGE_OF[operation.kind])) {
      note('phantom', `${where}: ${describe(factOf(change))}, which nobody asked for`);
      continue;
    }
    const { kind, marker, outcome } = operation;
    if (outcome.status === 'refused')
      note('phantom', `${where}: ${kind} ${marker}, which was refused (${outcome.code})`);
    if (CHANGE_OF[kind] !== change.type) continue;
    const before = seen.get(marker);
    if (before !== undefined) note('doubled', `${where}: ${kind} ${marker} stands at ${before} already`);
    seen.set(marker, index + 1);
  }
}

const ERASED: Change['type'] = 'entry-retracted';

/** A reader's way: from 1 to 1, never back, into another log by a snapshot only, and only over what is in the log. */
function checkSteps({ name, steps }: ReaderHistory, logs: Evidence['logs'], note: Note): void {
  let place: { epoch: string; seq: number } | null = null;
  const left = new Set<string>();
  for (const step of steps) {
    const next = placeOf(step);
    if (place !== null && next.epoch !== place.epoch) {
      left.add(place.epoch);
      if (step.type === 'change')
        note('lost', `${name}: from ${place.epoch} to ${next.epoch} ${next.seq} without a snapshot`);
      if (left.has(next.epoch)) note('reordered', `${name}: back from ${place.epoch} to ${next.epoch}`);
    }
    if (place !== null && next.epoch === place.epoch) {
      if (step.type === 'snapshot' && next.seq < place.seq)
        note('reordered', `${name}: back from ${place.seq} to a snapshot of ${next.seq}`);
      if (step.type === 'change' && next.seq === place.seq) note('doubled', `${name}: applied ${next.seq} twice`);
      if (step.type === 'change' && next.seq < place.seq) note('reordered', `${name}: ${next.seq} after ${place.seq}`);
      if (step.type === 'change' && next.seq > place.seq + 1) note('lost', `${name}: from ${place.seq} to ${next.seq}`);
    }
    if (step.type === 'change') checkApplied(name, step.change, logs, note);
    place = next;
  }
}

function checkApplied(name: string, applied: PlacedFact, logs: Evidence['logs'], note: Note): void {
  const stored = logs.get(applied.epoch)?.[applied.seq - 1];
  const fact = stored === undefined ? null : factOf(stored);
  // A withdrawal rewrites earlier changes of its entry: they then carry a higher version.
  const isSame =
    fact !== null && fact.kind === applied.kind && fact.entryId === applied.entryId && fact.version >= applied.version;
  if (!isSame)
    note('phantom', `${name}: applied ${describe(applied)}; in the log: ${fact === null ? 'nothing' : describe(fact)}`);
}

function placeOf(step: ReaderHistory['steps'][number]): { readonly epoch: string; readonly seq: number } {
  return step.type === 'snapshot' ? step.position : step.change;
}

/** What stands on a page in the end is the fold of the log. */
function checkShown(reader: ReaderHistory, evidence: Evidence, note: Note): void {
  const { name, shown } = reader;
  const log = evidence.logs.get(evidence.epoch) ?? [];
  const { epoch, seq } = shown.position;
  if (epoch !== evidence.epoch || seq !== log.length)
    return note('stale', `${name}: stands at ${epoch} ${seq}, the log at ${evidence.epoch} ${log.length}`);
  const [tookMs] = catchUpTimes({ ...evidence, readers: [reader] });
  if (tookMs === null || tookMs === undefined || tookMs > evidence.staleAfterMs)
    note('stale', `${name}: was there after ${tookMs?.toFixed(0)} ms`);
  compareTimelines(
    name,
    timelineOf(shown),
    entriesOf(log).filter(entry => entry.number >= shown.completeFrom),
    note,
  );
}

function compareTimelines(name: string, shown: readonly Entry[], due: readonly Entry[], note: Note): void {
  const byId = new Map(shown.map(entry => [entry.id, entry]));
  const dueById = new Map(due.map(entry => [entry.id, entry]));
  if (byId.size < shown.length) note('doubled', `${name}: shows ${shown.length - byId.size} entries twice`);
  for (const entry of due) {
    const seen = byId.get(entry.id);
    if (seen === undefined) note('lost', `${name}: does not show entry ${entry.number}`);
    else if (JSON.stringify(seen) !== JSON.stringify(entry))
      note('lost', `${name}: shows entry ${entry.number} as it was`);
  }
  for (const entry of shown)
    if (!dueById.has(entry.id)) note('phantom', `${name}: shows ${entry.id}, which is not in the log`);
  const isDescending = shown.every((entry, index) => index === 0 || entry.number < (shown[index - 1]?.number ?? 0));
  if (!isDescending) note('reordered', `${name}: shows entries in another order`);
}

function entriesOf(log: readonly Change[]): readonly Entry[] {
  const [first, ...rest] = log;
  if (first === undefined || !('article' in first)) return [];
  const { article, epoch, seq } = first;
  const begun = fromSnapshot({ article, entries: [], position: { epoch, seq }, older: null });
  const folded = rest.reduce((state, change) => {
    const applied = applyChange(state, change);
    return applied.verdict === 'applied' ? applied.state : state;
  }, begun);
  return folded.entries;
}

function describe({ seq, kind, entryId, version }: PlacedFact): string {
  return `${seq} ${kind}${entryId === null ? '' : ` of ${entryId}`} (version ${version})`;
}
