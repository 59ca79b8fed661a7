import express, { type Router } from 'express';
import { requireUser } from '#server/auth/request-user.ts';
import type { Media } from '#server/media/media.ts';
import { RefusalError } from '#server/refusal.ts';
import { note } from '#server/request-log.ts';

const MAX_PICTURE_MB = 10;

/** Takes a picture as it is, one a request; what it is called and said to be plays no part. */
export function mediaUploads(media: Media): Router {
  const router = express.Router();
  router.post(
    '/',
    requireUser(),
    express.raw({ type: 'application/octet-stream', limit: MAX_PICTURE_MB * 1024 * 1024 }),
    async (request, response) => {
      note(response, { command: 'upload-picture' });
      if (!Buffer.isBuffer(request.body)) throw new RefusalError(EMPTY);
      response.status(201).json(await media.take(request.body));
    },
  );
  return router;
}

const EMPTY = {
  status: 400,
  code: 'malformed',
  reason: 'The request holds no picture: send its bytes as application/octet-stream.',
};
