import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { ReadLimit } from '#server/read-limit.ts';
import { RunningExports } from './running-exports.ts';

it('whoever stops reading is cut off, and makes room for others', async () => {
  await using scene = await makeScene({ stalledAfterMs: 60 });
  const stalled = await scene.ask();
  stalled.pause();
  await scene.isOver(0);
  expect(scene.running).toBe(0);
});

it('whoever reads slowly gets all of it', async () => {
  await using scene = await makeScene({ stalledAfterMs: 500, pieces: 40, everyMs: 20 });
  const reader = await scene.ask();
  let read = 0;
  reader.on('data', (bytes: Buffer) => {
    read += bytes.byteLength;
  });
  await once(reader, 'close');
  expect(read).toBeGreaterThan(40 * PIECE.byteLength);
});

it('the end of the server waits for those who read, not for those who do not', async () => {
  await using scene = await makeScene({ stalledAfterMs: 60_000, stalledAtEndAfterMs: 60 });
  const stalled = await scene.ask();
  stalled.pause();
  scene.exports.close();
  await scene.isOver(0);
});

it('[S] two of one address are made at once, and four in all; more are refused with a time to come back', async () => {
  await using scene = await makeScene({ stalledAfterMs: 60_000, trustedProxies: 1 });
  for (const from of ['198.51.100.1', '198.51.100.1', '198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4'])
    (await scene.ask(from)).pause();
  await expect.poll(() => scene.refused).toEqual(['198.51.100.1', '198.51.100.4']);
  expect(scene.running).toBe(4);
});

const PIECE = Buffer.alloc(64 * 1024, 'a');

interface SceneOptions {
  readonly stalledAfterMs: number;
  readonly stalledAtEndAfterMs?: number;
  readonly trustedProxies?: number;
  /** So many there are, each after such a time; without it they never end. */
  readonly pieces?: number;
  readonly everyMs?: number;
}

async function makeScene({
  pieces = Number.POSITIVE_INFINITY,
  everyMs = 0,
  trustedProxies = 0,
  ...times
}: SceneOptions) {
  const config = { reads: { perSecond: 0, perAddress: 0, atOnce: 0 }, trustedProxies };
  const exports = new RunningExports({ limit: new ReadLimit({ config }), trustedProxies, ...times });
  const responses: ServerResponse[] = [];
  const refused: string[] = [];
  let running = 0;
  const content = async function* () {
    for (let piece = 0; piece < pieces; piece++) {
      await new Promise(resolve => setTimeout(resolve, everyMs));
      yield PIECE;
    }
  };
  const server = createServer((request, response) => {
    responses.push(response);
    const make = async () => {
      running += 1;
      await exports.send(Readable.from(content()), response);
      running -= 1;
    };
    exports.run(request, make).catch(() => {
      refused.push(String(request.headers['x-forwarded-for']));
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  return {
    exports,
    refused,
    get running() {
      return running;
    },
    async ask(from = '') {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      const count = responses.length;
      socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${from}\r\nConnection: close\r\n\r\n`);
      await expect.poll(() => responses.length).toBe(count + 1);
      return socket;
    },
    async isOver(index: number) {
      const response = responses[index];
      if (response !== undefined && !response.closed) await once(response, 'close');
      await expect.poll(() => running).toBe(0);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
