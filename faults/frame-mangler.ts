import { frameAt, TEXT } from './frames.ts';

/** What happens to each text frame on its way to a reader: shares from 0 to 1. A delay holds up what comes behind it. */
export interface FrameFaults {
  readonly drop: number;
  readonly repeat: number;
  readonly delay: number;
  readonly delayMs: number;
}

export const NO_FRAME_FAULTS: FrameFaults = { drop: 0, repeat: 0, delay: 0, delayMs: 0 };

interface ManglerOptions {
  readonly random: () => number;
  readonly faults: () => FrameFaults;
  readonly note: (what: 'dropped' | 'repeated' | 'delayed') => void;
  readonly write: (bytes: Buffer) => void;
}

const END_OF_HEAD = '\r\n\r\n';
const SWITCHING = 'HTTP/1.1 101';

/** The bytes from a server to one client, taken apart into frames where they are a WebSocket's. Whole frames are lost, never parts. */
export class FrameMangler {
  readonly #options: ManglerOptions;
  kind: 'unknown' | 'plain' | 'frames' = 'unknown';
  #rest: Buffer = Buffer.alloc(0);
  /** What goes out, in order. */
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: ManglerOptions) {
    this.#options = options;
  }

  take(chunk: Buffer): void {
    if (this.kind === 'plain') return this.#send(chunk, 0);
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.kind === 'unknown') this.#takeHead();
    if (this.kind === 'frames') this.#takeFrames();
  }

  /** Acts when everything has gone out. */
  end(act: () => void): void {
    if (this.#waiting === 0) act();
    else void this.#line.then(act);
  }

  #takeHead(): void {
    const end = this.#rest.indexOf(END_OF_HEAD);
    if (!this.#rest.toString('latin1', 0, SWITCHING.length).startsWith(SWITCHING)) {
      this.kind = 'plain';
      this.#sendRest(this.#rest.length);
    } else if (end !== -1) {
      this.kind = 'frames';
      this.#sendRest(end + END_OF_HEAD.length);
    }
  }

  #sendRest(length: number): void {
    this.#send(this.#rest.subarray(0, length), 0);
    this.#rest = this.#rest.subarray(length);
  }

  #takeFrames(): void {
    let begin = 0;
    for (let frame = frameAt(this.#rest, 0); frame !== null; frame = frameAt(this.#rest, begin)) {
      this.#pass(frame.opcode, this.#rest.subarray(begin, frame.end));
      begin = frame.end;
    }
    this.#rest = this.#rest.subarray(begin);
  }

  #pass(opcode: number, frame: Buffer): void {
    const { random, faults, note } = this.#options;
    const { drop, repeat, delay, delayMs } = faults();
    if (opcode !== TEXT) return this.#send(frame, 0);
    if (random() < drop) return note('dropped');
    const isDelayed = random() < delay;
    if (isDelayed) note('delayed');
    this.#send(frame, isDelayed ? delayMs : 0);
    if (random() >= repeat) return;
    note('repeated');
    this.#send(frame, 0);
  }

  #send(bytes: Buffer, delayMs: number): void {
    if (delayMs === 0 && this.#waiting === 0) return this.#options.write(bytes);
    this.#waiting += 1;
    this.#line = this.#line.then(async () => {
      if (delayMs > 0) await new Promise(resolve => setTimeout(resolve, delayMs));
      this.#waiting -= 1;
      this.#options.write(bytes);
    });
  }
}
