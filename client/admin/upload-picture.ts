import { StoredPicture } from '#shared/commands.ts';
import { type Answer, request } from './request.ts';

/** A large picture over a slow line, and its turn at the server. */
const ANSWER_TIMEOUT_MS = 120_000;

let turn: Promise<unknown> = Promise.resolve();

/** Stores a picture; what it is called and said to be stays here. Several go one after the other: the server lets no account take all its places. */
export function uploadPicture(file: Blob): Promise<Answer<StoredPicture>> {
  const mine = turn.then(() =>
    request({
      ...{ method: 'POST', path: '/api/media', bytes: file, answer: StoredPicture, timeoutMs: ANSWER_TIMEOUT_MS },
    }),
  );
  turn = mine.catch(() => {});
  return mine;
}
