import { connect, type Socket } from 'node:net';
import type { Target } from '../target.ts';
import type { Arrivals } from './arrivals.ts';
import { CONNECT_FRAME, EVENT_AROUND, PONG_PACKET_FRAME, packetOf } from './engine-io.ts';
import { OPCODE, PONG_FRAME, visitFrames } from './frames.ts';
import { Inflated } from './inflated.ts';
import { resetTo, seqOf } from './messages.ts';
import { Sequence } from './sequence.ts';
import { upgradeRequest, wrongWith } from './upgrade.ts';

/** All readers read into this one: what is in it is dealt with before the next one reads. */
const SHARED_BYTES = Buffer.allocUnsafe(256 * 1024);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const inflated = new Inflated();

/** How a reader that had stopped reading stands once it reads again; `unaware` lacks changes and nobody told it. */
export type Standing = 'cut' | 'closed' | 'caught-up' | 'unaware';

export interface ReaderOptions {
  readonly target: Target;
  readonly arrivals: Arrivals;
  /** Asks for deflated messages, and takes no for an error. */
  readonly deflate: boolean;
}

/** One reader of an article: a bare socket and just enough WebSocket, so that thousands of them leave the meter some time. */
export class Reader {
  readonly sequence: Sequence;
  readonly #options: ReaderOptions;
  #socket: Socket | null = null;
  #rest: Buffer | null = null;
  #isUpgraded = false;
  #greeted: () => void = () => {};
  /** Null: has read all the time. */
  #stuck: { end: 'cut' | 'closed' | null } | null = null;

  constructor(options: ReaderOptions, since: number) {
    this.#options = options;
    this.sequence = new Sequence(since);
  }

  /** Follows from its position on. */
  open(): Promise<void> {
    this.#isUpgraded = false;
    this.#rest = null;
    return new Promise((resolve, reject) => {
      const { target, deflate } = this.#options;
      this.#greeted = resolve;
      const callback = (length: number) => this.#read(length);
      const onread = { buffer: SHARED_BYTES, callback };
      const socket = connect({ port: target.port, host: '127.0.0.1', onread });
      this.#socket = socket;
      socket.on('connect', () => socket.write(upgradeRequest(target, { since: this.sequence.last, deflate })));
      socket.on('error', error => this.#lost(socket, error, reject));
      socket.on('close', () => this.#lost(socket, new Error('closed by the server'), reject));
    });
  }

  drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  /** As a page does whose thread is busy, or whose machine sleeps. */
  stopReading(): void {
    this.#stuck = { end: null };
    this.#socket?.pause();
  }

  readAgain(): void {
    this.#socket?.resume();
  }

  get isStuck(): boolean {
    return this.#stuck !== null;
  }

  standing(head: number): Standing {
    if (this.#stuck?.end) return this.#stuck.end;
    const { missing, duplicates, outOfOrder } = this.sequence.faults(head);
    return missing + duplicates + outOfOrder === 0 ? 'caught-up' : 'unaware';
  }

  #lost(socket: Socket, cause: NodeJS.ErrnoException, reject: (error: Error) => void): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    if (this.#stuck !== null) {
      this.#stuck.end = cause.code === 'ECONNRESET' ? 'cut' : 'closed';
      return;
    }
    const error = new Error(`a reader's connection: ${cause.message}`);
    this.#options.arrivals.fail(error);
    reject(error);
  }

  #read(length: number): boolean {
    this.#options.arrivals.countBytes(length);
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
    const wrong = wrongWith(bytes.toString('latin1', 0, end), this.#options);
    if (wrong !== null) {
      this.#socket?.destroy(new Error(wrong));
      return 0;
    }
    this.#isUpgraded = true;
    if (this.#options.target.greeting === 'upgrade') this.#greeted();
    return end + END_OF_HEAD.length;
  }

  #readFrames(frames: Buffer, end: number): number {
    const nowMs = performance.now();
    return visitFrames(frames, end, ({ opcode, isDeflated }, bytes, from, to) => {
      if (opcode === OPCODE.ping) this.#socket?.write(PONG_FRAME);
      if (opcode !== OPCODE.text) return;
      const text = isDeflated ? inflated.textOf(bytes, from, to) : null;
      if (text !== null) this.#message(text, 0, text.length, nowMs);
      else if (this.#options.target.greeting === 'engine-io') this.#packet(bytes, from, to, nowMs);
      else this.#message(bytes, from, to, nowMs);
    });
  }

  #packet(bytes: Buffer, from: number, to: number, nowMs: number): void {
    const packet = packetOf(bytes, from);
    if (packet === 'event') this.#message(bytes, from + EVENT_AROUND.before, to - EVENT_AROUND.after, nowMs);
    else if (packet === 'open') this.#socket?.write(CONNECT_FRAME);
    else if (packet === 'ping') this.#socket?.write(PONG_PACKET_FRAME);
    else if (packet === 'connected') this.#greeted();
  }

  #message(bytes: Buffer, from: number, to: number, nowMs: number): void {
    const seq = seqOf(bytes, from, to);
    if (seq === null) return this.#greet(bytes, from, to);
    this.sequence.take(seq);
    this.#options.arrivals.take(seq, nowMs);
  }

  #greet(bytes: Buffer, from: number, to: number): void {
    this.#greeted();
    // Only who was stuck may be told to start over: all others have to get every change.
    const seq = this.#stuck === null ? null : resetTo(bytes, from, to);
    if (seq !== null) this.sequence.startOver(seq);
  }
}
