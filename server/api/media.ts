import express, { type Request, type Response, type Router } from 'express';
import { requireUser, signedInUser } from '#server/auth/request-user.ts';
import type { Media } from '#server/media/media.ts';
import { RefusalError } from '#server/refusal.ts';
import { note } from '#server/request-log.ts';
import { uploadLimit } from './upload-limit.ts';

const MAX_PICTURE_MB = 10;
const readBytes = express.raw({ type: 'application/octet-stream', limit: MAX_PICTURE_MB * 1024 * 1024 });

/** Takes a picture as it is, one a request; what it is called and said to be plays no part. */
export function mediaUploads(media: Media): Router {
  const router = express.Router();
  router.post('/', requireUser(), uploadLimit(), async (request, response) => {
    note(response, { command: 'upload-picture' });
    const { id } = signedInUser(response);
    response.status(201).json(await media.take(id, () => bytesOf(request, response)));
  });
  return router;
}

async function bytesOf(request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) =>
    readBytes(request, response, (error?: unknown) => (error ? reject(error) : resolve())),
  );
  if (!Buffer.isBuffer(request.body)) throw new RefusalError(EMPTY);
  return request.body;
}

const EMPTY = {
  status: 400,
  code: 'malformed',
  reason: 'The request holds no picture: send its bytes as application/octet-stream.',
};
