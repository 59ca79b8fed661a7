import type { Channel } from './channel.ts';
import type { CutReason } from './delivery-watch.ts';
import type { Burst, Form, Frame, PlacedFrame } from './frames.ts';

/** What waits in our memory for one reader, at most (D9). */
export const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * One reader, whatever carries its bytes: catching up until it has everything that its channel has sent, then live, at last closed.
 * `seq` is the last change written to it; whatever is not higher is skipped, so a replay and the live stream may overlap.
 */
export abstract class Subscriber {
  phase: 'catching-up' | 'live' | 'closed' = 'catching-up';
  seq = 0;
  channel: Channel | null = null;
  /** Whether the last ping was answered; a reader that is stuck shows here before its queue does. */
  isAlive = true;

  abstract readonly form: Form;
  /** Whether it can answer a ping at all. */
  abstract readonly answersPings: boolean;
  /** Whether bytes can still go out. */
  protected abstract readonly isOpen: boolean;
  /** What was written and is still in our memory. */
  protected abstract readonly waitingBytes: number;
  protected abstract write(bytes: Buffer): void;
  /** Ends the TCP connection with a reset. */
  protected abstract reset(): void;
  /** Ends it in a way that the reader is told of. */
  abstract close(code: number, reason: string): void;

  /** Changes in order, each at most once. */
  deliver(burst: Burst<PlacedFrame>): void {
    const { parts } = burst;
    const first = parts[0];
    const last = parts.at(-1);
    if (first === undefined || last === undefined || this.seq >= last.seq) return;
    if (this.seq === first.seq - 1) this.send(burst);
    else for (const frame of parts) if (frame.seq > this.seq) this.send(frame);
    this.seq = last.seq;
  }

  send(frame: Frame): void {
    if (this.phase === 'closed' || !this.isOpen) return;
    if (this.waitingBytes > MAX_WAITING_BYTES) this.cut('queue');
    else this.write(frame.bytes(this.form));
  }

  /** A reader that does not read notices a reset at once; a polite close it would never see (D9). */
  cut(reason?: CutReason): void {
    if (reason !== undefined) this.channel?.noteCut(reason);
    this.phase = 'closed';
    this.reset();
  }
}
