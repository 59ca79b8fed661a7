import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_REPLAY_CHANGES } from '#server/channel.ts';
import { HEARTBEAT_MS } from '#server/hub.ts';
import { MAX_WAITING_BYTES } from '#server/subscriber.ts';
import { type EventReader, eventReader } from '#server/test-bench/event-reader.ts';
import { type LiveServer, liveServer } from '#server/test-bench/live-server.ts';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { runningApp } from '#server/test-bench/running-app.ts';
import { answerOf } from '#server/test-bench/writing-desk.ts';
import type { Position } from '#shared/article.ts';

const CANARY = 'a canary that nobody may find';
const LONG_TEXT = 'x'.repeat(9_990);
const LONG_BYTES = 12_000;
/** More than the kernel of any machine takes for one connection before our queue grows. */
const MAX_PUBLISHED = 1_500;

afterEach(() => void vi.useRealTimers());

function follow({ port }: LiveServer, slug: string, since?: Position, headers = {}): Promise<EventReader> {
  const query = since === undefined ? '' : `?epoch=${since.epoch}&since=${since.seq}`;
  return eventReader(`http://127.0.0.1:${port}/api/articles/${slug}/stream${query}`, headers);
}

async function publishMany({ desk }: LiveServer, id: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await desk.publish(id, `Entry ${n}`);
}

describe('an event stream', () => {
  it('[D13] says what a socket says, with the place of each change as its id', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    using socket = readerSocket(live.url);
    socket.follow(slug, position);
    using stream = await follow(live, slug, position);
    await Promise.all([socket.next(), stream.next()]);

    await live.desk.publish(id, 'Docked');
    await live.desk.send(id, { type: 'set-status', status: 'ended' });

    await socket.changesUpTo(3);
    await stream.seqsUpTo(3);
    expect(stream.events.map(({ message }) => message)).toEqual(socket.received);
    expect(stream.events.map(event => event.id)).toEqual([1, 2, 3].map(seq => `${position.epoch}:${seq}`));
  });

  it('is neither kept, deflated nor collected on its way', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();

    using stream = await eventReader(`${running.url}/api/articles/${slug}/stream`, { 'accept-encoding': 'gzip, br' });

    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' },
      'x-accel-buffering': 'no',
    });
    expect(stream.headers).not.toHaveProperty('content-encoding');
    await stream.next();
    expect(stream.text()).toMatch(/^retry: 3000\n\nid: /);
  });

  it.each([0, 1, MAX_REPLAY_CHANGES])('[D4] goes on after the last id, where %i were missed', async missed => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await publishMany(live, id, missed);
    const headers = { 'last-event-id': `${position.epoch}:${position.seq}` };
    // The address still says where the browser began.
    using stream = await follow(live, slug, { epoch: 'epoch-of-another-log', seq: 900 }, headers);

    const first = await stream.next();
    await live.desk.publish(id, 'After');

    expect(first.message).toMatchObject({ type: 'ok', position: { seq: missed + 1 } });
    expect(await stream.seqsUpTo(missed + 2)).toEqual(Array.from({ length: missed + 1 }, (_, index) => index + 2));
  });

  it.each([
    ['more than 300 were missed', (position: Position) => position, MAX_REPLAY_CHANGES + 1],
    ['the log is another', ({ seq }: Position) => ({ epoch: 'epoch-of-another-log', seq }), 1],
    ['the log does not go so far', ({ epoch }: Position) => ({ epoch, seq: 4_000 }), 1],
    ['it has no position', () => undefined, 1],
  ])('[D4] begins with a snapshot where %s', async (_, since, missed) => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await publishMany(live, id, missed);

    using stream = await follow(live, slug, since(position));

    expect(await stream.next()).toMatchObject({
      id: `${position.epoch}:${missed + 1}`,
      message: { type: 'reset', snapshot: { position: { seq: missed + 1 } } },
    });
  });

  it('[D11] never brings back what was withdrawn', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    const { entryId } = answerOf(await live.desk.publish(id, CANARY));
    await live.desk.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: '' });

    using back = await follow(live, slug, position);
    using fresh = await follow(live, slug);

    await Promise.all([back.seqsUpTo(3), fresh.next()]);
    expect(back.text() + fresh.text()).not.toContain(CANARY);
  });

  it('[D12] says nothing of drafts', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    using stream = await follow(live, slug, position);

    await live.desk.send(id, { type: 'save-draft', draftId: 'draft-001', entry: { headline: CANARY } });
    await live.desk.publish(id, 'Docked');

    expect(await stream.seqsUpTo(2)).toEqual([2]);
    expect(stream.text()).not.toContain(CANARY);
  });

  it('tells the head at each heartbeat, with a comment for proxies', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using live = await liveServer();
    const { slug, position } = await live.desk.article();
    using stream = await follow(live, slug, position);
    await stream.next();

    await vi.advanceTimersByTimeAsync(2 * HEARTBEAT_MS);

    expect((await stream.next()).message).toMatchObject({ type: 'heartbeat', head: position });
    expect(stream.text()).toContain('\n\n:\n\n');
  });

  it('leaves nothing behind when its reader goes', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    const stream = await follow(live, slug);
    await stream.next();
    expect(live.hub.audience()).toMatchObject([{ slug, readers: 1 }]);

    stream[Symbol.dispose]();

    await expect.poll(() => live.hub.audience()).toEqual([]);
    expect(live.admission.readers).toBe(0);
  });

  it('[D10] tells when to come back before the server ends', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using stream = await follow(live, slug);
    await stream.next();

    await live.drain();

    expect(await stream.ended).toBe('end');
    const last = stream.events.at(-1)?.message;
    expect(last).toMatchObject({ type: 'closing' });
    expect(last?.type === 'closing' && last.retryAfterMs).toBeLessThanOrEqual(20_000);
  });

  it('ends when its article is removed, and there is none any more', async () => {
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    using stream = await follow(live, slug);
    await stream.next();

    await live.desk.send(id, { type: 'remove-article' });

    expect(await stream.ended).toBe('end');
    using again = await follow(live, slug);
    expect(again.status).toBe(404);
  });
});

