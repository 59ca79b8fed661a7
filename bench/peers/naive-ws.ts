import type { IncomingMessage } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import type { Peer } from '../target.ts';
import { changeOf } from './blank-entry.ts';
import { listening, SMALL_TARGET, smallHttp } from './small-http.ts';

/** A live page as `ws`'s own documentation shows it: in memory, one `JSON.stringify`, and `send` to each client. */
export async function startNaiveWs(): Promise<Peer> {
  const changes: string[] = [];
  const server = smallHttp(entry => {
    const seq = changes.length + 1;
    const message = JSON.stringify(changeOf(entry, seq));
    changes.push(message);
    for (const client of wss.clients) if (client.readyState === WebSocket.OPEN) client.send(message);
    return seq;
  });
  const wss = new WebSocketServer({ server });
  wss.on('connection', (client: WebSocket, request: IncomingMessage) => {
    const since = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('since'));
    for (const message of changes.slice(since)) client.send(message);
  });
  const port = await listening(server);
  return {
    target: { ...SMALL_TARGET, port, followPath: '/?since=', greeting: 'upgrade' },
    async close() {
      for (const client of wss.clients) client.terminate();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
