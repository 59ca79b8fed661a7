import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';

const LIGHT_PATH = '/light';

/** What the targets of the small servers have in common. */
export const SMALL_TARGET = {
  subprotocol: null,
  publishPath: '/',
  publishHeaders: { 'content-type': 'application/json' },
  lightPath: LIGHT_PATH,
  seq: 0,
} as const;

/** A server that takes an entry at `POST /` and answers with what `publish` makes of it. Broadcasting is the caller's. */
export function smallHttp(publish: (entry: object) => number): Server {
  return createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === LIGHT_PATH) return response.end('{"status":"ok"}');
    const { entry } = (await readJson(request)) as { entry: object };
    response.end(JSON.stringify({ position: { seq: publish(entry) } }));
  });
}

/** On a port of the system's choice; answers which. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
