import { expect, test } from 'vitest';
import type { Answer } from './local-server.ts';
import { sendUntilAnswered } from './send-until-answered.ts';

const DONE: Answer = { status: 200, body: {}, retryAfterMs: null };

/** Sends get the given answers in turn, an Error being none; the last is repeated. */
function makeScene(...answers: readonly (Answer | Error)[]) {
  const waitsMs: number[] = [];
  const stop = new AbortController();
  let sends = 0;
  const sending = {
    async send(): Promise<Answer> {
      const answer = answers[Math.min(sends++, answers.length - 1)] ?? DONE;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async (ms: number) => void waitsMs.push(ms),
    signal: stop.signal,
    say: () => {},
  };
  return { sending, waitsMs, stop, sends: () => sends };
}

test('sends again, more and more slowly, while there is no answer', async () => {
  const { sending, waitsMs } = makeScene(
    new Error('fetch failed'),
    new Error('fetch failed'),
    { ...DONE, status: 500 },
    DONE,
  );
  expect(await sendUntilAnswered(sending)).toEqual(DONE);
  expect(waitsMs).toEqual([250, 500, 1_000]);
});

test('waits as long as the server asks', async () => {
  const { sending, waitsMs } = makeScene({ ...DONE, status: 429, retryAfterMs: 3_000 }, DONE);
  await sendUntilAnswered(sending);
  expect(waitsMs).toEqual([3_000]);
});

test('a refusal is an answer', async () => {
  const { sending, sends } = makeScene({ ...DONE, status: 422 });
  expect(await sendUntilAnswered(sending)).toMatchObject({ status: 422 });
  expect(sends()).toBe(1);
});

test('gives up in the end, saying why', async () => {
  const { sending, sends } = makeScene(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }));
  await expect(sendUntilAnswered(sending)).rejects.toThrow(
    'Gave up after 15 attempts: no answer (connect ECONNREFUSED).',
  );
  expect(sends()).toBe(15);
});

test('does not try again once it is asked to stop', async () => {
  const { sending, stop, sends } = makeScene(new Error('fetch failed'));
  stop.abort();
  await expect(sendUntilAnswered(sending)).rejects.toThrow('Gave up after one attempt');
  expect(sends()).toBe(1);
});
