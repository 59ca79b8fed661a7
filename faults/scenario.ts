import { VERDICTS } from './checker.ts';
import type { Judgement } from './coverage.ts';

/** One fault, brought about on purpose. */
export interface Scenario {
  /** What `npm run faults -- NAME` calls it. */
  readonly name: string;
  readonly fault: string;
  /** One line: how it is brought about. */
  readonly how: string;
  /** Ids of the promises that it shows. */
  readonly shows: readonly string[];
  readonly limitMs: number;
  /** Why it cannot be run on this machine; null where it can. */
  readonly missing?: () => string | null;
  run(stage: Stage): Promise<Outcome>;
}

/** What a run may use. Everything put on `letGo` is ended when the run ends, however it ends. */
export interface Stage {
  readonly random: () => number;
  /** Fewer rounds, for a first look. */
  readonly isQuick: boolean;
  /** How long a scenario that has a length is to last; null: as long as it says itself. */
  readonly minutes: number | null;
  readonly letGo: AsyncDisposableStack;
}

export interface Outcome {
  /** What was measured, for the table. */
  readonly figure: string;
  /** The same line by line, where it is more than a cell of a table holds. */
  readonly lines?: readonly (readonly [string, string])[];
  /** What is not as promised; passed where there is none. */
  readonly failures: readonly string[];
}

const EXAMPLES = 3;

/** What the checker found, as failures: each verdict with its first few cases. A run in which nothing happened shows nothing. */
export function failuresOf({ findings, acknowledged, readers, applied }: Judgement): string[] {
  return [
    ...VERDICTS.filter(verdict => findings[verdict].length > 0).map(
      verdict => `${findings[verdict].length} ${verdict}: ${findings[verdict].slice(0, EXAMPLES).join('; ')}`,
    ),
    ...(acknowledged === 0 ? ['nothing was acknowledged'] : []),
    ...(readers > 0 && applied === 0 ? ['no reader applied anything'] : []),
  ];
}

/** The counts that every row of the table has. */
export function countsOf(judgement: Judgement): string {
  const { findings, acknowledged, refused, unknown, readers, catchUpP95Ms } = judgement;
  const asked = [
    `${acknowledged} acknowledged`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unknown > 0 ? [`${unknown} unanswered`] : []),
  ];
  const verdicts = VERDICTS.map(verdict => findings[verdict].length);
  const isClean = verdicts.every(count => count === 0);
  const found = isClean
    ? 'none lost, doubled, phantom, reordered, stale'
    : VERDICTS.map((v, n) => `${verdicts[n]} ${v}`).join(', ');
  const caughtUp = catchUpP95Ms === null ? [] : [`${readers} readers caught up p95 ${seconds(catchUpP95Ms)}`];
  return [asked.join(', '), found, ...caughtUp].join('; ');
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
