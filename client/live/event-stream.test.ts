import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { eventReader, openEventStream } from './event-stream.ts';
import { BROKEN } from './refused.ts';

const POSITION = { epoch: 'epoch-0123456789', seq: 7 };
const NOW = Date.parse('2026-03-01T10:00:00Z');

/** Opens a stream that is answered so, and says what came of it when it ended. */
async function openedOn(answer: () => Response | Promise<Response>, since: typeof POSITION | null = POSITION) {
  const asked: { address: string; options: RequestInit }[] = [];
  const messages: string[] = [];
  const code = await new Promise<number>(resolve => {
    openEventStream(
      { article: 'eagle', since: () => since },
      { message: text => messages.push(text), close: resolve, moved: () => {} },
      {
        get: async (address, options) => {
          asked.push({ address, options });
          return answer();
        },
        now: () => NOW,
        random: () => 0.5,
      },
    );
  });
  return { asked, messages, code };
}

function streamOf(...pieces: readonly string[]): Response {
  const body = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
}

function problem(status: number, code: string, headers = {}): Response {
  return Response.json({ status, code }, { status, headers });
}

describe('an event stream', () => {
  it('is asked for from a position, and hands on what comes until it breaks', async () => {
    const { asked, messages, code } = await openedOn(() =>
      streamOf('retry: 3000\n\nid: a:1\ndata: {"a', '":1}\n\n:\n\n'),
    );
    expect(asked[0]?.address).toBe('/api/articles/eagle/stream?epoch=epoch-0123456789&since=7');
    expect(messages).toEqual(['{"a":1}']);
    expect(code).toBe(BROKEN);
  });

  it('is asked for a snapshot without a position', async () => {
    const { asked } = await openedOn(() => streamOf(), null);
    expect(asked[0]?.address).toBe('/api/articles/eagle/stream?');
  });

  it.each([
    ['there is no such article', () => problem(404, 'no-such-article'), CLOSE.unknownArticle],
    ['an older server has no streams', () => problem(404, 'not-found'), BROKEN],
    ['a proxy knows nothing of it', () => new Response('<h1>Not found</h1>', { status: 404 }), BROKEN],
    ['a proxy answers a page of its own', () => new Response('<h1>Please sign in</h1>'), BROKEN],
    ['there is no answer', () => Promise.reject(new TypeError('Failed to fetch')), BROKEN],
  ])('ends where %s', async (_, answer, code) => {
    const opened = await openedOn(answer);
    expect([opened.messages, opened.code]).toEqual([[], code]);
  });

  it.each([
    ['in seconds', '20', 25_000],
    ['as a date', 'Sun, 01 Mar 2026 10:00:20 GMT', 25_000],
    ['as a date that has passed', 'Sun, 01 Mar 2026 09:00:00 GMT', null],
    ['in a way that nobody understands', 'soon', null],
  ])('[D10] says when to come back, spread out, where a refusal says it %s', async (_, header, retryAfterMs) => {
    const { messages, code } = await openedOn(() => problem(503, 'node-busy', { 'Retry-After': header }));
    const expected = retryAfterMs === null ? [] : [{ type: 'closing', retryAfterMs }];
    expect(messages.map(text => JSON.parse(text))).toEqual(expected);
    expect(code).toBe(BROKEN);
  });

  it('says nothing more once it is closed', async () => {
    const heard: unknown[] = [];
    let answer = (_: Response) => {};
    const link = openEventStream(
      { article: 'eagle', since: () => null },
      { message: text => heard.push(text), close: code => heard.push(code), moved: () => {} },
      {
        get: (_, { signal }) =>
          new Promise((resolve, reject) => {
            answer = resolve;
            signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
          }),
        now: () => NOW,
        random: () => 0.5,
      },
    );
    link.close();
    answer(problem(404, 'no-such-article'));
    await new Promise(resolve => setImmediate(resolve));
    expect(heard).toEqual([]);
  });
});

it('[D13] events are read whole however the network cuts them', () => {
  const data = fc.string({ unit: fc.constantFrom('a', ' ', ':', '"', 'é', '\u2028') });
  fc.assert(
    fc.property(fc.array(data), fc.array(fc.nat(200)), (texts, cuts) => {
      const stream = texts.map((text, n) => `:\n\nid: epoch:${n}\ndata: ${text}\n\n`).join('');
      const read: string[] = [];
      const take = eventReader(text => read.push(text));
      const places = [0, ...cuts.map(cut => cut % (stream.length + 1)).toSorted((a, b) => a - b), stream.length];
      for (const [n, from] of places.entries()) take(stream.slice(from, places[n + 1] ?? stream.length));
      expect(read).toEqual(texts);
    }),
  );
});
