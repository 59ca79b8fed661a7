import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import { ClientMessage } from '#shared/protocol.ts';
import type { Config } from './config.ts';
import type { Hub } from './hub.ts';
import { Subscriber } from './subscriber.ts';

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;
const MAX_FRAGMENTS = 16;
const FOLLOW_WITHIN_MS = 10_000;
const SWEEP_MS = 1_000;
const MAX_PINGS = 10;
const PING_WINDOW_MS = 10_000;

interface Doorman {
  readonly config: Pick<Config, 'publicUrl' | 'allowedOrigins'>;
  readonly hub: Hub;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Lets readers' sockets in: the origin is checked, the protocol agreed, and the one message they may send is read. */
export function acceptSockets(server: Server, { config, hub, clock, log }: Doorman): { close(): void } {
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    handleProtocols: offered => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  });
  const silent = new Map<WebSocket, number>();
  const sweep = setInterval(() => closeSilent(silent, clock()), SWEEP_MS).unref();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = URL.parse(request.url ?? '', 'http://localhost');
    if (address?.pathname !== SOCKET_PATH) return;
    if (!isOwnOrigin(request, config)) return refuseUpgrade(socket, '403 Forbidden');
    socket.on('error', error => log.debug({ err: error }, 'socket error'));
    wss.handleUpgrade(request, socket, head, ws => {
      if (ws.protocol !== SUBPROTOCOL) return ws.close(CLOSE.unsupportedVersion, `this server speaks ${SUBPROTOCOL}`);
      const subscriber = new Subscriber(ws);
      silent.set(ws, clock() + FOLLOW_WITHIN_MS);
      listen(ws, subscriber, { hub, silent, clock });
      const follow = followInAddress(address.searchParams);
      if (follow !== null) receive(JSON.stringify(follow), ws, subscriber, { hub, silent, clock });
    });
  };
  server.on('upgrade', onUpgrade);
  return {
    close() {
      clearInterval(sweep);
      server.off('upgrade', onUpgrade);
      for (const ws of silent.keys()) ws.close(CLOSE.drain);
    },
  };
}

interface Room {
  readonly hub: Hub;
  /** Sockets that have not said what they follow, and until when they may. */
  readonly silent: Map<WebSocket, number>;
  readonly clock: () => number;
}

function listen(ws: WebSocket, subscriber: Subscriber, room: Room): void {
  let pings: number[] = [];
  ws.on('message', (data, isBinary) => receive(isBinary ? null : textOf(data), ws, subscriber, room));
  ws.on('pong', () => {
    subscriber.isAlive = true;
  });
  ws.on('ping', () => {
    pings = [...pings.filter(at => at > room.clock() - PING_WINDOW_MS), room.clock()];
    if (pings.length > MAX_PINGS) ws.close(1008, 'too many pings');
  });
  ws.on('error', () => ws.terminate());
  ws.on('close', () => {
    room.silent.delete(ws);
    room.hub.leave(subscriber);
  });
}

function receive(text: string | null, ws: WebSocket, subscriber: Subscriber, { hub, silent }: Room): void {
  const message = ClientMessage.safeParse(parsed(text));
  if (!message.success) return ws.close(CLOSE.badMessage, 'expected a follow message');
  if (!silent.delete(ws)) return ws.close(CLOSE.badMessage, 'already following');
  const { article, since } = message.data;
  void hub.follow(subscriber, article, since);
}

/** The position may come in the address of the upgrade instead (docs/protocol.md). */
function followInAddress(query: URLSearchParams): { type: 'follow'; article: string; since: unknown } | null {
  const article = query.get('article');
  if (article === null) return null;
  const epoch = query.get('epoch');
  return { type: 'follow', article, since: epoch === null ? null : { epoch, seq: Number(query.get('since')) } };
}

/** Browsers send an Origin with every upgrade; programs send none, and have no session to be abused. */
function isOwnOrigin({ headers }: IncomingMessage, { publicUrl, allowedOrigins }: Doorman['config']): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  const from = URL.parse(origin);
  return from !== null && (from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin));
}

function closeSilent(silent: Map<WebSocket, number>, now: number): void {
  for (const [ws, until] of silent) if (now > until) ws.close(CLOSE.noFollow, 'nothing followed');
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
