import type { ArticleState, Position } from '#shared/article.ts';
import type { Change } from '#shared/protocol.ts';

/** What everybody did and saw in one run, for the checker. Times are milliseconds of one clock that only goes forward. */

export type OperationKind = 'publish' | 'edit' | 'retract';

/** Something an editor asked for. `marker` stands in its text (of a withdrawal, in its reason) and in no other. */
export interface Operation {
  readonly commandId: string;
  readonly kind: OperationKind;
  readonly marker: string;
  readonly invokedAt: number;
  readonly outcome: Outcome;
}

/** `unknown`: no answer came, or one that says nothing. It may have happened, once, or not. */
export type Outcome =
  | { readonly status: 'acknowledged'; readonly at: number; readonly position: Position; readonly entryId: string }
  | { readonly status: 'refused'; readonly at: number; readonly httpStatus: number; readonly code: string }
  | { readonly status: 'unknown'; readonly reason: string };

/** What moved a reader on: a snapshot that was taken or a change that was applied. */
export type ReaderStep =
  | { readonly type: 'snapshot'; readonly at: number; readonly position: Position }
  | { readonly type: 'change'; readonly at: number; readonly change: PlacedFact };

/** Of a change as much as has to be compared. */
export interface PlacedFact {
  readonly epoch: string;
  readonly seq: number;
  readonly kind: Change['type'];
  readonly entryId: string | null;
  readonly version: number;
}

export interface ReaderHistory {
  readonly name: string;
  readonly steps: readonly ReaderStep[];
  /** What stood on its page in the end. */
  readonly shown: ArticleState;
}

export function factOf(change: Change): PlacedFact {
  const { epoch, seq, type: kind } = change;
  return 'entry' in change
    ? { epoch, seq, kind, entryId: change.entry.id, version: change.entry.version }
    : { epoch, seq, kind, entryId: null, version: change.article.version };
}

/** Keeps what editors asked for. */
export class Operations {
  readonly #all: { current: Operation }[] = [];
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get all(): readonly Operation[] {
    return this.#all.map(({ current }) => current);
  }

  count(status: Outcome['status']): number {
    return this.#all.filter(({ current }) => current.outcome.status === status).length;
  }

  /** From now on it may happen. Answers how to note what became of it; without that it stays unknown. */
  invoke(kind: OperationKind, commandId: string): Invoked {
    const marker = `[op-${this.#all.length + 1}]`;
    const kept: { current: Operation } = {
      current: {
        commandId,
        kind,
        marker,
        invokedAt: this.#now(),
        outcome: { status: 'unknown', reason: 'unanswered' },
      },
    };
    this.#all.push(kept);
    const settle = (outcome: Outcome) => {
      kept.current = { ...kept.current, outcome };
    };
    return {
      marker,
      acknowledged: (position, entryId) => settle({ status: 'acknowledged', at: this.#now(), position, entryId }),
      refused: (httpStatus, code) => settle({ status: 'refused', at: this.#now(), httpStatus, code }),
      unknown: reason => settle({ status: 'unknown', reason }),
    };
  }
}

export interface Invoked {
  readonly marker: string;
  acknowledged(position: Position, entryId: string): void;
  refused(httpStatus: number, code: string): void;
  unknown(reason: string): void;
}

/** The marker of an operation in a text; null where there is none. */
export function markerIn(text: string): string | null {
  return /\[op-\d+\]/.exec(text)?.[0] ?? null;
}
