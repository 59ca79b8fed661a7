import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Burst, PING_FRAME, TextFrame, textFrame } from './frames.ts';
import { SocketSubscriber } from './socket-subscriber.ts';
import { makeEntry } from './test-bench/make-article.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';

const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000];

it.each(LENGTHS)('a frame of %i bytes is the one that ws itself sends', async length => {
  const text = 'x'.repeat(length);
  await using server = await sendingServer(ws => ws.send(text));

  using raw = await rawUpgrade(server.port);

  await expect.poll(() => raw.received().length).toBe(textFrame(text).length);
  expect(raw.received().equals(textFrame(text))).toBe(true);
});

it.each([
  ['as it is', false],
  ['deflated once for all', true],
])('a reader reads what was sent %s: lengths in bytes, pings between', async (_, perMessageDeflate) => {
  const texts = [...LENGTHS.map(length => 'x'.repeat(length)), 'Луна 🌕'.repeat(20_000), '"\ud83c" alone', 'last'];
  const frames = new Burst(texts.flatMap(text => [new TextFrame(text), PING_FRAME]));
  await using server = await sendingServer(ws => new SocketSubscriber(ws).send(frames), DEFLATE);
  const client = new WebSocket(`ws://127.0.0.1:${server.port}`, { perMessageDeflate });
  const read: string[] = [];
  let pings = 0;
  client.on('message', (data, isBinary) => void (isBinary || read.push(data.toString())));
  client.on('ping', () => {
    pings += 1;
  });

  await expect.poll(() => [pings, read.length]).toEqual([texts.length, texts.length]);

  client.terminate();
  expect(read).toEqual(texts.map(text => text.toWellFormed()));
});

it('deflated, an ordinary change has less than two thirds of its bytes', () => {
  const frame = new TextFrame(JSON.stringify(makeEntry({ number: 1 })).repeat(3));

  expect(frame.bytes('deflated').length).toBeLessThan(frame.bytes('socket').length * (2 / 3));
});

it('an event has its place as its id, and its text on one line', () => {
  const frame = new TextFrame('{"text":"one\\ntwo"}', 'epoch:7');

  expect(frame.bytes('events').toString()).toBe('id: epoch:7\ndata: {"text":"one\\ntwo"}\n\n');
});

it('a frame and a burst are made once in each form', () => {
  const frame = new TextFrame('x'.repeat(1_000));
  const burst = new Burst([frame, PING_FRAME]);

  for (const form of ['socket', 'deflated', 'events'] as const) {
    expect(frame.bytes(form)).toBe(frame.bytes(form));
    expect(burst.bytes(form)).toBe(burst.bytes(form));
  }
});

const DEFLATE = { serverNoContextTakeover: true, clientNoContextTakeover: true };

async function sendingServer(act: (ws: WebSocket) => unknown, perMessageDeflate: false | typeof DEFLATE = false) {
  const server = createServer();
  const wss = new WebSocketServer({ server, perMessageDeflate });
  wss.on('connection', act);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const ws of wss.clients) ws.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
