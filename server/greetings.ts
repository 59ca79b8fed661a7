import type { Position } from '#shared/article.ts';
import { Burst, type Frame, type PlacedFrame, TextFrame } from './frames.ts';
import type { TextAt } from './snapshots.ts';

/**
 * A greeting is shared this long: by so much its clock may be late. What costs more to make is shared longer; what says something
 * of entries in the same millisecond only, for one of them may be withdrawn (D11).
 */
const OK_SHARED_MS = 10;
const RESET_SHARED_MS = 250;

interface GreetingOptions {
  readonly clock: () => number;
  readonly heartbeatMs: number;
  /** How many readers of the article are told of; undefined: nobody is. */
  readonly toldReaders: () => number | undefined;
}

/** What `follow` is answered with, made once for all who come at the same moment from the same position. */
export class Greetings {
  readonly #options: GreetingOptions;
  #lastOk = { epoch: '', seq: 0, missed: 0, madeAt: Number.NEGATIVE_INFINITY, frame: NOTHING };
  #lastReset = { key: '', frame: NOTHING };

  constructor(options: GreetingOptions) {
    this.#options = options;
  }

  /** `ok` and what was missed before `position`. */
  ok(position: Position, missed: readonly PlacedFrame[]): Frame {
    const { clock, heartbeatMs, toldReaders } = this.#options;
    const { epoch, seq } = position;
    const now = clock();
    const last = this.#lastOk;
    const sharedMs = missed.length === 0 ? OK_SHARED_MS : 1;
    const isOfNow = now >= last.madeAt && now < last.madeAt + sharedMs;
    if (isOfNow && last.seq === seq && last.missed === missed.length && last.epoch === epoch) return last.frame;
    const message = { type: 'ok', position, now, heartbeatMs, readers: toldReaders() };
    const ok = new TextFrame(JSON.stringify(message), eventId(position));
    const frame = new Burst([ok, ...missed]);
    this.#lastOk = { epoch, seq, missed: missed.length, madeAt: now, frame };
    return frame;
  }

  reset({ position, text }: TextAt): Frame {
    const { clock, heartbeatMs, toldReaders } = this.#options;
    const now = clock();
    const key = `${position.epoch} ${position.seq} ${Math.floor(now / RESET_SHARED_MS)}`;
    if (this.#lastReset.key === key) return this.#lastReset.frame;
    const rest = JSON.stringify({ now, heartbeatMs, readers: toldReaders() }).slice(1);
    const message = `{"type":"reset","snapshot":${text},${rest}`;
    const frame: Frame = new TextFrame(message, eventId(position));
    this.#lastReset = { key, frame };
    return frame;
  }
}

const NOTHING: Frame = new Burst([]);

/** The position after a message, as readers of events send it back (`Last-Event-ID`). */
export function eventId({ epoch, seq }: Position): string {
  return `${epoch}:${seq}`;
}
