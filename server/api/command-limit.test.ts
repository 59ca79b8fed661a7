import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { RefusalError } from '#server/refusal.ts';
import { runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';
import { commandLimit } from './command-limit.ts';

const ADA = { id: 'ada', role: 'editor' };

describe('commands of one account', () => {
  it('[P] may come as fast as twenty seconds’ worth at once, then at their rate', () => {
    const { send, pass } = makeScene({ perSecond: 2 });

    const crowd = Array.from({ length: 42 }, () => send());

    expect(crowd.filter(answer => answer === 'passed')).toHaveLength(40);
    expect(crowd.at(-1)).toMatchObject({ status: 429, code: 'too-many-commands', retryAfterMs: 500 });
    pass(1_000);
    expect([send(), send(), send()]).toEqual(['passed', 'passed', expect.objectContaining({ status: 429 })]);
  });

  it('do not count against another account', () => {
    const { send } = makeScene({ perSecond: 1 });
    for (let index = 0; index < 21; index += 1) send();

    expect(send()).toMatchObject({ status: 429 });
    expect(send({ user: { id: 'bob', role: 'editor' } })).toBe('passed');
  });

  it('go at their own pace where they are the operator’s, and where there is no limit', () => {
    const operators = makeScene({ perSecond: 1 });
    const unlimited = makeScene({ perSecond: 0 });
    for (let index = 0; index < 100; index += 1) {
      expect(operators.send({ user: { id: 'operator', role: 'admin' } })).toBe('passed');
      expect(unlimited.send()).toBe('passed');
    }
  });

  it('[S] are refused where nobody is signed in; reads pass', () => {
    const { send } = makeScene({ perSecond: 1 });

    expect(send({ user: null })).toMatchObject({ status: 401, code: 'signed-out' });
    for (let index = 0; index < 100; index += 1) expect(send({ user: null, method: 'GET' })).toBe('passed');
  });
});

describe('the API', () => {
  it('[P] tells an account when to send again, and has done nothing', async () => {
    await using running = await runningApp({ COMMANDS_PER_SECOND: '1' });
    const { id } = await running.createArticle();
    const command = (text: string, commandId: string) => ({
      ...{ type: 'publish-entry', commandId, entry: { body: paragraphs([text]) } },
    });
    const publish = (index: number) =>
      running.ask('POST', `/api/articles/${id}/commands`, {
        as: 'editor',
        body: command(`${index}`, `command-${index}`),
      });
    const answers = [];
    for (let index = 0; index < 30 && answers.at(-1)?.status !== 429; index += 1) answers.push(await publish(index));

    const refused = answers.at(-1);
    expect(refused?.json).toMatchObject({ status: 429, code: 'too-many-commands' });
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(refused?.headers.get('content-type')).toContain('application/problem+json');
    expect((await running.store.articleById(id))?.position.seq).toBe(answers.length);
  });

  it('[S] does not read what nobody who is signed in sends', async () => {
    await using running = await runningApp();
    const headers = { 'content-type': 'application/json', 'content-length': 8_000_000 };
    const sending = httpRequest(`${running.url}/api/imports`, { method: 'POST', headers });
    sending.on('error', () => {});

    sending.write('{');

    const [answer] = await once(sending, 'response');
    expect(answer.statusCode).toBe(401);
    sending.destroy();
  });
});

function makeScene({ perSecond }: { readonly perSecond: number }) {
  let now = 0;
  const handler = commandLimit({ perSecond, clock: () => now });
  const send = ({ user = ADA, method = 'POST' }: { user?: typeof ADA | null; method?: string } = {}) => {
    let outcome: unknown = 'nothing';
    try {
      handler({ method } as never, { locals: { user } } as never, () => {
        outcome = 'passed';
      });
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      outcome = error.refusal;
    }
    return outcome;
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { send, pass };
}
