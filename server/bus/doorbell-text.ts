import * as z from 'zod';
import type { Doorbell } from './bus.ts';

const DoorbellText = z.object({ articleId: z.string(), seq: z.number().int().min(0) });

/** What another node sent; null where it is not a bell. */
export function doorbellOf(text: string): Doorbell | null {
  try {
    return DoorbellText.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
