import type { Cores } from './machine.ts';

/** What every measurement is given. */
export interface Setting {
  readonly readers: number;
  readonly cores: Cores | null;
}

/** What a table is made of. */
export interface Columns<Contender extends string = string, Figure extends string = string> {
  /** Columns of the table: the first one is judged, and compared with the others inside a round. */
  readonly contenders: Readonly<Record<Contender, string>>;
  /** Those that it is compared with; all others where nothing is said. */
  readonly against?: readonly Contender[];
  /** Lines of the table, in its order. */
  readonly lines: Readonly<Record<Figure, Line>>;
}

/** One question that the bench answers by measuring contenders in turn, round after round. */
export interface Part<Contender extends string = string, Figure extends string = string>
  extends Columns<Contender, Figure> {
  readonly title: string;
  /** How many readers it takes where the run was asked for so many. */
  readers(asked: number): number;
  /** One contender, with fresh processes. A figure that it does not have is NaN. */
  measure(contender: Contender, setting: Setting): Promise<Readonly<Record<Figure, number>>>;
}

export interface Line {
  readonly label: string;
  readonly goal?: string;
  /** What the columns of comparison say; a ratio where nothing else is asked for. */
  readonly compared?: 'difference' | 'not';
}

/** Something is missing here that a part needs; the others can be measured all the same. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
}

/** The lines that say whether the judged contender kept its promises. */
export const FAULT_LINES = {
  missing: { label: 'changes that a reader never got', goal: '0' },
  duplicates: { label: 'changes that a reader got twice', goal: '0' },
  outOfOrder: { label: 'changes that came out of order', goal: '0' },
} as const satisfies Readonly<Record<string, Line>>;

export type FaultFigure = keyof typeof FAULT_LINES;
