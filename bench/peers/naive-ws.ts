import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { WebSocket, WebSocketServer } from 'ws';
import type { PublishedEntry } from '#shared/article.ts';
import type { Peer } from '../target.ts';

/** The fields of Pressbox's entry, so that the same text makes a message of the same length. */
const ENTRY: Omit<PublishedEntry, 'body'> = {
  id: '00000000-0000-4000-8000-000000000000',
  number: 1,
  version: 1,
  headline: null,
  authors: [],
  source: null,
  language: 'en',
  keyEvent: false,
  tags: [],
  displayAt: null,
  publishedAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  edits: [],
  retraction: null,
};

/** A live page as `ws`'s own documentation shows it: in memory, one `JSON.stringify`, and `send` to each client. */
export async function startNaiveWs(): Promise<Peer> {
  const changes: string[] = [];
  const server = createServer(async (request, response) => {
    const { entry } = (await readJson(request)) as { entry: object };
    const seq = changes.length + 1;
    const place = { epoch: '0000000000000000000000', seq, at: Date.now() };
    const message = JSON.stringify({ type: 'entry-published', entry: { ...ENTRY, ...entry }, ...place });
    changes.push(message);
    for (const client of wss.clients) if (client.readyState === WebSocket.OPEN) client.send(message);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ position: { seq } }));
  });
  const wss = new WebSocketServer({ server });
  wss.on('connection', (client: WebSocket, request: IncomingMessage) => {
    const since = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('since'));
    for (const message of changes.slice(since)) client.send(message);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    target: {
      port: (server.address() as AddressInfo).port,
      followPath: '/?since=',
      subprotocol: null,
      greeting: 'upgrade',
      publishPath: '/',
      publishHeaders: { 'content-type': 'application/json' },
      seq: 0,
    },
    async close() {
      for (const client of wss.clients) client.terminate();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
