import { ConfigError } from '#server/config.ts';
import { MissingBuild } from '#server/pages/assets.ts';
import { UnusableStore } from '#server/store/unusable-store.ts';

/** What commands end with, so that scripts can tell why. */
export const EXIT_CODES = { done: 0, refused: 1, usage: 2, server: 3 } as const;

/** Ends a command. The message is all that a person needs; `line` is where in the input it went wrong, counted from 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: 'refused' | 'usage' | 'server';
  readonly line: number | null;

  constructor(kind: Failure['kind'], message: string, line: number | null = null) {
    super(message);
    this.kind = kind;
    this.line = line;
  }
}

/** Whatever was thrown, as a failure; only faults of the program keep their stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('server', String(error));
  const kinds = [ConfigError, MissingBuild, UnusableStore];
  const isExplained = kinds.some(kind => error instanceof kind) || 'syscall' in error;
  return new Failure('server', isExplained ? error.message : (error.stack ?? error.message));
}
