import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ArticleState, Position } from '#shared/article.ts';
import { paragraphs } from '#shared/body-text.ts';
import { type Applied, applyChange, fromSnapshot } from '#shared/changes.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { ServerMessage } from '#shared/protocol.ts';
import { MAX_REPLAY_BYTES, MAX_REPLAY_CHANGES } from './channel.ts';
import { HEARTBEAT_MS } from './hub.ts';
import type { Store } from './store/store.ts';
import { liveServer } from './test-bench/live-server.ts';
import { makeEntry } from './test-bench/make-article.ts';
import { type ReaderSocket, readerSocket } from './test-bench/reader-socket.ts';
import { answerOf, type WritingDesk } from './test-bench/writing-desk.ts';

afterEach(() => void vi.useRealTimers());

describe('a reader', () => {
  it('without a position gets a snapshot, and then what comes', async () => {
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    await live.desk.publish(id, 'Before');
    const snapshot = await live.desk.context.store.snapshot(id);
    using reader = readerSocket(live.url);
    reader.follow(slug);

    const first = await reader.next();
    const { entryId } = answerOf(await live.desk.publish(id, 'After'));

    expect(first).toEqual({ type: 'reset', snapshot, now: live.desk.context.clock(), heartbeatMs: HEARTBEAT_MS });
    expect(await reader.next()).toMatchObject({ type: 'entry-published', seq: 3, entry: { id: entryId } });
  });

  it.each([0, 1, 299, 300])('[D4] that missed %i changes gets them in order, and then what comes', async missed => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await publishMany(live.desk, id, missed);
    using reader = readerSocket(live.url);
    reader.follow(slug, position);

    const first = await reader.next();
    await live.desk.publish(id, 'After');
    const changes = await reader.changesUpTo(missed + 2);

    const head = { epoch: position.epoch, seq: missed + 1 };
    expect(first).toEqual({ type: 'ok', position: head, now: live.desk.context.clock(), heartbeatMs: HEARTBEAT_MS });
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: missed + 1 }, (_, index) => index + 2));
  });

  it.each([MAX_REPLAY_CHANGES + 1, 5_000])('[D4] that missed %i changes gets a snapshot', async missed => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await publishMany(live.desk, id, missed);
    using reader = readerSocket(live.url);
    reader.follow(slug, position);

    expect(await reader.next()).toMatchObject({ type: 'reset', snapshot: { position: { seq: missed + 1 } } });
  });

  it('[D4] that missed more than 256 KiB gets a snapshot', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    const text = 'x'.repeat(8_000);
    for (let bytes = 0; bytes < MAX_REPLAY_BYTES; bytes += text.length) await live.desk.publish(id, text);
    using far = readerSocket(live.url);
    far.follow(slug, position);
    using near = readerSocket(live.url);
    near.follow(slug, { ...position, seq: 10 });

    expect(await far.next()).toMatchObject({ type: 'reset' });
    expect(await near.next()).toMatchObject({ type: 'ok' });
  });

  it.each([
    ['of another log', ({ seq }: Position) => ({ epoch: 'epoch-of-another-log', seq })],
    ['that the log has not reached', ({ epoch }: Position) => ({ epoch, seq: 4_000_000 })],
  ])('[D2] with a position %s gets a snapshot', async (_, elsewhere) => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug, elsewhere(position));

    expect(await reader.next()).toMatchObject({ type: 'reset', snapshot: { position } });
    await live.desk.publish(id, 'After');
    expect(await reader.next()).toMatchObject({ seq: 2 });
  });

  it('of a removed article is told not to come back', async () => {
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();

    await live.desk.send(id, { type: 'remove-article' });

    expect(await reader.closed).toEqual({ code: CLOSE.unknownArticle, reason: 'the article was removed' });
    using late = readerSocket(live.url);
    late.follow(slug);
    expect((await late.closed).code).toBe(CLOSE.unknownArticle);
  });

  it('of the article that took the address of a removed one gets the new one', async () => {
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();
    await live.desk.send(id, { type: 'remove-article' });
    const { id: newId } = answerOf(await live.desk.createArticle({ slug }));
    using next = readerSocket(live.url);
    next.follow(slug);

    expect(await next.next()).toMatchObject({ type: 'reset', snapshot: { article: { id: newId } } });
  });
});

describe('[D1][D2][D3] while a writer publishes, readers that come and go have all of it, in order, once', () => {
  it.each([1, 2, 3, 4, 5, 6])('seed %i', async seed => {
    const random = randomBy(seed);
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await publishMany(live.desk, id, 20 + Math.floor(random() * 40));
    const readers: ReaderSocket[] = [];
    const sinces: (Position | null)[] = [];
    let head = position.seq;
    for (let round = 0; round < 60; round++) {
      const act = random();
      if (act < 0.6) {
        const since = random() < 0.4 ? null : { epoch: position.epoch, seq: Math.ceil(random() * (head + 2)) };
        const reader = readerSocket(live.url);
        reader.follow(slug, since);
        readers.push(reader);
        sinces.push(since);
      } else if (act < 0.7) readers[Math.floor(random() * readers.length)]?.socket.terminate();
      if (random() < 0.3) await new Promise(resolve => setImmediate(resolve));
      const writes = Array.from({ length: Math.floor(random() * 4) }, (_, n) => live.desk.publish(id, `${round}.${n}`));
      for (const { position: at } of (await Promise.all(writes)).map(answerOf)) head = Math.max(head, at.seq);
    }
    const expected = await live.desk.context.store.snapshot(id);

    for (const [index, reader] of readers.entries()) {
      if (reader.socket.readyState > reader.socket.OPEN) continue;
      while (seqOf(reader.received) < head) await reader.next();
      const whole = foldOf(reader.received, sinces[index] ?? null);
      if (whole !== null) expect(whole.entries.slice(0, 20)).toEqual(expected?.entries.slice(0, 20));
      reader.socket.terminate();
    }
  });
});

