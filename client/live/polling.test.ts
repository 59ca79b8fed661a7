import { describe, expect, it } from 'vitest';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { ServerMessage } from '#shared/protocol.ts';
import { NewsroomModel } from './newsroom-model.ts';
import { openPolling } from './polling.ts';
import { BROKEN } from './refused.ts';
import { TableTop } from './table-top.ts';

type Answer = (path: string, request: RequestInit) => Response | Promise<Response>;

/** Polls an article of the model that has so many entries. */
function setUp({ entries = 0, since }: { entries?: number; since?: (model: NewsroomModel) => Position | null } = {}) {
  const model = new NewsroomModel();
  for (let n = 0; n < entries; n++) model.publish();
  const table = new TableTop();
  const asked: string[] = [];
  const messages: ServerMessage[] = [];
  const codes: number[] = [];
  let answer: Answer = path => model.answer(path, 0);
  let isHidden = false;
  let onVisible = () => {};
  const start = since === undefined ? model.position : since(model);
  const link = openPolling(
    { article: 'eagle', since: () => start },
    { message: text => messages.push(JSON.parse(text)), close: code => codes.push(code), moved: () => {} },
    {
      ...{ now: table.now, random: () => 0, after: table.after, isHidden: () => isHidden },
      get: async (address, request) => {
        const path = address.replace('/api/articles/eagle', '');
        asked.push(`${path} ${request.cache}`);
        await null;
        return answer(path, request);
      },
      watchSight(act) {
        onVisible = act;
        return () => {};
      },
    },
  );
  return {
    ...{ model, table, asked, messages, codes, link },
    changes: () => messages.flatMap(message => ('seq' in message ? [message.seq] : [])),
    answerWith(next: Answer) {
      answer = next;
    },
    async wait(ms: number) {
      await settled();
      table.advance(ms);
      await settled();
    },
    hide() {
      isHidden = true;
    },
    show() {
      isHidden = false;
      onVisible();
    },
  };
}

