import { mkdirSync, writeFileSync } from 'node:fs';
import type { Comparison, Round } from './comparison.ts';
import type { Machine } from './machine.ts';
import { PART_NAMES, type PartName } from './parts.ts';

/** A run of the bench as it is kept. */
export interface Result {
  readonly date: string;
  readonly command: string;
  readonly commit: string | null;
  readonly machine: Machine;
  readonly pinned: boolean;
  /** What was asked for; each part says how many it had. */
  readonly readers: number;
  readonly parts: Readonly<Partial<Record<PartName, PartResult>>>;
}

export type PartResult = Measured | { readonly notMeasured: string };

export interface Measured {
  readonly readers: number;
  readonly tookS: number;
  /** How many processes wanted a core, as the system counts them, before and after: well above 2, others disturbed the run. */
  readonly loadAverage: { readonly before: number; readonly after: number };
  readonly figures: Readonly<Record<string, Comparison>>;
  readonly rounds: readonly Round[];
}

/** Keeps a result in bench/results and answers its name. The same machine's result for the same parts of the same day is replaced. */
export function saveResult(result: Result): string {
  const folder = new URL('results/', import.meta.url);
  const parts = Object.keys(result.parts);
  const day = result.date.slice(0, 10);
  const which = parts.length === PART_NAMES.length ? [] : parts;
  const name = `${[day, machineName(result.machine), result.readers, 'readers', ...which].join('-')}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), `${JSON.stringify(result, rounded, 2)}\n`);
  return `bench/results/${name}`;
}

/** Machine and cores, for a file's name. */
export function machineName({ cpu, cores }: Machine): string {
  const words =
    cpu
      .toLowerCase()
      .replace(/\(.*?\)|\bprocessor\b|\bcpu\b|@.*/g, '')
      .match(/[a-z0-9]+/g) ?? [];
  return [...words, cores, 'cores'].join('-');
}

/** For `JSON.stringify`: no figure is known to more than five digits. */
export function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(5)) : value;
}
