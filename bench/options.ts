import { parseArgs } from 'node:util';
import { PART_NAMES, type PartName } from './parts.ts';

export interface Options {
  readonly parts: readonly PartName[];
  readonly readers: number;
  readonly rounds: number;
  readonly save: boolean;
}

export const USAGE = `npm run bench -- [options]

  --only PARTS  some of ${PART_NAMES.join(',')}
  --readers N   readers of one article (1000); some parts take more or fewer
  --rounds N    rounds; in each one every contender is measured once (3)
  --no-save     leave no file in bench/results
`;

/** Throws a UsageError that says what an option takes; null where the usage was asked for. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parsed(args);
  if (values.help) return null;
  return {
    parts: values.only === undefined ? PART_NAMES : partsIn(values.only, PART_NAMES),
    readers: wholeNumber('--readers', values.readers, { from: 10, to: 50_000 }),
    rounds: wholeNumber('--rounds', values.rounds, { from: 1, to: 50 }),
    save: values.save,
  };
}

/** What to type for the same run. */
export function commandOf({ parts, readers, rounds }: Options): string {
  const only = parts.length === PART_NAMES.length ? '' : ` --only ${parts.join(',')}`;
  return `npm run bench --${only} --readers ${readers} --rounds ${rounds}`;
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
        only: { type: 'string' },
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

/** Some of the parts that there are, in their order, from a list with commas. Throws a UsageError that names what is none. */
export function partsIn<Name extends string>(list: string, names: readonly Name[]): readonly Name[] {
  const wanted = list.split(',').map(name => name.trim());
  const unknown = wanted.find(name => !names.some(known => known === name));
  if (unknown !== undefined) throw new UsageError(`--only takes some of ${names.join(', ')}, not "${unknown}"`);
  return names.filter(name => wanted.includes(name));
}

export function wholeNumber(
  option: string,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to)
    throw new UsageError(`${option} takes a whole number from ${from} to ${to}, not "${text}"`);
  return value;
}