describe('[D2] a bell', () => {
  it('is heard at whatever moment of the reading before it', async () => {
    let visible = 1;
    await using live = await liveServer({ wrapped: store => upTo(store, () => visible) });
    const { id, slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();

    for (let moment = 0; moment < 60; moment++) {
      await publishMany(live.desk, id, 2);
      visible += 1;
      live.desk.context.bus.ring({ articleId: id, seq: visible });
      for (let turn = 0; turn < moment; turn++) await null;
      visible += 1;
      live.desk.context.bus.ring({ articleId: id, seq: visible });

      await reader.changesUpTo(visible);
    }
  });

  it('is heard also while a reader claims a position from the future', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();

    for (let seq = 2; seq < 40; seq++) {
      using liar = readerSocket(live.url);
      liar.follow(slug, { ...position, seq: 2 ** 40 });
      await new Promise(resolve => liar.socket.once('open', resolve));
      for (let turn = 0; turn < seq % 5; turn++) await new Promise(resolve => setImmediate(resolve));
      await live.desk.publish(id, 'After');

      await reader.changesUpTo(seq);
    }
  });

  it('that got lost, or could not be answered, is made good by the next heartbeat', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let isBroken = false;
    await using live = await liveServer({ wrapped: store => broken(store, () => isBroken) });
    const { id, slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();

    await publishMany(live.desk, id, 1);
    vi.advanceTimersByTime(2 * HEARTBEAT_MS);
    await reader.changesUpTo(2);
    isBroken = true;
    await live.desk.publish(id, 'Not read');
    await expect.poll(() => live.log.length).toBe(1);
    isBroken = false;
    vi.advanceTimersByTime(2 * HEARTBEAT_MS);

    expect((await reader.changesUpTo(3)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(live.log[0]).toContain('reading the log failed');
  });
});

/** Straight into the log, without ringing: what happened while nobody looked, or what a lost bell hid. */
async function publishMany({ context: { store, clock } }: WritingDesk, id: string, count: number): Promise<void> {
  if (count === 0) return;
  const { lastNumber = 0 } = (await store.articleById(id)) ?? {};
  const changes = Array.from({ length: count }, (_, index) => ({
    type: 'entry-published' as const,
    entry: makeEntry({ number: lastNumber + index + 1, body: paragraphs(['x']) }),
  }));
  await store.transaction(tx => tx.append(id, changes, clock()));
}

/** The fold of what a reader received; null where it began in the middle. Throws at a gap, a repeat or a step back. */
function foldOf(received: readonly ServerMessage[], since: Position | null): ArticleState | null {
  let state: ArticleState | null = null;
  let seq = since?.seq ?? 0;
  for (const message of received) {
    if (message.type === 'reset') {
      state = fromSnapshot(message.snapshot);
      seq = message.snapshot.position.seq;
    } else if ('seq' in message) {
      expect(message.seq).toBe(seq + 1);
      seq = message.seq;
      const applied: Applied | null = state === null ? null : applyChange(state, message);
      if (applied !== null) expect(applied.verdict).toBe('applied');
      if (applied?.verdict === 'applied') state = applied.state;
    }
  }
  return state;
}

function seqOf(received: readonly ServerMessage[]): number {
  const last = received.findLast(message => 'seq' in message || message.type === 'reset' || message.type === 'ok');
  if (last === undefined) return 0;
  if ('seq' in last) return last.seq;
  return last.type === 'reset' ? last.snapshot.position.seq : 0;
}

/** The store as it was when its log ended at a change. */
function upTo(store: Store, visible: () => number): Store {
  return Object.assign(Object.create(store), {
    articleBySlug: (slug: string) => store.articleBySlug(slug),
    articleById: (id: string) => store.articleById(id),
    logHead: (article: { id: string } | { slug: string }) => store.logHead(article),
    snapshot: (id: string) => store.snapshot(id),
    async changesAfter(id: string, seq: number, limit: number) {
      const last = visible();
      return (await store.changesAfter(id, seq, limit)).filter(change => change.seq <= last);
    },
  });
}

function broken(store: Store, isBroken: () => boolean): Store {
  return Object.assign(
    upTo(store, () => Number.POSITIVE_INFINITY),
    {
      async changesAfter(id: string, seq: number, limit: number) {
        if (isBroken()) throw new Error('the disk is away');
        return store.changesAfter(id, seq, limit);
      },
    },
  );
}

/** The same numbers for the same seed (mulberry32). */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
