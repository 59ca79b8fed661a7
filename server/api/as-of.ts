import express, { type Router } from 'express';
import * as z from 'zod';
import type { SharedReads } from '#server/snapshots.ts';
import { ASK_FIRST, isAnsweredByTag, tagOf } from './cacheable.ts';
import { parse } from './problem.ts';
import { existing, sendJson } from './public-reads.ts';

const NO_INSTANT = 'must be an instant in UTC, such as 2026-11-20T14:05:00Z';
const Instant = z.union([z.iso.datetime(), z.iso.datetime({ precision: -1 })]);

/** An instant as people write it in an address, to the minute or finer; becomes milliseconds since 1970. */
export const AskedInstant = z
  .string(NO_INSTANT)
  .refine(text => Instant.safeParse(text).success, NO_INSTANT)
  .transform(text => Date.parse(text));

const Query = z.object({ at: AskedInstant, before: z.coerce.number().int().min(2).optional() });

/** Articles as they stood at an instant, to the millisecond: whoever goes through a log step by step asks for the very change. */
export function asOfReads(reads: SharedReads): Router {
  const router = express.Router();
  router.get('/:slug/as-of', async (request, response) => {
    const { at, before = null } = parse(Query, request.query);
    const { articleId, position, lastNumber } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: ASK_FIRST })) return;
    const below = before !== null && before <= lastNumber ? before : null;
    const asOf = existing(await reads.asOf(articleId, at, below, { request, kind: 'past', position }));
    sendJson(response.set('ETag', tagOf(asOf.position)), asOf.text);
  });
  return router;
}
