import type { Part } from './part.ts';
import { core } from './parts/core.ts';
import { deflated } from './parts/deflated.ts';
import { firstReader } from './parts/first-reader.ts';
import { overload } from './parts/overload.ts';
import { processes } from './parts/processes.ts';
import { requests } from './parts/requests.ts';
import { stuck } from './parts/stuck.ts';

/** In the order in which they are measured. */
export const PARTS = {
  core,
  overload,
  requests,
  stuck,
  deflated,
  processes,
  'first-reader': firstReader,
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;

export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];
