import type { PlacedFrame } from './frames.ts';

/** Per article with readers; what fits into it is what most breaks of a connection miss. */
const MAX_KEPT_BYTES = 64 * 1024;

/** The last changes of a log as frames: whoever was away for a moment costs no query. */
export class RecentFrames {
  /** The frames of `#from + 1`, `#from + 2` and so on. */
  readonly #frames: PlacedFrame[] = [];
  #from: number;
  #bytes = 0;

  constructor(head: number) {
    this.#from = head;
  }

  add(frames: readonly PlacedFrame[]): void {
    for (const frame of frames) {
      this.#frames.push(frame);
      this.#bytes += frame.bytes('socket').length;
    }
    while (this.#bytes > MAX_KEPT_BYTES) this.#dropOldest();
  }

  /** Takes over what was read from the log, all up to its head, if it begins earlier than what is kept. */
  reachBack(frames: readonly PlacedFrame[]): void {
    const first = frames[0];
    if (first === undefined || first.seq > this.#from) return;
    this.forget();
    this.#from = first.seq - 1;
    this.add(frames);
  }

  /** Drops all: the log was rewritten, so what was sent is not what it says now. */
  forget(): void {
    while (this.#frames.length > 0) this.#dropOldest();
  }

  /** Everything after a change; null where that is not kept. */
  after(seq: number): readonly PlacedFrame[] | null {
    return seq < this.#from ? null : this.#frames.slice(seq - this.#from);
  }

  #dropOldest(): void {
    const oldest = this.#frames.shift();
    if (oldest === undefined) return;
    this.#from = oldest.seq;
    this.#bytes -= oldest.bytes('socket').length;
  }
}
