import express, { type Request, type Router } from 'express';
import * as z from 'zod';
import type { CostlyRead } from '#server/read-limit.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { Asker, SharedReads, TextAt } from '#server/snapshots.ts';
import { MAX_QUERY_CHARS } from '#shared/found.ts';
import { lensOf } from '#shared/lens.ts';
import { phrasesOf } from '#shared/words.ts';
import { ASK_FIRST, isAnsweredByTag, tagOf } from './cacheable.ts';
import { parse } from './problem.ts';
import { existing, sendJson } from './public-reads.ts';

const number = z.coerce.number().int().min(0).optional();
const Place = z.object({ before: number, after: number });
const Search = z.object({ q: z.string(), before: number });

type Read = (articleId: string, asker: Asker) => Promise<TextAt | null>;

/** Parts of an article that readers pick, as everybody may read them: by a lens, by what they may choose from, by words. */
export function lensReads(reads: SharedReads): Router {
  const router = express.Router();
  const answer = (path: string, kind: CostlyRead, readFor: (request: Request<{ slug: string }>) => Read) =>
    router.get(`/:slug${path}`, async (request: Request<{ slug: string }>, response) => {
      const read = readFor(request);
      const { articleId, position } = existing(await reads.head(request.params.slug));
      if (isAnsweredByTag(request, response, { etag: tagOf(position), cacheControl: ASK_FIRST })) return;
      const page = existing(await read(articleId, { request, kind, position }));
      sendJson(response.set('ETag', tagOf(page.position)), page.text);
    });
  answer('/selection', 'picked', request => {
    const lens = lensOf(name => request.query[name]);
    const { before, after } = parse(Place, request.query);
    const from = (lens.order === 'newest' ? before : after) ?? null;
    return (articleId, asker) => reads.selection(articleId, lens, from, asker);
  });
  answer('/choices', 'picked', () => (articleId, asker) => reads.choices(articleId, asker));
  answer('/search', 'search', request => {
    const { q, before } = parse(Search, request.query);
    const phrases = phrasesOf(q.slice(0, MAX_QUERY_CHARS));
    if (phrases.length === 0) throw new RefusalError(NO_WORDS);
    return (articleId, asker) => reads.search(articleId, phrases, before ?? null, asker);
  });
  return router;
}

const NO_WORDS: Refusal = { status: 400, code: 'malformed', reason: 'q: a search needs a word.', field: 'q' };
