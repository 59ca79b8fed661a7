import { arrivals } from './arrivals.ts';
import { applied, audited } from './lighthouse.ts';
import type { PagePart } from './page-part.ts';
import { paint } from './paint.ts';
import { stillness } from './stillness.ts';

/** In the order in which they are measured: articles grow while entries arrive. */
export const PAGE_PARTS = {
  lighthouse: audited,
  throttled: applied,
  stillness,
  arrivals,
  paint,
} as const satisfies Readonly<Record<string, PagePart>>;

export type PagePartName = keyof typeof PAGE_PARTS;

export const PAGE_PART_NAMES = Object.keys(PAGE_PARTS) as readonly PagePartName[];
