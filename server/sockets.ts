import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import { ClientMessage } from '#shared/protocol.ts';
import type { Config } from './config.ts';
import type { Hub } from './hub.ts';
import { SocketSubscriber } from './socket-subscriber.ts';
import type { Subscriber } from './subscriber.ts';

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;
const MAX_FRAGMENTS = 16;
const FOLLOW_WITHIN_MS = 10_000;
const SWEEP_MS = 1_000;
/** How long a client may take to answer a close frame, so that none can hold up a shutdown. The types of `ws` lack this option. */
const CLOSE_PATIENCE = { closeTimeout: 5_000 };
const MAX_PINGS = 10;
const PING_WINDOW_MS = 10_000;

/**
 * What is deflated without the context of earlier messages is deflated once for all (server/frames.ts); `ws`'s own deflating, one
 * for each socket, costs seven times the CPU and is never used: nothing is sent to readers by `send`.
 */
const NO_CONTEXT = { serverNoContextTakeover: true, clientNoContextTakeover: true } as const;

interface Doorman {
  readonly config: Pick<Config, 'publicUrl' | 'allowedOrigins' | 'dev'>;
  readonly hub: Hub;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Lets readers' sockets in: the origin is checked, the protocol agreed, and the one message they may send is read. */
export function acceptSockets(server: Server, { config, hub, clock, log }: Doorman): { close(): void } {
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: NO_CONTEXT,
    ...CLOSE_PATIENCE,
    autoPong: false,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    // A client that offers only others has to be let in first: browsers hide the close code of a socket that never opened.
    handleProtocols: offered => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
  });
  const room: Room = { hub, clock, log, subscribers: new Map(), silent: new Map(), pings: new Map() };
  const listeners = listenersOf(room);
  const sweep = setInterval(() => closeSilent(room), SWEEP_MS).unref();
  const noteError = (error: Error) => log.debug({ err: error }, 'socket error');

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on nobody else listens: an error that is not heard would end the process.
    socket.on('error', noteError);
    const [path, query] = (request.url ?? '').split('?', 2);
    if (path !== SOCKET_PATH) {
      // While developing, Vite's own sockets come here too.
      if (!config.dev) refuseUpgrade(socket, '404 Not Found');
      return;
    }
    if (!isOwnOrigin(request, config)) return refuseUpgrade(socket, '403 Forbidden');
    const follow = followInAddress(new URLSearchParams(query));
    // What the address asks for leaves with the 101 in one segment.
    if (follow !== null) socket.cork();
    wss.handleUpgrade(request, socket, head, async ws => {
      if (ws.protocol === SUBPROTOCOL) {
        admit(ws, room, listeners);
        if (follow !== null) await receive(follow, ws, room);
      } else {
        ws.on('error', listeners.error);
        ws.close(CLOSE.unsupportedVersion, `this server speaks ${SUBPROTOCOL}`);
      }
      socket.uncork();
    });
  };
  server.on('upgrade', onUpgrade);
  return {
    close() {
      clearInterval(sweep);
      server.off('upgrade', onUpgrade);
      for (const ws of room.silent.keys()) ws.close(CLOSE.drain);
    },
  };
}

interface Room {
  readonly hub: Hub;
  readonly clock: () => number;
  readonly log: Logger;
  readonly subscribers: Map<WebSocket, Subscriber>;
  /** Sockets that have not said what they follow, and until when they may. */
  readonly silent: Map<WebSocket, number>;
  /** When those that send pings, which no browser does, sent the last ones. */
  readonly pings: Map<WebSocket, readonly number[]>;
}

type Listeners = ReturnType<typeof listenersOf>;

/** The same functions for all sockets: five closures for each would be a good part of what a reader costs. */
function listenersOf(room: Room) {
  return {
    message(this: WebSocket, data: RawData, isBinary: boolean) {
      void receive(isBinary ? null : parsed(textOf(data)), this, room);
    },
    pong(this: WebSocket) {
      const subscriber = room.subscribers.get(this);
      if (subscriber !== undefined) subscriber.isAlive = true;
    },
    ping(this: WebSocket, data: Buffer) {
      const now = room.clock();
      const pings = [...(room.pings.get(this) ?? []).filter(at => at > now - PING_WINDOW_MS), now];
      room.pings.set(this, pings);
      if (pings.length > MAX_PINGS) this.close(1008, 'too many pings');
      else this.pong(data);
    },
    /** `ws` closes the socket with the code that says why; ending it here could overtake that. */
    error(error: Error) {
      room.log.debug({ err: error }, 'socket error');
    },
    close(this: WebSocket) {
      const subscriber = room.subscribers.get(this);
      for (const places of [room.subscribers, room.silent, room.pings]) places.delete(this);
      if (subscriber !== undefined) room.hub.leave(subscriber);
    },
  };
}

function admit(ws: WebSocket, room: Room, { message, pong, ping, error, close }: Listeners): void {
  room.subscribers.set(ws, new SocketSubscriber(ws));
  room.silent.set(ws, room.clock() + FOLLOW_WITHIN_MS);
  ws.on('message', message).on('pong', pong).on('ping', ping).on('error', error).on('close', close);
}

async function receive(data: unknown, ws: WebSocket, { hub, subscribers, silent }: Room): Promise<void> {
  const message = ClientMessage.safeParse(data);
  if (!message.success) return ws.close(CLOSE.badMessage, 'expected a follow message');
  const subscriber = subscribers.get(ws);
  if (!silent.delete(ws) || subscriber === undefined) return ws.close(CLOSE.badMessage, 'already following');
  const { article, since } = message.data;
  await hub.follow(subscriber, article, since);
}

/** The position may come in the address of the upgrade instead (docs/protocol.md). */
function followInAddress(query: URLSearchParams): unknown {
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

function closeSilent({ silent, clock }: Room): void {
  const now = clock();
  for (const [ws, until] of silent) if (now > until) ws.close(CLOSE.noFollow, 'nothing followed');
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
