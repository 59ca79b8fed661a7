import express, { type Router } from 'express';
import { FOR_A_DAY } from '#server/api/cacheable.ts';
import type { Media } from '#server/media/media.ts';
import { RefusalError } from '#server/refusal.ts';

const NAME = /^([a-z0-9]{16,64})(?:-\d{1,5})?\.(?:jpg|png|webp|gif|avif)$/;

/**
 * Stored pictures. The name says what they hold, so nobody has to ask again; whatever they hold, a browser takes them for pictures,
 * and nothing in them runs. Other sites may show them, as cards and feeds do.
 */
export function mediaRoutes(media: Media): Router {
  const router = express.Router();
  router.get('/media/:name', async (request, response) => {
    const { name } = request.params;
    const file = NAME.test(name) ? await media.find(name) : null;
    if (file === null)
      throw new RefusalError({ status: 404, code: 'not-found', reason: 'There is no picture at this address.' });
    response.set({
      ETag: `"${name}"`,
      'Cache-Control': FOR_A_DAY,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (request.fresh) return void response.status(304).end();
    response.type(file.type).send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
  });
  return router;
}
