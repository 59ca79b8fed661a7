import type { WebSocket } from 'ws';
import type { Channel } from './channel.ts';
import { rawSocket } from './frames.ts';

/** What waits in our memory for one reader, at most (D9). */
export const MAX_WAITING_BYTES = 1024 * 1024;

/** A change ready to be sent. */
export interface PlacedFrame {
  readonly seq: number;
  readonly bytes: Buffer;
}

/**
 * One reader's socket: catching up until it has everything that its channel has sent, then live, at last closed. `seq` is the last
 * change written to it; whatever is not higher is skipped, so a replay and the live stream may overlap.
 */
export class Subscriber {
  readonly #socket: WebSocket;
  phase: 'catching-up' | 'live' | 'closed' = 'catching-up';
  seq = 0;
  channel: Channel | null = null;
  /** Whether the last ping was answered; a reader that is stuck shows here before its queue does. */
  isAlive = true;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Frames in order, and the same as one buffer: what a reader that is up to date gets in one write. */
  deliver(frames: readonly PlacedFrame[], together: Buffer): void {
    const first = frames[0];
    const last = frames.at(-1);
    if (first === undefined || last === undefined || this.seq >= last.seq) return;
    if (this.seq === first.seq - 1) this.send(together);
    else this.send(Buffer.concat(frames.filter(frame => frame.seq > this.seq).map(frame => frame.bytes)));
    this.seq = last.seq;
  }

  send(bytes: Buffer): void {
    if (this.phase === 'closed') return;
    const raw = rawSocket(this.#socket);
    if (raw === null || this.#socket.readyState !== this.#socket.OPEN) return;
    if (raw.writableLength > MAX_WAITING_BYTES) this.cut();
    else raw.write(bytes);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Ends it with a TCP reset: a reader that does not read notices that at once, a polite close it would never see (D9). */
  cut(): void {
    this.phase = 'closed';
    rawSocket(this.#socket)?.resetAndDestroy();
  }
}
