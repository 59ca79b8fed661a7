import { connect, type Socket } from 'node:net';
import type { Target } from '../target.ts';
import type { Arrivals } from './arrivals.ts';
import { OPCODE, PONG_FRAME, seqOf, visitFrames } from './frames.ts';
import { Sequence } from './sequence.ts';

/** All readers read into this one: what is in it is dealt with before the next one reads. */
const SHARED_BYTES = Buffer.allocUnsafe(256 * 1024);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** A server hashes any key; ours need not differ. */
const KEY = Buffer.alloc(16, 1).toString('base64');

/** One reader of an article: a bare socket and just enough WebSocket, so that thousands of them leave the meter some time. */
export class Reader {
  readonly sequence: Sequence;
  readonly #target: Target;
  readonly #arrivals: Arrivals;
  #socket: Socket | null = null;
  #rest: Buffer | null = null;
  #isUpgraded = false;
  #greeted: () => void = () => {};

  constructor(target: Target, arrivals: Arrivals, since: number) {
    this.#target = target;
    this.#arrivals = arrivals;
    this.sequence = new Sequence(since);
  }

  /** Follows from its position on. */
  open(): Promise<void> {
    this.#isUpgraded = false;
    this.#rest = null;
    return new Promise((resolve, reject) => {
      this.#greeted = resolve;
      const callback = (length: number) => this.#read(length);
      const socket = connect({
        port: this.#target.port,
        host: '127.0.0.1',
        onread: { buffer: SHARED_BYTES, callback },
      });
      this.#socket = socket;
      socket.on('connect', () => socket.write(upgradeRequest(this.#target, this.sequence.last)));
      socket.on('error', ({ message }) => this.#lost(socket, message, reject));
      socket.on('close', () => this.#lost(socket, 'closed by the server', reject));
    });
  }

  drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  #lost(socket: Socket, reason: string, reject: (error: Error) => void): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    const error = new Error(`a reader's connection: ${reason}`);
    this.#arrivals.fail(error);
    reject(error);
  }

  #read(length: number): boolean {
    const fresh = SHARED_BYTES.subarray(0, length);
    const bytes = this.#rest === null ? SHARED_BYTES : Buffer.concat([this.#rest, fresh]);
    const end = this.#rest === null ? length : bytes.length;
    const begin = this.#isUpgraded ? 0 : this.#upgrade(bytes.subarray(0, end));
    const frames = begin === 0 ? bytes : bytes.subarray(begin);
    const framesEnd = end - begin;
    const done = this.#isUpgraded ? this.#readFrames(frames, framesEnd) : 0;
    this.#rest = done === framesEnd ? null : Buffer.from(frames.subarray(done, framesEnd));
    return true;
  }

  /** Where the frames begin; nowhere yet, as long as the answer to the upgrade is not whole. */
  #upgrade(bytes: Buffer): number {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1) return 0;
    const [statusLine = ''] = bytes.toString('latin1', 0, end).split('\r\n', 1);
    if (!statusLine.startsWith('HTTP/1.1 101')) {
      this.#socket?.destroy(new Error(`refused, ${statusLine}`));
      return 0;
    }
    this.#isUpgraded = true;
    if (this.#target.greeting === 'upgrade') this.#greeted();
    return end + END_OF_HEAD.length;
  }

  #readFrames(frames: Buffer, end: number): number {
    const nowMs = performance.now();
    return visitFrames(frames, end, (opcode, bytes, from, to) => {
      if (opcode === OPCODE.ping) this.#socket?.write(PONG_FRAME);
      if (opcode === OPCODE.text) this.#message(bytes, from, to, nowMs);
    });
  }

  #message(bytes: Buffer, from: number, to: number, nowMs: number): void {
    const seq = seqOf(bytes, from, to);
    if (seq === null) return this.#greeted();
    this.sequence.take(seq);
    this.#arrivals.take(seq, nowMs);
  }
}

function upgradeRequest({ port, followPath, subprotocol }: Target, since: number): string {
  return [
    `GET ${followPath}${since} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
    ...(subprotocol === null ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
    '\r\n',
  ].join('\r\n');
}
