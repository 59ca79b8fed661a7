import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Position } from '#shared/article.ts';
import { SUBPROTOCOL } from '#shared/close-codes.ts';
import type { Change, ServerMessage } from '#shared/protocol.ts';

/** A reader as the wire sees one: what it was sent, in order, and how it was closed. */
export interface ReaderSocket extends Disposable {
  readonly socket: WebSocket;
  /** All that came so far. */
  readonly received: readonly ServerMessage[];
  follow(article: string, since?: Position | null): void;
  /** The next message that was not asked for yet; throws when the socket is closed instead. */
  next(): Promise<ServerMessage>;
  /** Reads on until the change with this `seq` has come, and answers all changes that came since the start. */
  changesUpTo(seq: number): Promise<Change[]>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export function readerSocket(
  url: string,
  {
    protocols = [SUBPROTOCOL],
    ...options
  }: {
    readonly protocols?: readonly string[];
    readonly origin?: string;
    readonly autoPong?: boolean;
    readonly perMessageDeflate?: boolean | { readonly threshold: number };
  } = {},
): ReaderSocket {
  const socket = new WebSocket(url, [...protocols], { perMessageDeflate: false, ...options });
  const received: ServerMessage[] = [];
  const told = new EventTarget();
  let taken = 0;
  socket.on('message', data => {
    received.push(JSON.parse(data.toString()) as ServerMessage);
    told.dispatchEvent(new Event('message'));
  });
  const closed = new Promise<{ code: number; reason: string }>(resolve => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      told.dispatchEvent(new Event('message'));
    });
  });
  // What went wrong shows in the close code.
  socket.on('error', () => {});
  const reader: ReaderSocket = {
    ...{ socket, received, closed },
    follow(article, since = null) {
      const text = JSON.stringify({ type: 'follow', article, since });
      if (socket.readyState === socket.OPEN) socket.send(text);
      else socket.once('open', () => socket.send(text));
    },
    async next() {
      for (;;) {
        const message = received[taken];
        if (message !== undefined) {
          taken += 1;
          return message;
        }
        if (socket.readyState === socket.CLOSED) throw new Error(`closed: ${JSON.stringify(await closed)}`);
        await once(told, 'message');
      }
    },
    async changesUpTo(seq) {
      const changes = () => received.filter(message => 'seq' in message);
      while ((changes().at(-1)?.seq ?? 0) < seq) await reader.next();
      return changes();
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
  return reader;
}
