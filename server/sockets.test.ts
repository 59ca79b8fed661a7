import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLOSE } from '#shared/close-codes.ts';
import { type LiveServer, liveServer } from './test-bench/live-server.ts';
import { clientFrame, rawUpgrade } from './test-bench/raw-upgrade.ts';
import { readerSocket } from './test-bench/reader-socket.ts';

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 };

afterEach(() => void vi.useRealTimers());

describe('a socket is let in', () => {
  it.each([
    ['without an origin, as programs come', undefined, 101],
    ['from the page it belongs to', 'http://127.0.0.1:PORT', 101],
    ['from the public address', 'https://news.example', 101],
    ['from an origin that the configuration names', 'https://partner.example', 101],
    ['not from elsewhere', 'https://evil.example', 403],
    ['not from another port', 'http://127.0.0.1:1', 403],
    ['not from the public name without encryption', 'http://news.example', 403],
    ['not from a file or a sandbox', 'null', 403],
    ['not from what is no origin', 'evil', 403],
  ])('%s', async (_, origin, status) => {
    await using live = await liveServer({
      publicUrl: 'https://news.example',
      allowedOrigins: ['https://partner.example'],
    });
    const headers = origin === undefined ? {} : { Origin: origin.replace('PORT', String(live.port)) };

    using raw = await rawUpgrade(live.port, { headers });

    expect(raw.head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status !== 101) expect(await raw.ended).toBe('end');
  });

  it.each([
    ['another version', ['pressbox.v9']],
    ['no protocol', []],
  ])('speaking its protocol: %s is told so', async (_, protocols) => {
    await using live = await liveServer();

    using reader = readerSocket(live.url, { protocols });

    expect(await reader.closed).toEqual({ code: CLOSE.unsupportedVersion, reason: 'this server speaks pressbox.v1' });
  });

  it('when it offers several versions, in the one that is spoken here', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();

    using reader = readerSocket(live.url, { protocols: ['pressbox.v9', 'pressbox.v1'] });
    reader.follow(slug);

    expect(await reader.next()).toMatchObject({ type: 'reset' });
    expect(reader.socket.protocol).toBe('pressbox.v1');
  });

  it('only at its address: elsewhere there is nothing, and the connection ends', async () => {
    await using live = await liveServer();

    using raw = await rawUpgrade(live.port, { path: '/elsewhere' });

    expect(raw.head).toMatch(/^HTTP\/1\.1 404 /);
    expect(await raw.ended).toBe('end');
  });
});

describe('a socket that breaks off harms nobody', () => {
  it.each([
    ['elsewhere', '/elsewhere', {}],
    ['at the door', '/live', { Origin: 'https://evil.example' }],
    ['in another version', '/live', { 'Sec-WebSocket-Protocol': 'pressbox.v9' }],
    ['before it follows', '/live', {}],
    ['while it follows', '/live?article=ARTICLE', {}],
  ])('%s', async (_, path, headers) => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    const address = path.replace('ARTICLE', slug);
    for (const nonsense of [null, Buffer.alloc(64, 0xff)]) {
      using raw = await rawUpgrade(live.port, { path: address, headers });
      if (nonsense !== null) raw.socket.write(nonsense);
      raw.socket.end();
      await raw.ended;
    }
    for (const delayed of [false, true]) {
      using raw = await rawUpgrade(live.port, { path: address, headers });
      if (delayed) await tick();
      raw.socket.resetAndDestroy();
    }

    await assertServes(live, slug);
  });
});

