import express, { type Response, type Router } from 'express';
import * as z from 'zod';
import { MAX_REPLAY_BYTES, MAX_REPLAY_CHANGES } from '#server/channel.ts';
import { RefusalError } from '#server/refusal.ts';
import type { SiteReads } from '#server/site-reads.ts';
import type { Asker, SharedReads } from '#server/snapshots.ts';
import type { LogHead, Store } from '#server/store/store.ts';
import { Epoch, Seq } from '#shared/article.ts';
import { ASK_FIRST, BRIEFLY, isAnsweredByTag, tagOf } from './cacheable.ts';
import { parse } from './problem.ts';

const Before = z.object({ before: z.coerce.number().int().min(1) });
const Numbered = z.object({ number: z.coerce.number().int().min(1) });
const Since = z.object({ epoch: Epoch, since: z.coerce.number().pipe(Seq) });

interface PublicReadsContext {
  readonly store: Pick<Store, 'listArticles'>;
  readonly reads: SharedReads;
  readonly siteReads: SiteReads;
}

/** Articles as everybody may read them, whoever asks. docs/protocol.md lists the routes and how long each may be kept. */
export function publicReads({ store, reads, siteReads }: PublicReadsContext): Router {
  const router = express.Router();
  router.get('/', async (_request, response) => {
    const list = await siteReads.text('list', async () => JSON.stringify({ articles: await store.listArticles() }));
    sendJson(response.set('Cache-Control', ASK_FIRST), list);
  });
  router.get('/:slug', async (request, response) => {
    const { articleId, position } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: BRIEFLY })) return;
    const snapshot = existing(await reads.snapshot(articleId));
    sendJson(response.set('ETag', tagOf(snapshot.position)), snapshot.text);
  });
  router.get('/:slug/entries', async (request, response) => {
    const { before } = parse(Before, request.query);
    const { articleId, position, lastNumber } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: ASK_FIRST })) return;
    const below = Math.min(before, lastNumber + 1);
    const page = existing(await reads.olderEntries(articleId, below, { request, kind: 'page', position }));
    sendJson(response.set('ETag', tagOf(page.position)), page.text);
  });
  router.get('/:slug/contents', async (request, response) => {
    const { articleId, position } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: BRIEFLY })) return;
    const contents = existing(await reads.contents(articleId));
    sendJson(response.set('ETag', tagOf(contents.position)), contents.text);
  });
  router.get('/:slug/entries/:number/versions', async (request, response) => {
    const { number } = parse(Numbered, request.params);
    const { articleId, position } = existing(await reads.head(request.params.slug));
    if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: ASK_FIRST })) return;
    const versions = await reads.entryVersions(articleId, number, { request, kind: 'versions', position });
    if (versions === null)
      throw new RefusalError({ status: 404, code: 'no-such-entry', reason: 'There is no such entry.' });
    sendJson(response.set('ETag', tagOf(versions.position)), versions.text);
  });
  router.get('/:slug/changes', async (request, response) => {
    const { epoch, since } = parse(Since, request.query);
    const head = existing(await reads.head(request.params.slug));
    const asker = { request, kind: 'missed', position: head.position } as const;
    const missed = await missedChanges(reads, head, { epoch, seq: since }, asker);
    sendJson(response.set('Cache-Control', ASK_FIRST).vary('Accept-Encoding'), missed);
  });
  return router;
}

/** JSON that is written already. */
export function sendJson(response: Response, text: string): void {
  response.type('json').send(text);
}

export function existing<Found>(found: Found | null): Found {
  if (found === null)
    throw new RefusalError({ status: 404, code: 'no-such-article', reason: 'There is no such article.' });
  return found;
}

/** What came after a position, or that it cannot be told: the same limits as on the socket (D4). A MissedChanges as JSON. */
async function missedChanges(
  reads: SharedReads,
  { articleId, position }: LogHead,
  since: { readonly epoch: string; readonly seq: number },
  asker: Asker,
): Promise<string> {
  const reset = JSON.stringify({ type: 'reset', position });
  if (since.epoch !== position.epoch || since.seq > position.seq) return reset;
  const stored = await reads.missedChanges(articleId, since.seq, MAX_REPLAY_CHANGES + 1, asker);
  const bytes = stored.reduce((sum, change) => sum + Buffer.byteLength(change.json), 0);
  if (stored.length > MAX_REPLAY_CHANGES || bytes > MAX_REPLAY_BYTES) return reset;
  const reached = { epoch: position.epoch, seq: stored.at(-1)?.seq ?? since.seq };
  return `{"type":"changes","changes":[${stored.map(({ json }) => json)}],"position":${JSON.stringify(reached)}}`;
}