/** Any number of answers that follow from one another. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve));
}

function problem(status: number, code: string, headers = {}): Response {
  return Response.json({ status, code }, { status, headers });
}

describe('[D13] polling', () => {
  it('looks at once, tells what a socket would tell, and looks again every four seconds', async () => {
    const scene = setUp();
    await scene.wait(0);
    const change = scene.model.publish();
    await scene.wait(3_999);
    expect(scene.messages.map(({ type }) => type)).toEqual(['ok', 'heartbeat']);
    await scene.wait(1);
    expect(scene.messages.slice(2)).toEqual([
      change,
      { type: 'heartbeat', head: scene.model.position, now: expect.any(Number) },
    ]);
    expect(scene.asked.at(-1)).toBe(`/log/${scene.model.epoch}/1/1 no-cache`);
  });

  it('reads the pages from where it is, those that are full from the cache', async () => {
    const scene = setUp({ entries: 8, since: ({ epoch }) => ({ epoch, seq: 4 }) });
    await scene.wait(0);
    expect(scene.changes()).toEqual([5, 6, 7, 8]);
    const log = `/log/${scene.model.epoch}/1`;
    expect(scene.asked).toEqual(['/log no-cache', `${log}/2 default`, `${log}/3 no-cache`]);
  });

  it.each([
    ['it has no position', () => null],
    ['the log is another', () => ({ epoch: 'epoch-of-another-log', seq: 1 })],
    ['more than 300 were missed', ({ epoch }: NewsroomModel) => ({ epoch, seq: 0 })],
  ])('takes a snapshot where %s', async (_, since) => {
    const scene = setUp({ entries: 301, since });
    await scene.wait(0);
    expect(scene.messages[0]).toMatchObject({ type: 'reset', snapshot: { position: scene.model.position } });
    expect(scene.asked).toEqual(['/log no-cache', ' no-cache']);
  });

  it('[D4] reads 300 missed changes without a snapshot', async () => {
    const scene = setUp({ entries: 300, since: ({ epoch }) => ({ epoch, seq: 0 }) });
    await scene.wait(0);
    expect(scene.changes()).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('[D2] tells of no change before the one in front of it, whatever a cache answers', async () => {
    const scene = setUp({ entries: 8, since: ({ epoch }) => ({ epoch, seq: 1 }) });
    // The first page is older than the log: 2 is on it, 3 is not yet.
    scene.answerWith(path => scene.model.answer(path, path.endsWith('/1') ? 6 : 0));
    await scene.wait(0);
    expect(scene.changes()).toEqual([2]);
    expect(scene.messages.at(-1)).toMatchObject({ type: 'heartbeat', head: { seq: 2 } });
    scene.answerWith(path => scene.model.answer(path, 0));
    await scene.wait(4_000);
    expect(scene.changes()).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('[D2] takes a snapshot when the pages stay behind', async () => {
    const scene = setUp({ entries: 4, since: ({ epoch }) => ({ epoch, seq: 1 }) });
    scene.answerWith(path => (/\d$/.test(path) ? problem(404, 'not-found') : scene.model.answer(path, 0)));
    for (let look = 0; look < 4; look++) await scene.wait(4_000);
    expect(scene.messages.filter(({ type }) => type === 'reset')).toMatchObject([
      { snapshot: { position: { seq: 4 } } },
    ]);
  });

  it('is not confused by a log that a cache kept for a moment', async () => {
    const scene = setUp({ entries: 5 });
    scene.answerWith(path => scene.model.answer(path, 3));
    await scene.wait(0);
    expect(scene.messages.map(({ type }) => type)).toEqual(['ok', 'heartbeat']);
    expect(scene.messages.at(-1)).toMatchObject({ head: { seq: 5 } });
  });

  it('[D11] soon finds the new pages after a withdrawal', async () => {
    const scene = setUp({ entries: 2, since: ({ epoch }) => ({ epoch, seq: 1 }) });
    scene.answerWith((path, request) => {
      // Between the log's answer and the page's.
      scene.answerWith(next => scene.model.answer(next, 0));
      const answer = scene.model.answer(path, 0);
      scene.model.edit(0, 'retract');
      return request.signal?.aborted ? Response.error() : answer;
    });
    await scene.wait(0);
    expect(scene.changes()).toEqual([]);
    await scene.wait(500);
    expect(scene.changes()).toEqual([2, 3]);
    expect(scene.asked.at(-1)).toContain(`/log/${scene.model.epoch}/2/`);
  });

  it('looks more seldom in a hidden page, and at once when it is seen again', async () => {
    const scene = setUp();
    scene.hide();
    await scene.wait(19_999);
    expect(scene.asked).toHaveLength(1);
    await scene.wait(1);
    expect(scene.asked).toHaveLength(2);
    scene.show();
    await scene.wait(0);
    expect(scene.asked).toHaveLength(3);
    await scene.wait(4_000);
    expect(scene.asked).toHaveLength(4);
  });

  it.each([
    ['there is no such article', () => problem(404, 'no-such-article'), CLOSE.unknownArticle],
    ['an older server has no pages of the log', () => problem(404, 'not-found'), BROKEN],
    ['a proxy answers a page of its own', () => new Response('<h1>Please sign in</h1>'), BROKEN],
    ['there is no answer', () => Promise.reject(new TypeError('Failed to fetch')), BROKEN],
  ])('ends where %s', async (_, answer, code) => {
    const scene = setUp();
    scene.answerWith(answer);
    await scene.wait(0);
    await scene.wait(60_000);
    expect([scene.messages, scene.codes, scene.asked.length]).toEqual([[], [code], 1]);
  });

  it('ends when an answer does not come within ten seconds', async () => {
    const scene = setUp();
    scene.answerWith(() => new Promise(() => {}));
    await scene.wait(9_999);
    expect(scene.codes).toEqual([]);
    await scene.wait(1);
    expect(scene.codes).toEqual([BROKEN]);
  });

  it('says when to come back where it was told', async () => {
    const scene = setUp();
    scene.answerWith(() => problem(429, 'address-busy', { 'Retry-After': '20' }));
    await scene.wait(0);
    expect(scene.messages).toEqual([{ type: 'closing', retryAfterMs: 20_000 }]);
    expect(scene.codes).toEqual([BROKEN]);
  });

  it('says nothing and asks nothing once it is closed', async () => {
    const scene = setUp();
    scene.link.close();
    await scene.wait(60_000);
    expect([scene.messages, scene.codes, scene.asked.length]).toEqual([[], [], 1]);
  });
});
