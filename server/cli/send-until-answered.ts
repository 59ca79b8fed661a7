import { Failure } from './failure.ts';
import type { Answer } from './local-server.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
const MAX_ATTEMPTS = 15;
const HTTP_TOO_MANY = 429;

export interface Sending {
  readonly send: () => Promise<Answer>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Given: what is under way is finished, but nothing is tried again. */
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** Sends again, more and more slowly, while there is no answer or one that says "later"; the command id keeps that from doubling. */
export async function sendUntilAnswered({ send, sleep, signal, say }: Sending): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send().catch((error: Error) => error);
    if (!(answer instanceof Error) && answer.status < 500 && answer.status !== HTTP_TOO_MANY) return answer;
    const trouble = answer instanceof Error ? `no answer (${causeOf(answer)})` : `the server answered ${answer.status}`;
    if (attempt === MAX_ATTEMPTS || signal.aborted)
      throw new Failure(
        'server',
        `Gave up after ${attempt === 1 ? 'one attempt' : `${attempt} attempts`}: ${trouble}.`,
      );
    const askedMs = answer instanceof Error ? null : answer.retryAfterMs;
    const waitMs = askedMs ?? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
    say(`${trouble}; trying again in ${(waitMs / 1_000).toFixed(1)} s`);
    await sleep(waitMs);
  }
}

/** `fetch` says only that it failed; why is in its cause. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
