import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { CLOSE, SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import { ClientMessage } from '#shared/protocol.ts';
import type { Admission, Place } from './admission.ts';
import { AskedPosition } from './asked-position.ts';
import type { Config } from './config.ts';
import type { Hub } from './hub.ts';
import { isOwnOrigin } from './origin.ts';
import { SocketSubscriber } from './socket-subscriber.ts';

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
  readonly admission: Admission;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Lets readers' sockets in: the origin is checked, their number limited, the protocol agreed, and the one message they may send is read. */
export function acceptSockets(server: Server, { config, hub, admission, clock, log }: Doorman): { close(): void } {
  const room: Room = { hub, clock, silent: new Map(), pings: new Map() };
  const wss = new WebSocketServer<typeof ReaderSocket>({
    noServer: true,
    WebSocket: ReaderSocket,
    clientTracking: false,
    perMessageDeflate: NO_CONTEXT,
    ...CLOSE_PATIENCE,
    autoPong: false,
    maxPayload: MAX_CLIENT_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    // A client that offers only others has to be let in first: browsers hide the close code of a socket that never opened.
    handleProtocols: offered => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
  });
  const sweep = setInterval(() => closeSilent(room), SWEEP_MS).unref();
  const noteError = (error: Error) => log.debug({ err: error }, 'socket error');
  const askedBy = addressReader();

  const refuse = (socket: Duplex, status: number, retryAfterMs?: number) => {
    // Nobody else listens: an error that is not heard would end the process.
    socket.on('error', noteError);
    refuseUpgrade(socket, status, retryAfterMs);
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { path, follow } = askedBy(request.url ?? '');
    if (path !== SOCKET_PATH) {
      // While developing, Vite's own sockets come here too.
      if (!config.dev) refuse(socket, 404);
      return;
    }
    if (!isOwnOrigin(request, config)) return refuse(socket, 403);
    const place = admission.admit(request);
    if (!('leave' in place)) return refuse(socket, place.status, place.retryAfterMs);
    // What the address asks for leaves with the 101 in one segment.
    if (follow !== undefined) socket.cork();
    let isUpgraded = false;
    wss.handleUpgrade(request, socket, head, ws => {
      isUpgraded = true;
      ws.take(place);
      const answering = welcome(ws, follow, room);
      if (answering === undefined) socket.uncork();
      else answering.then(() => socket.uncork());
    });
    // It calls back before it returns, or has refused what was no upgrade.
    if (!isUpgraded) place.leave();
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

type Follow = ClientMessage;

interface Room {
  readonly hub: Hub;
  readonly clock: () => number;
  /** Sockets that have not said what they follow, and until when they may. */
  readonly silent: Map<ReaderSocket, number>;
  /** When those that send pings, which no browser does, sent the last ones. */
  readonly pings: Map<ReaderSocket, readonly number[]>;
}

/** What is heard of it goes straight to its room: five listeners and a place in a map would be a good part of what a reader costs. */
class ReaderSocket extends WebSocket {
  subscriber: SocketSubscriber | null = null;
  #room: Room | null = null;
  #place: Place | null = null;

  /** Until it closes. */
  take(place: Place): void {
    this.#place = place;
  }

  admit(room: Room): SocketSubscriber {
    this.#room = room;
    this.subscriber = new SocketSubscriber(this);
    return this.subscriber;
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    // `ws` closes the socket with the code that says why; ending it here could overtake that.
    if (event === 'error') return true;
    if (event === 'close') this.#place?.leave();
    if (this.subscriber === null || this.#room === null) return super.emit(event, ...args);
    switch (event) {
      case 'message':
        receive(args[1] === true ? null : followOf(parsed(textOf(args[0] as RawData))), this, this.#room);
        return true;
      case 'pong':
        this.subscriber.isAlive = true;
        return true;
      case 'ping':
        answerPing(this, args[0] as Buffer, this.#room);
        return true;
      case 'close':
        leave(this, this.subscriber, this.#room);
        return true;
      default:
        return super.emit(event, ...args);
    }
  }
}

function leave(ws: ReaderSocket, subscriber: SocketSubscriber, { hub, silent, pings }: Room): void {
  silent.delete(ws);
  pings.delete(ws);
  hub.leave(subscriber);
}

function answerPing(ws: ReaderSocket, data: Buffer, { clock, pings }: Room): void {
  const now = clock();
  const recent = [...(pings.get(ws) ?? []).filter(at => at > now - PING_WINDOW_MS), now];
  pings.set(ws, recent);
  if (recent.length > MAX_PINGS) ws.close(1008, 'too many pings');
  else ws.pong(data);
}

/** Answers nothing where there was nothing to wait for. */
function welcome(ws: ReaderSocket, follow: Follow | null | undefined, room: Room): Promise<void> | undefined {
  if (ws.protocol !== SUBPROTOCOL) {
    ws.close(CLOSE.unsupportedVersion, `this server speaks ${SUBPROTOCOL}`);
    return undefined;
  }
  const subscriber = ws.admit(room);
  if (follow !== undefined) return begin(follow, ws, subscriber, room);
  room.silent.set(ws, room.clock() + FOLLOW_WITHIN_MS);
  return undefined;
}

function receive(message: Follow | null, ws: ReaderSocket, room: Room): void {
  if (ws.subscriber !== null && (message === null || room.silent.delete(ws))) begin(message, ws, ws.subscriber, room);
  else ws.close(CLOSE.badMessage, 'already following');
}

/** With what it follows, or null for what cannot be understood. */
function begin(
  follow: Follow | null,
  ws: ReaderSocket,
  subscriber: SocketSubscriber,
  { hub }: Room,
): Promise<void> | undefined {
  if (follow !== null) return hub.follow(subscriber, follow.article, follow.since);
  ws.close(CLOSE.badMessage, 'expected a follow message');
  return undefined;
}

function followOf(data: unknown): Follow | null {
  const message = ClientMessage.safeParse(data);
  return message.success ? message.data : null;
}

/** What an upgrade asks for by its address alone. */
interface Asked {
  readonly path: string | undefined;
  /** The position may come in the address instead of a message (docs/protocol.md); undefined where it does not. */
  readonly follow: Follow | null | undefined;
}

/** Those who come back at the same moment ask for the same: it is read once. */
function addressReader(): (url: string) => Asked {
  let last: (Asked & { readonly url: string }) | null = null;
  return url => {
    if (last?.url === url) return last;
    const [path, query] = url.split('?', 2);
    last = { url, path, follow: parsedAddress(new URLSearchParams(query)) };
    return last;
  };
}

function parsedAddress(query: URLSearchParams): Follow | null | undefined {
  const article = query.get('article');
  if (article === null) return undefined;
  const position = { epoch: query.get('epoch') ?? undefined, since: query.get('since') ?? undefined };
  const since = AskedPosition.safeParse(position);
  return since.success ? followOf({ type: 'follow', article, since: since.data }) : null;
}

function closeSilent({ silent, clock }: Room): void {
  const now = clock();
  for (const [ws, until] of silent) if (now > until) ws.close(CLOSE.noFollow, 'nothing followed');
}

function refuseUpgrade(socket: Duplex, status: number, retryAfterMs?: number): void {
  const comeBack = retryAfterMs === undefined ? '' : `Retry-After: ${Math.ceil(retryAfterMs / 1_000)}\r\n`;
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${comeBack}Connection: close\r\nContent-Length: 0\r\n\r\n`);
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
