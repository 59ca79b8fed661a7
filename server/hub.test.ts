import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { HEARTBEAT_MS } from './hub.ts';
import { type LiveServer, liveServer } from './test-bench/live-server.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';
import { type ReaderSocket, readerSocket } from './test-bench/reader-socket.ts';

/** Longer than the time to the next heartbeat, whatever its spread. */
const NEXT_HEARTBEAT_MS = 1.2 * HEARTBEAT_MS + 1;

afterEach(() => void vi.useRealTimers());

describe('a heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

  it('[D2] tells every reader where the log stands and what time it is, again and again', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    using reader = await following(live, slug);

    vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);
    const first = await reader.next();
    await pongFrom(live);
    await live.desk.publish(id, 'Docked');
    await reader.next();
    live.desk.pass(5);
    vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);

    const now = live.desk.context.clock();
    expect(first).toEqual({ type: 'heartbeat', head: position, now: now - 5 });
    expect(await reader.next()).toEqual({ type: 'heartbeat', head: { ...position, seq: 2 }, now });
  });

  it('does not come earlier than 20 s after the last', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = await following(live, slug);

    vi.advanceTimersByTime(0.8 * HEARTBEAT_MS - 1);
    await live.desk.article();
    await new Promise(resolve => setImmediate(resolve));

    expect(reader.received).toHaveLength(1);
  });

  it('[D9] ends who did not answer the ping of the one before, and nobody else', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = await following(live, slug);
    using stuck = await following(live, slug, { autoPong: false });

    vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);
    await Promise.all([reader.next(), stuck.next(), pongFrom(live)]);
    vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);

    expect((await stuck.closed).code).toBe(1006);
    expect(await reader.next()).toMatchObject({ type: 'heartbeat' });
  });
});

describe('[D10] the end', () => {
  it('tells every reader to come back at a time of its own, and closes', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    const readers = await Promise.all(Array.from({ length: 12 }, () => following(live, slug)));

    await live.drain();

    const waits = readers.map(({ received }) => {
      const last = received.at(-1);
      return last?.type === 'closing' ? last.retryAfterMs : Number.NaN;
    });
    const closed = await Promise.all(readers.map(reader => reader.closed));
    expect(closed).toEqual(Array(12).fill({ code: CLOSE.drain, reason: 'the server restarts' }));
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(20_000);
    expect(new Set(waits).size).toBeGreaterThan(6);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(2_000);
  });

  it('reaches those who follow nothing yet', async () => {
    await using live = await liveServer();
    using silent = readerSocket(live.url);
    await new Promise(resolve => silent.socket.once('open', resolve));

    await live.drain();

    expect((await silent.closed).code).toBe(CLOSE.drain);
  });

  it('does not wait for those who do not listen', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using following = await rawUpgrade(live.port, { path: `/live?article=${slug}` });
    using silent = await rawUpgrade(live.port);
    using elsewhere = await rawUpgrade(live.port, { headers: { 'Sec-WebSocket-Protocol': 'pressbox.v9' } });
    for (const { socket } of [following, silent, elsewhere]) socket.pause();

    const drained = live.drain();
    for (const waited of [1_000, 4_000]) {
      await new Promise(resolve => setImmediate(resolve));
      vi.advanceTimersByTime(waited);
    }
    await drained;

    for (const { socket } of [following, silent, elsewhere]) socket.resume();
    expect(await following.ended).toBe('reset');
  });

  it('lets nobody in any more', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    const reader = await following(live, slug);
    const drained = live.drain();

    using late = readerSocket(live.url);
    late.follow(slug);

    expect((await late.closed).code).toBe(1006);
    reader.socket.terminate();
    await drained;
  });
});

describe('a store that fails', () => {
  it('[D2] sends readers away to come back, and says so in the log', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    await live.desk.context.store.close();

    using reader = readerSocket(live.url);
    reader.follow(slug);

    expect(await reader.closed).toEqual({ code: CLOSE.resync, reason: 'try again' });
    expect(live.log.map(line => JSON.parse(line).msg)).toEqual(['following failed']);
  });

  it('does not end those who follow already', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = await following(live, slug);
    await live.desk.context.store.close();

    vi.advanceTimersByTime(NEXT_HEARTBEAT_MS);

    expect(await reader.next()).toMatchObject({ type: 'heartbeat' });
    expect(live.log.map(line => JSON.parse(line).msg)).toEqual(['reading the log failed']);
  });
});

/** A reader that has what there is. */
async function following(live: LiveServer, slug: string, options: { autoPong?: boolean } = {}): Promise<ReaderSocket> {
  const reader = readerSocket(live.url, options);
  reader.follow(slug);
  await reader.next();
  return reader;
}

/** Resolves when the server has had the time to read an answer that is on its way. */
async function pongFrom(live: LiveServer): Promise<void> {
  for (let n = 0; n < 5; n++) await fetch(`http://127.0.0.1:${live.port}/`).then(response => response.text());
}
