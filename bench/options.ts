import { parseArgs } from 'node:util';

export interface Options {
  readonly readers: number;
  readonly rounds: number;
  readonly save: boolean;
}

export const USAGE = `npm run bench -- [options]

  --readers N   readers of one article (1000)
  --rounds N    rounds; in each one every server is measured once (3)
  --no-save     leave no file in bench/results
`;

/** Throws a UsageError that says what an option takes; null where the usage was asked for. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parsed(args);
  if (values.help) return null;
  return {
    readers: wholeNumber('--readers', values.readers, { from: 10, to: 50_000 }),
    rounds: wholeNumber('--rounds', values.rounds, { from: 1, to: 50 }),
    save: values.save,
  };
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        readers: { type: 'string', default: '1000' },
        rounds: { type: 'string', default: '3' },
        save: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(
  option: string,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to)
    throw new UsageError(`${option} takes a whole number from ${from} to ${to}, not "${text}"`);
  return value;
}
