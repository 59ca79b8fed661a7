import { parseArgs } from 'node:util';
import { partsIn, UsageError, wholeNumber } from '../options.ts';
import { PAGE_PART_NAMES, type PagePartName } from './page-parts.ts';

export interface PageOptions {
  readonly parts: readonly PagePartName[];
  /** Of Lighthouse, per page. */
  readonly runs: number;
  readonly save: boolean;
}

const MOST_RUNS = 50;

export const PAGE_USAGE = `npm run bench:page -- [options]

  --only PARTS  some of ${PAGE_PART_NAMES.join(',')}
  --runs N      runs of Lighthouse for each page (5)
  --no-save     leave no file in bench/results
`;

/** Throws a UsageError that says what an option takes; null where the usage was asked for. */
export function readPageOptions(args: readonly string[]): PageOptions | null {
  const { values } = parsed(args);
  if (values.help) return null;
  const runs = wholeNumber('--runs', values.runs, { from: 1, to: MOST_RUNS });
  return {
    parts: values.only === undefined ? PAGE_PART_NAMES : partsIn(values.only, PAGE_PART_NAMES),
    runs,
    save: values.save,
  };
}

/** What to type for the same run. */
export function pageCommandOf({ parts, runs }: PageOptions): string {
  const only = parts.length === PAGE_PART_NAMES.length ? '' : ` --only ${parts.join(',')}`;
  return `npm run bench:page --${only} --runs ${runs}`;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        only: { type: 'string' },
        runs: { type: 'string', default: '5' },
        save: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
