import { parseArgs } from 'node:util';

export interface Options {
  readonly names: readonly string[];
  readonly seed: number;
  readonly isQuick: boolean;
  /** How long a scenario that has a length is to last; null: as long as it says itself. */
  readonly minutes: number | null;
  /** What docs/reliability.md takes: the table of a whole run, the rows of a part of one. */
  readonly save: 'table' | 'rows' | 'nothing';
  /** Whether it takes what a scenario tells line by line: of any run that was as long as it should be. */
  readonly saveLines: boolean;
  readonly json: string | null;
}

export const USAGE = `npm run faults -- [name ...] [options]

  name        the faults to bring about (all)
  --seed N    the same dice again (1)
  --quick     fewer rounds
  --minutes N how long two-nodes lasts (5)
  --json FILE keep the result
  --no-save   leave docs/reliability.md as it is
`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Throws a UsageError that says what is wrong; null where the usage was asked for. */
export function readOptions(args: readonly string[], known: readonly string[]): Options | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const unknown = positionals.filter(name => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`there is no ${unknown.join(', ')}; there are ${known.join(', ')}`);
  if (!/^\d+$/.test(values.seed)) throw new UsageError(`--seed takes a whole number, not "${values.seed}"`);
  if (values.minutes !== undefined && !(Number(values.minutes) > 0))
    throw new UsageError(`--minutes takes a number above 0, not "${values.minutes}"`);
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  const isWhole = !values.quick && minutes === null;
  return {
    names: positionals.length === 0 ? known : positionals,
    seed: Number(values.seed),
    isQuick: values.quick,
    minutes,
    save: !values.save || !isWhole ? 'nothing' : positionals.length === 0 ? 'table' : 'rows',
    saveLines: values.save && isWhole,
    json: values.json ?? null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      allowNegative: true,
      options: {
        seed: { type: 'string', default: '1' },
        quick: { type: 'boolean', default: false },
        minutes: { type: 'string' },
        json: { type: 'string' },
        save: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
