import { StoredPicture } from '#shared/commands.ts';
import { type Answer, request } from './request.ts';

/** A large picture over a slow line, and its turn at the server. */
const ANSWER_TIMEOUT_MS = 120_000;

/** Stores a picture; what it is called and said to be stays here. */
export function uploadPicture(file: Blob): Promise<Answer<StoredPicture>> {
  return request({
    ...{ method: 'POST', path: '/api/media', bytes: file, answer: StoredPicture, timeoutMs: ANSWER_TIMEOUT_MS },
  });
}
