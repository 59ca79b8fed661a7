import express, { type Router } from 'express';
import * as z from 'zod';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { SharedReads } from '#server/snapshots.ts';
import type { LogHead } from '#server/store/store.ts';
import { Epoch } from '#shared/article.ts';
import { LOG_PAGE_SIZE, type LogManifest } from '#shared/protocol.ts';
import { BARELY, FOR_A_DAY, isAnsweredByTag, tagOf } from './cacheable.ts';
import { parse } from './problem.ts';
import { existing, sendJson } from './public-reads.ts';

/** In its plain decimal form only: a page under many addresses would be kept as many times. */
const Count = z
  .string()
  .regex(/^[1-9]\d*$/, 'must be a whole number from 1')
  .transform(Number)
  .pipe(z.number().int());
const Address = z.object({ epoch: Epoch, generation: Count, page: Count });
type Address = z.infer<typeof Address>;

/**
 * The log in pages that a cache keeps: a full one never changes under its address. A withdrawal rewrites the log and begins a new
 * generation, so what was kept under the old addresses is asked for by nobody (D11).
 */
export function logPages(reads: SharedReads, clock: () => number): Router {
  const router = express.Router();
  router.get('/:slug/log', async (request, response) => {
    const { position, generation } = existing(await reads.head(request.params.slug));
    const manifest: LogManifest = { position, generation, pageSize: LOG_PAGE_SIZE, now: clock() };
    // Without a tag: the time is in it, so no two are the same.
    response.set('Cache-Control', BARELY).vary('Accept-Encoding').type('json').end(JSON.stringify(manifest));
  });
  router.get('/:slug/log/:epoch/:generation/:page', async (request, response) => {
    const address = parse(Address, request.params);
    const head = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, cacheable(address, changesOn(address, head)))) return;
    const read = existing(await reads.logPage(head.articleId, address.page));
    // The log may have moved, or been rewritten, since the first look: what is served is what was read, all at one moment.
    const count = changesOn(address, read.head);
    const { epoch, generation, page } = address;
    const { etag, cacheControl } = cacheable(address, count);
    const start = JSON.stringify({ epoch, generation, page }).slice(0, -1);
    response.set({ ETag: etag, 'Cache-Control': cacheControl });
    sendJson(response, `${start},"changes":[${read.changes.map(({ json }) => json)}]}`);
  });
  return router;
}

/** How many changes the page has; throws a refusal where there is no such page now. */
function changesOn({ epoch, generation, page }: Address, head: LogHead): number {
  if (epoch !== head.position.epoch || generation !== head.generation) throw new RefusalError(RENUMBERED);
  const count = Math.min(head.position.seq - (page - 1) * LOG_PAGE_SIZE, LOG_PAGE_SIZE);
  if (count < 1) throw new RefusalError(BEYOND);
  return count;
}

function cacheable({ epoch, generation, page }: Address, count: number) {
  return {
    etag: tagOf({ epoch, seq: (page - 1) * LOG_PAGE_SIZE + count }, generation, page),
    cacheControl: count === LOG_PAGE_SIZE ? FOR_A_DAY : BARELY,
  };
}

const RENUMBERED: Refusal = {
  status: 404,
  code: 'log-renumbered',
  reason: 'The pages of this log have new addresses. Ask for the log again.',
};
const BEYOND: Refusal = { status: 404, code: 'not-found', reason: 'The log does not go that far yet.' };
