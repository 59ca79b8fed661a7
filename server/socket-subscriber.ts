import type { WebSocket } from 'ws';
import type { Form } from './frames.ts';
import { Subscriber } from './subscriber.ts';

/** A reader on a WebSocket. The frames go past `ws` to the TCP socket below: the one cheap way to send the same bytes to all. */
export class SocketSubscriber extends Subscriber {
  readonly #ws: WebSocket;
  readonly form: Form;

  constructor(ws: WebSocket) {
    super();
    this.#ws = ws;
    // `ws` negotiates this one extension or none.
    this.form = ws.extensions === '' ? 'socket' : 'deflated';
  }

  get answersPings(): boolean {
    return true;
  }

  protected get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN;
  }

  protected get waitingBytes(): number {
    return rawSocket(this.#ws)?.writableLength ?? 0;
  }

  protected write(bytes: Buffer): void {
    rawSocket(this.#ws)?.write(bytes);
  }

  protected reset(): void {
    rawSocket(this.#ws)?.resetAndDestroy();
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }
}

interface RawSocket {
  readonly writableLength: number;
  write(bytes: Buffer): boolean;
  resetAndDestroy(): void;
}

/** The TCP socket below a `ws` socket: not documented API, kept in this file and guarded by its test. There is none once it is closed. */
function rawSocket(ws: WebSocket): RawSocket | null {
  return (ws as unknown as { readonly _socket?: RawSocket | null })._socket ?? null;
}
