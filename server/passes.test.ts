import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import type { DeliveryWatch, Pass, ResumeKind } from './delivery-watch.ts';
import { HEARTBEAT_MS } from './hub.ts';
import { liveServer } from './test-bench/live-server.ts';
import { readerSocket } from './test-bench/reader-socket.ts';
import { answerOf } from './test-bench/writing-desk.ts';

afterEach(() => void vi.useRealTimers());

describe('readers that negotiated deflating', () => {
  it.each([
    ['and say what they follow as it is', true],
    ['and deflate what they say too', { threshold: 0 }],
  ])('%s read the same as all others', async (_, perMessageDeflate) => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await live.desk.publish(id, 'Before. '.repeat(100));
    using deflated = readerSocket(live.url, { perMessageDeflate });
    using plain = readerSocket(live.url);
    for (const reader of [deflated, plain]) reader.follow(slug, position);
    await Promise.all([deflated.changesUpTo(2), plain.changesUpTo(2)]);

    await Promise.all([1, 2, 3].map(n => live.desk.publish(id, `${n}: ${'The Moon. '.repeat(200)}`)));

    expect(await deflated.changesUpTo(5)).toEqual(await plain.changesUpTo(5));
    expect(deflated.socket.extensions).toBe('permessage-deflate');
    expect(plain.socket.extensions).toBe('');
  });

  it('cannot send more by deflating it', async () => {
    await using live = await liveServer();
    using reader = readerSocket(live.url, { perMessageDeflate: { threshold: 0 } });
    await new Promise(resolve => reader.socket.once('open', resolve));

    reader.socket.send('x'.repeat(1_000_000));

    expect((await reader.closed).code).toBe(1009);
  });
});

describe('whoever watches', () => {
  it('is told of each pass: how many readers, and when half of them and most of them were written to', async () => {
    const passes: Pass[] = [];
    await using live = await liveServer({ watch: watching({ passed: pass => void passes.push(pass) }) });
    const { id, slug } = await live.desk.article();
    using one = readerSocket(live.url);
    using other = readerSocket(live.url);
    for (const reader of [one, other]) {
      reader.follow(slug);
      await reader.next();
    }

    await live.desk.publish(id, 'Docked');
    await one.changesUpTo(2);
    await expect.poll(() => passes.length).toBe(1);

    const now = live.desk.context.clock();
    const [pass] = passes;
    expect(pass).toMatchObject({ articleId: id, slug, changes: 1, readers: 2, publishedAt: now, beganAt: now });
    expect(pass?.halfAt).toBeGreaterThanOrEqual(now);
    expect(pass?.mostAt).toBeGreaterThanOrEqual(pass?.halfAt ?? 0);
    expect(pass?.endedAt).toBeGreaterThanOrEqual(pass?.mostAt ?? 0);
    expect(live.hub.audience()).toEqual([{ articleId: id, slug, readers: 2 }]);
  });

  it('is told how readers were brought up to date', async () => {
    const kinds: ResumeKind[] = [];
    await using live = await liveServer({ watch: watching({ resumed: kind => void kinds.push(kind) }) });
    const { id, slug, position } = await live.desk.article();
    await live.desk.publish(id, 'Before');

    for (const since of [null, position, position]) {
      using reader = readerSocket(live.url);
      reader.follow(slug, since);
      await reader.next();
    }

    expect(kinds).toEqual(['snapshot', 'store', 'store']);
  });
});

describe('[D5] a log that was replaced while readers follow it', () => {
  it('is noticed at the next look: they come back and start over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using live = await liveServer();
    const { id, slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();
    await live.desk.context.store.engine
      .withTables<{ article: { id: string; epoch: string } }>()
      .updateTable('article')
      .set({ epoch: 'epoch-of-another-log' })
      .where('id', '=', id)
      .execute();

    vi.advanceTimersByTime(2 * HEARTBEAT_MS);

    expect(await reader.closed).toEqual({ code: CLOSE.resync, reason: 'the log was replaced' });
    using back = readerSocket(live.url);
    back.follow(slug);
    const epoch = 'epoch-of-another-log';
    expect(await back.next()).toMatchObject({ type: 'reset', snapshot: { position: { epoch } } });
    answerOf(await live.desk.publish(id, 'After'));
    expect((await back.changesUpTo(2)).map(change => change.epoch)).toEqual([epoch]);
  });
});

function watching(some: Partial<DeliveryWatch>): DeliveryWatch {
  return { passed() {}, resumed() {}, cut() {}, ...some };
}
