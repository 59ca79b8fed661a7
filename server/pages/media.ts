import type { IncomingHttpHeaders } from 'node:http';
import express, { type Router } from 'express';
import { FOR_A_DAY } from '#server/api/cacheable.ts';
import type { Media } from '#server/media/media.ts';
import { type Refusal, RefusalError } from '#server/refusal.ts';
import type { User } from '#shared/users.ts';

const NAME = /^([a-z0-9]{16,64})(?:-\d{1,5})?\.(?:jpg|png|webp|gif|avif)$/;
/** What only drafts show, no cache keeps for others, and a browser asks before it shows it again. */
const FOR_THE_NEWSROOM = 'private, no-cache';

/**
 * Stored pictures. The name says what they hold, so nobody has to ask again; whatever they hold, a browser takes them for pictures,
 * and nothing in them runs. Other sites may show those that are public, as cards and feeds do. Of the others only the newsroom is
 * told that they are there: a name is the hash of what was uploaded, so whoever has a picture could ask for it (D12).
 */
export function mediaRoutes(media: Media, whoAsks: (headers: IncomingHttpHeaders) => Promise<User | null>): Router {
  const router = express.Router();
  router.get('/media/:name', async (request, response) => {
    const { name } = request.params;
    const found = NAME.test(name) ? await media.find(name) : null;
    if (found === null) throw new RefusalError(NOT_HERE);
    const { type, isPublic } = found;
    if (!isPublic && (await whoAsks(request.headers)) === null) throw new RefusalError(NOT_HERE);
    response.set({
      ETag: `"${name}"`,
      'Cache-Control': isPublic ? FOR_A_DAY : FOR_THE_NEWSROOM,
      'Content-Security-Policy': ALONE,
      'Cross-Origin-Resource-Policy': isPublic ? 'cross-origin' : 'same-origin',
    });
    if (request.fresh) return void response.status(304).end();
    const bytes = await media.bytes(name);
    if (bytes === null) throw new RefusalError(NOT_HERE);
    response.type(type).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  return router;
}

/** Opened by itself, a browser's own styles put it into the middle. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const NOT_HERE: Refusal = { status: 404, code: 'not-found', reason: 'There is no picture at this address.' };
