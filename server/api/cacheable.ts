import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Position } from '#shared/article.ts';

/**
 * For a second, then for one more while a shared cache fetches anew: an origin with any number of readers behind such a cache is asked
 * once a second. Browsers ask each time, so that the time a copy lay in the cache is not followed by as much in the browser.
 */
export const BRIEFLY = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';
/** For who waits for news: how old an answer may be is all that it is late. */
export const BARELY = 'public, max-age=0, s-maxage=1';
/** What never changes under its address. A day, not a year: whoever lost the address by a withdrawal need not keep the text (D11). */
export const FOR_A_DAY = 'public, max-age=86400, immutable';
/** Whoever keeps an answer asks before using it: what was withdrawn must not come back (D11). */
export const ASK_FIRST = 'no-cache';

export interface Cacheable {
  readonly etag: string;
  readonly cacheControl: string;
}

/** True where the asker has it already and was told so: nothing is left to do. */
export function isAnsweredByTag(request: Request, response: Response, { etag, cacheControl }: Cacheable): boolean {
  response.set({ ETag: etag, 'Cache-Control': cacheControl }).vary('Accept-Encoding');
  if (!request.fresh) return false;
  response.status(304).end();
  return true;
}

/** A tag for what a position in a log decides, and what else is named. Weak, because one tag stands for every compressed form. */
export function tagOf({ epoch, seq }: Position, ...more: readonly (string | number)[]): string {
  return `W/"${[epoch, seq, ...more].join('.')}"`;
}

/** A short name for what decides about an answer besides the log. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
