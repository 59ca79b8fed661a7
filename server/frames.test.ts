import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { PING_FRAME, rawSocket, textFrame } from './frames.ts';
import { rawUpgrade } from './test-bench/raw-upgrade.ts';

const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000];

it.each(LENGTHS)('a frame of %i bytes is the one that ws itself sends', async length => {
  const text = 'x'.repeat(length);
  await using server = await sendingServer(ws => ws.send(text));

  using raw = await rawUpgrade(server.port);

  await expect.poll(() => raw.received().length).toBe(textFrame(text).length);
  expect(raw.received().equals(textFrame(text))).toBe(true);
});

it('a reader reads what was sent: lengths in bytes, pings between', async () => {
  const texts = [...LENGTHS.map(length => 'x'.repeat(length)), 'Луна 🌕'.repeat(20_000), '"\ud83c" alone', 'last'];
  const bytes = Buffer.concat(texts.flatMap(text => [textFrame(text), PING_FRAME]));
  await using server = await sendingServer(ws => rawSocket(ws)?.write(bytes));
  const client = new WebSocket(`ws://127.0.0.1:${server.port}`);
  const read: string[] = [];
  let pings = 0;
  client.on('message', (data, isBinary) => void (isBinary || read.push(data.toString())));
  client.on('ping', () => {
    pings += 1;
  });

  await expect.poll(() => pings).toBe(texts.length);

  client.terminate();
  expect(read).toEqual(texts.map(text => text.toWellFormed()));
});

async function sendingServer(act: (ws: WebSocket) => unknown) {
  const server = createServer();
  const wss = new WebSocketServer({ server, perMessageDeflate: false });
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
