import type { Response } from 'express';
import { Subscriber } from './subscriber.ts';

/** A reader on a text/event-stream. The stream begins with the first bytes, so that until then there can be an ordinary refusal instead. */
export class EventSubscriber extends Subscriber {
  readonly form = 'events';
  readonly answersPings = false;
  readonly #response: Response;
  readonly #begin: () => void;
  readonly #refuse: (code: number) => void;

  constructor(response: Response, how: { readonly begin: () => void; readonly refuse: (code: number) => void }) {
    super();
    this.#response = response;
    this.#begin = how.begin;
    this.#refuse = how.refuse;
  }

  protected get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  protected get waitingBytes(): number {
    return this.#response.writableLength;
  }

  protected write(bytes: Buffer): void {
    if (!this.#response.headersSent) this.#begin();
    this.#response.write(bytes);
  }

  protected reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  /** The code has no place on a stream: whoever comes back is told by the answer's status. */
  close(code: number): void {
    if (!this.isOpen) return;
    if (this.#response.headersSent) this.#response.end();
    else this.#refuse(code);
  }
}
