import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOL } from '#shared/close-codes.ts';
import { LightReader } from './light-reader.ts';

it('counts what it was sent twice, and comes back from where it was when a change is left out', async () => {
  const server = await newServer();
  const seen: number[] = [];
  const reader = follow([server.port], seen);
  const [first, from] = await server.next();
  first.send(change(2));
  first.send(change(2));
  first.send(change(4));

  const [second, fromThen] = await server.next();
  second.send(change(3));
  second.send(change(4));

  await expect.poll(() => reader.last).toBe(4);
  expect([from, fromThen]).toEqual(['1', '2']);
  expect(seen).toEqual([2, 3, 4]);
  expect(reader).toMatchObject({ doubled: 1, skipped: 1, resets: 0 });
});

it('goes to the other node when one is lost, and says when it had to start over', async () => {
  const [one, other] = [await newServer(), await newServer()];
  const reader = follow([one.port, other.port], []);
  const [socket] = await one.next();
  socket.send(change(2));
  await expect.poll(() => reader.last).toBe(2);
  socket.terminate();

  const [second, from] = await other.next();
  second.send(JSON.stringify({ type: 'reset', snapshot: { position: { epoch: 'e', seq: 9 } } }));

  await expect.poll(() => reader.last).toBe(9);
  expect(from).toBe('2');
  expect(reader).toMatchObject({ doubled: 0, skipped: 0, resets: 1 });
  expect(reader.connectingMs).toBeGreaterThan(0);
});

it('comes back when a heartbeat tells of a change that did not come', async () => {
  const server = await newServer();
  const reader = follow([server.port], []);
  const [first] = await server.next();
  first.send(JSON.stringify({ type: 'heartbeat', head: { epoch: 'e', seq: 2 }, now: 0 }));

  const [second] = await server.next();
  second.send(change(2));

  await expect.poll(() => reader.last).toBe(2);
});

function follow(ports: readonly number[], seen: number[]): LightReader {
  const options = { ports, slug: 'moon', epoch: 'e', random: () => 0, arrived: (seq: number) => void seen.push(seq) };
  const reader = new LightReader(options, 1, 0);
  onTestFinished(() => reader.close());
  return reader;
}

function change(seq: number): string {
  return JSON.stringify({ type: 'entry-published', entry: { number: seq }, epoch: 'e', seq, at: 0 });
}

/** `next` answers the next socket and from which position it follows. */
async function newServer() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => SUBPROTOCOL });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, 'listening');
  const arrived: [WebSocket, string | null][] = [];
  server.on('connection', (socket, { url = '' }) =>
    arrived.push([socket, new URL(url, 'ws://x').searchParams.get('since')]),
  );
  return {
    port: (server.address() as AddressInfo).port,
    async next() {
      await expect.poll(() => arrived.length).toBeGreaterThan(0);
      return arrived.shift() as [WebSocket, string | null];
    },
  };
}
