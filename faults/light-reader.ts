import { connect, type Socket } from 'node:net';
import { SOCKET_PATH, SUBPROTOCOL } from '#shared/close-codes.ts';
import { OPCODE, PONG_FRAME, visitFrames } from '../bench/load/frames.ts';
import { resetTo, seqOf } from '../bench/load/messages.ts';

/** All light readers read into this one: what is in it is dealt with before the next one reads. */
const SHARED_BYTES = Buffer.allocUnsafe(256 * 1024);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** A server hashes any key; ours need not differ. */
const KEY = Buffer.alloc(16, 1).toString('base64');
/** As the client does (client/live/connection.ts). */
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 20_000;
/** The heartbeat's 25 s and 20 % of it, and the patience of the client. */
const SILENT_MS = 40_000;

interface Waiting {
  readonly type: 'heartbeat' | 'closing';
  readonly head?: { readonly seq: number };
  readonly retryAfterMs?: number;
}

export interface LightReaderOptions {
  /** Of the nodes: when one is lost the next is tried. */
  readonly ports: readonly number[];
  readonly slug: string;
  readonly epoch: string;
  readonly random: () => number;
  readonly arrived: (seq: number, atMs: number) => void;
}

/** One of thousands of readers: a bare socket that follows, comes back where it was, and counts. */
export class LightReader {
  /** The last change it has. */
  last: number;
  /** Changes that it was sent though it had them. */
  doubled = 0;
  /** How often a change was left out. */
  skipped = 0;
  /** How often it was told to start over. */
  resets = 0;
  /** The longest time between two changes. */
  longestSilenceMs = 0;
  /** How long its last connection took, from its own try on: what it waited before is not in it. */
  connectingMs = 0;
  readonly #options: LightReaderOptions;
  #port: number;
  #socket: Socket | null = null;
  #rest: Buffer | null = null;
  #isUpgraded = false;
  #failures = 0;
  #returnAfterMs: number | null = null;
  #retry: NodeJS.Timeout | undefined;
  #lastChangeMs: number | null = null;
  #openedMs = performance.now();
  #lastByteMs = this.#openedMs;
  #isClosed = false;

  constructor(options: LightReaderOptions, since: number, index: number) {
    this.#options = options;
    this.#port = index % options.ports.length;
    this.last = since;
    this.#open();
  }

  get isLive(): boolean {
    return this.#isUpgraded && this.#socket !== null;
  }

  /** A connection that nothing came from for long is given up, as the client does. */
  sweep(nowMs: number): void {
    if (this.#socket !== null && nowMs - this.#lastByteMs > SILENT_MS) this.#socket.destroy();
  }

  /** Its connection is gone; it comes back by itself. */
  lose(): void {
    this.#socket?.resetAndDestroy();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#socket?.destroy();
  }

  #open(): void {
    const port = this.#options.ports[this.#port % this.#options.ports.length] ?? 0;
    this.#isUpgraded = false;
    this.#rest = null;
    this.#openedMs = performance.now();
    this.#lastByteMs = this.#openedMs;
    const onread = { buffer: SHARED_BYTES, callback: (length: number) => this.#read(length) };
    const socket = connect({ port, host: '127.0.0.1', onread });
    this.#socket = socket;
    socket.on('connect', () => socket.write(this.#request(port)));
    // What went wrong shows in the close.
    socket.on('error', () => {});
    socket.on('close', () => this.#lost(socket));
  }

  #lost(socket: Socket): void {
    if (this.#socket !== socket || this.#isClosed) return;
    this.#socket = null;
    this.#port += 1;
    const backoffMs = Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++) * this.#options.random();
    this.#retry = setTimeout(() => this.#open(), this.#returnAfterMs ?? backoffMs);
    this.#returnAfterMs = null;
  }

  #request(port: number): string {
    const { slug, epoch } = this.#options;
    return [
      `GET ${SOCKET_PATH}?article=${slug}&epoch=${epoch}&since=${this.last} HTTP/1.1`,
      ...[`Host: 127.0.0.1:${port}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
      ...[`Sec-WebSocket-Key: ${KEY}`, `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`, '\r\n'],
    ].join('\r\n');
  }

  #read(length: number): boolean {
    const fresh = SHARED_BYTES.subarray(0, length);
    const bytes = this.#rest === null ? fresh : Buffer.concat([this.#rest, fresh]);
    this.#lastByteMs = performance.now();
    const begin = this.#isUpgraded ? 0 : this.#upgrade(bytes);
    const frames = bytes.subarray(begin);
    const done = this.#isUpgraded ? this.#readFrames(frames, this.#lastByteMs) : 0;
    this.#rest = done === frames.length ? null : Buffer.from(frames.subarray(done));
    return true;
  }

  /** Where the frames begin; nowhere yet, as long as the answer to the upgrade is not whole. */
  #upgrade(bytes: Buffer): number {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1) return 0;
    this.#isUpgraded = bytes.toString('latin1', 0, 'HTTP/1.1 101'.length) === 'HTTP/1.1 101';
    if (this.#isUpgraded) this.connectingMs = this.#lastByteMs - this.#openedMs;
    else this.#socket?.destroy();
    return end + END_OF_HEAD.length;
  }

  #readFrames(frames: Buffer, nowMs: number): number {
    return visitFrames(frames, frames.length, ({ opcode }, bytes, from, to) => {
      if (opcode === OPCODE.ping) this.#socket?.write(PONG_FRAME);
      if (opcode === OPCODE.text) this.#message(bytes, from, to, nowMs);
    });
  }

  #message(bytes: Buffer, from: number, to: number, nowMs: number): void {
    this.#failures = 0;
    const seq = seqOf(bytes, from, to);
    if (seq !== null) return this.#change(seq, nowMs);
    const start = resetTo(bytes, from, to);
    if (start !== null) {
      this.resets += 1;
      this.last = start;
      return;
    }
    if (!isWaiting(bytes, from)) return;
    const { head, retryAfterMs } = JSON.parse(bytes.toString('utf8', from, to)) as Waiting;
    if (retryAfterMs !== undefined) this.#returnAfterMs = retryAfterMs;
    if (head !== undefined && head.seq > this.last) this.#socket?.destroy();
  }

  #change(seq: number, nowMs: number): void {
    if (seq <= this.last) {
      this.doubled += 1;
      return;
    }
    if (seq > this.last + 1) {
      // It comes back from where it was, and takes nothing before.
      this.skipped += 1;
      this.#socket?.destroy();
      return;
    }
    this.last = seq;
    if (this.#lastChangeMs !== null)
      this.longestSilenceMs = Math.max(this.longestSilenceMs, nowMs - this.#lastChangeMs);
    this.#lastChangeMs = nowMs;
    this.#options.arrived(seq, nowMs);
  }
}

const TYPE_AT = '{"type":"'.length;
const LETTER_H = 'h'.charCodeAt(0);
const LETTER_C = 'c'.charCodeAt(0);

/** Whether it is a `heartbeat` or a `closing`. */
function isWaiting(bytes: Buffer, from: number): boolean {
  const letter = bytes[from + TYPE_AT];
  return letter === LETTER_H || letter === LETTER_C;
}