describe('a reader says one thing, once', () => {
  it.each([
    ['no JSON', 'follow the moon', CLOSE.badMessage],
    ['another type', '{"type":"publish-entry"}', CLOSE.badMessage],
    ['no article', '{"type":"follow","since":null}', CLOSE.badMessage],
    ['a deep one', `${'['.repeat(8_000)}${']'.repeat(8_000)}`, CLOSE.badMessage],
    ['a prototype', '{"__proto__":{"type":"follow","article":"moon","since":null}}', CLOSE.badMessage],
    ['bytes', Buffer.from('{"type":"follow","article":"moon","since":null}'), CLOSE.badMessage],
    ['too much', ' '.repeat(16 * 1024 + 1), 1009],
    ['far too much', ' '.repeat(1024 * 1024), 1009],
    ['an article that is not there', '{"type":"follow","article":"nowhere","since":null}', CLOSE.unknownArticle],
  ])('%s is answered by closing', async (_, message, code) => {
    await using live = await liveServer();
    using reader = readerSocket(live.url);
    reader.socket.once('open', () => reader.socket.send(message));

    expect((await reader.closed).code).toBe(code);
  });

  it.each([
    ['the same again', '{"type":"follow","article":"SLUG","since":null}'],
    ['anything else', 'more'],
  ])('not %s', async (_, message) => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();

    reader.socket.send(message.replace('SLUG', slug));

    expect((await reader.closed).code).toBe(CLOSE.badMessage);
  });

  it('not twice at once', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    reader.follow(slug);

    expect((await reader.closed).code).toBe(CLOSE.badMessage);
  });

  it.each([
    ['text that is no UTF-8', clientFrame(OPCODE.text, Buffer.from([0xc3, 0x28])), 1007],
    ['a frame without a mask', Buffer.from([0x81, 0x01, 0x78]), 1002],
    ['a frame of an unknown kind', clientFrame(0x3), 1002],
  ])('%s is answered by closing', async (_, bytes, code) => {
    await using live = await liveServer();
    using raw = await rawUpgrade(live.port);

    raw.socket.write(bytes);

    await expect.poll(() => closeCodeIn(raw.received())).toBe(code);
  });

  it('in 16 fragments at most', async () => {
    await using live = await liveServer();
    using raw = await rawUpgrade(live.port);

    const opening = clientFrame(OPCODE.text, ' ');
    opening[0] = OPCODE.text;
    const more = clientFrame(OPCODE.continuation, ' ');
    more[0] = OPCODE.continuation;
    raw.socket.write(Buffer.concat([opening, ...Array(16).fill(more)]));

    await expect.poll(() => closeCodeIn(raw.received())).toBe(1008);
  });

  it('within 10 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using silent = readerSocket(live.url);
    using speaking = readerSocket(live.url);
    speaking.follow(slug);
    await speaking.next();
    await expect.poll(() => silent.socket.readyState).toBe(silent.socket.OPEN);

    live.desk.pass(10_000);
    vi.advanceTimersByTime(1_000);
    await tick();
    expect(silent.socket.readyState).toBe(silent.socket.OPEN);
    live.desk.pass(1);
    vi.advanceTimersByTime(1_000);

    expect(await silent.closed).toEqual({ code: CLOSE.noFollow, reason: 'nothing followed' });
    expect(speaking.socket.readyState).toBe(speaking.socket.OPEN);
  });

  it('and pings ten times in ten seconds at most', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = readerSocket(live.url);
    reader.follow(slug);
    await reader.next();
    let pongs = 0;
    reader.socket.on('pong', () => {
      pongs += 1;
    });

    for (let n = 0; n < 10; n++) reader.socket.ping();
    await expect.poll(() => pongs).toBe(10);
    live.desk.pass(10_000);
    for (let n = 0; n < 10; n++) reader.socket.ping();
    await expect.poll(() => pongs).toBe(20);
    reader.socket.ping();

    expect((await reader.closed).code).toBe(1008);
  });
});

describe('the position in the address of the upgrade', () => {
  it('does what a follow message does', async () => {
    await using live = await liveServer();
    const { id, slug, position } = await live.desk.article();
    await live.desk.publish(id, 'Docked');

    using fresh = readerSocket(`${live.url}?article=${slug}`);
    using back = readerSocket(`${live.url}?article=${slug}&epoch=${position.epoch}&since=${position.seq}`);

    expect(await fresh.next()).toMatchObject({ type: 'reset', snapshot: { position: { seq: 2 } } });
    expect(await back.next()).toMatchObject({ type: 'ok', position: { seq: 2 } });
    expect(await back.next()).toMatchObject({ type: 'entry-published', seq: 2 });
  });

  it('is answered in one segment with the upgrade', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();

    using raw = await rawUpgrade(live.port, { path: `/live?article=${slug}` });

    expect(raw.received().includes('"type":"reset"')).toBe(true);
  });

  it.each([
    'article=nowhere',
    'article=../moon',
    'article=SLUG&epoch=x&since=1',
    'article=SLUG&epoch=EPOCH&since=-1',
    'article=SLUG&epoch=EPOCH&since=x',
    'article=SLUG&epoch=EPOCH&since=',
    'article=SLUG&epoch=EPOCH',
    'article=SLUG&since=1',
    'article=SLUG&epoch=EPOCH&since=1e0',
    'article=SLUG&epoch=EPOCH&since=0x1',
    'article=SLUG&epoch=EPOCH&since=%201',
    'article=SLUG&epoch=EPOCH&since=9007199254740993',
  ])('%s is answered by closing', async query => {
    await using live = await liveServer();
    const { slug, position } = await live.desk.article();
    const code = query === 'article=nowhere' ? CLOSE.unknownArticle : CLOSE.badMessage;

    using reader = readerSocket(`${live.url}?${query.replace('SLUG', slug).replace('EPOCH', position.epoch)}`);

    expect((await reader.closed).code).toBe(code);
  });

  it('is all that may be said', async () => {
    await using live = await liveServer();
    const { slug } = await live.desk.article();
    using reader = readerSocket(`${live.url}?article=${slug}`);
    await reader.next();

    reader.follow(slug);

    expect((await reader.closed).code).toBe(CLOSE.badMessage);
  });
});

/** Long enough for a packet to cross this machine's own network. */
function tick(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 5));
}

async function assertServes(live: LiveServer, slug: string): Promise<void> {
  using reader = readerSocket(live.url);
  reader.follow(slug);
  expect(await reader.next()).toMatchObject({ type: 'reset' });
}

/** The code of a close frame at the end of what the server sent. */
function closeCodeIn(bytes: Buffer): number | null {
  const at = bytes.lastIndexOf(0x88);
  return at === -1 || bytes.length < at + 4 ? null : bytes.readUInt16BE(at + 2);
}
