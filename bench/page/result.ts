import { mkdirSync, writeFileSync } from 'node:fs';
import type { Comparison, Round } from '../comparison.ts';
import type { Machine } from '../machine.ts';
import { machineName, rounded } from '../result.ts';
import { PAGE_PART_NAMES, type PagePartName } from './page-parts.ts';

/** A run of the page's bench as it is kept. */
interface PageResult {
  readonly date: string;
  readonly command: string;
  readonly commit: string | null;
  readonly machine: Machine & { readonly browser: string };
  readonly parts: Readonly<Partial<Record<PagePartName, PagePartResult>>>;
}

export type PagePartResult = PageMeasured | { readonly notMeasured: string };

interface PageMeasured {
  /** How many processes wanted a core, as the system counts them, before and after. */
  readonly loadAverage: { readonly before: number; readonly after: number };
  readonly figures: Readonly<Record<string, Comparison>>;
  readonly rounds: readonly Round[];
  readonly notes: readonly string[];
}

/** Keeps a result in bench/results and answers its name. The same machine's result for the same parts of the same day is replaced. */
export function savePageResult(result: PageResult, parts: readonly PagePartName[]): string {
  const folder = new URL('../results/', import.meta.url);
  const which = parts.length === PAGE_PART_NAMES.length ? [] : parts;
  const name = `${[result.date.slice(0, 10), machineName(result.machine), 'page', ...which].join('-')}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), `${JSON.stringify(result, rounded, 2)}\n`);
  return `bench/results/${name}`;
}
