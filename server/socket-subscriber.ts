import { WebSocket } from 'ws';
import type { Form } from './frames.ts';
import { Subscriber } from './subscriber.ts';

const { OPEN } = WebSocket;

/** A reader on a WebSocket. The frames go past `ws` to the TCP socket below: the one cheap way to send the same bytes to all. */
export class SocketSubscriber extends Subscriber {
  readonly #ws: WebSocket;
  /** Kept at hand, for it would be looked up three times for each write. */
  readonly #raw: RawSocket | null;
  readonly form: Form;

  constructor(ws: WebSocket) {
    super();
    this.#ws = ws;
    this.#raw = rawSocket(ws);
    // `ws` negotiates this one extension or none.
    this.form = ws.extensions === '' ? 'socket' : 'deflated';
  }

  get answersPings(): boolean {
    return true;
  }

  protected get isOpen(): boolean {
    return this.#ws.readyState === OPEN;
  }

  protected get waitingBytes(): number {
    return this.#raw === null ? 0 : this.#raw.writableLength;
  }

  protected write(bytes: Buffer): void {
    this.#raw?.write(bytes);
  }

  protected reset(): void {
    this.#raw?.resetAndDestroy();
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