it('[D9] a stream that nobody reads is cut with a reset when a mebibyte waits for it', async () => {
  await using live = await liveServer();
  const { id, slug } = await live.desk.article();
  let mostWaiting = 0;
  let waiting = () => 0;
  live.server.on('request', (_request, response) => {
    waiting = () => response.writableLength;
  });
  using stuck = await follow(live, slug);
  await stuck.next();
  stuck.socket.pause();

  let published = 0;
  while (live.hub.audience().length > 0 && published < MAX_PUBLISHED) {
    await live.desk.publish(id, LONG_TEXT);
    published += 1;
    mostWaiting = Math.max(mostWaiting, waiting());
  }
  stuck.socket.resume();

  expect(await stuck.ended).toBe('reset');
  expect(mostWaiting).toBeGreaterThan(MAX_WAITING_BYTES / 2);
  expect(mostWaiting).toBeLessThanOrEqual(MAX_WAITING_BYTES + LONG_BYTES);
});

describe('a stream is refused before it begins', () => {
  it.each([
    ['an article that is not there', '/api/articles/nowhere/stream', 404, 'no-such-article'],
    ['a position that is none', '/api/articles/SLUG/stream?epoch=epoch-0123456789&since=soon', 400, 'malformed'],
    ['half a position', '/api/articles/SLUG/stream?since=4', 400, 'malformed'],
    ['a position without a number', '/api/articles/SLUG/stream?epoch=epoch-0123456789', 400, 'malformed'],
  ])('for %s', async (_, path, status, code) => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();

    using stream = await eventReader(`http://127.0.0.1:${live.port}${path.replace('SLUG', slug)}`);

    expect(stream.status).toBe(status);
    expect(stream.headers['content-type']).toContain('application/problem+json');
    await stream.ended;
    expect(JSON.parse(stream.text())).toMatchObject({ status, code });
  });

  it('when the store fails, with a time to come back', async () => {
    const failing = () => Promise.reject(new Error('the disk is gone'));
    await using live = await liveServer({
      wrapped: store => Object.assign(Object.create(store), { articleBySlug: failing }),
    });

    using stream = await follow(live, 'eagle');

    expect(stream.status).toBe(503);
    expect(Number(stream.headers['retry-after'])).toBeGreaterThan(0);
  });

  it.each([
    ['without an origin, as browsers ask their own', undefined, 200, undefined],
    ['from the public address', 'https://news.example', 200, 'https://news.example'],
    ['from an origin that the configuration names', 'https://partner.example', 200, 'https://partner.example'],
    ['not from elsewhere', 'https://evil.example', 403, undefined],
    ['not from a file or a sandbox', 'null', 403, undefined],
  ])('by origin: %s', async (_, origin, status, allowed) => {
    await using live = await liveServer({
      ...{ publicUrl: 'https://news.example', allowedOrigins: ['https://partner.example'] },
    });
    const { slug } = await live.desk.article();

    using stream = await follow(live, slug, undefined, origin === undefined ? {} : { origin });

    expect(stream.status).toBe(status);
    expect(stream.headers['access-control-allow-origin']).toBe(allowed);
    expect(stream.headers.vary).toContain('Origin');
  });
});
