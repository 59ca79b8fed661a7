import type { Transport } from './link.ts';

const NEXT = { socket: 'events', events: 'polling', polling: 'socket' } as const;
/**
 * What worked on this page is given up for another transport only after so many failures in a row. Eight waits, half a minute, outlast
 * the restart of a server, which is the likelier reason where sockets worked.
 */
const LOYALTY = { socket: 8, events: 3, polling: 3 };
const ANSWER_WITHIN_MS = 10_000;
/** A transport that was never answered is soon taken for blocked: three have to fit into what a reader waits (D13). */
const DOUBT_AFTER_MS = 2_000;

/** Which way to the server is taken, from what became of the ways before. */
export class Transports {
  current: Transport = 'socket';
  #worked = new Set<Transport>();
  /** In a row, of the current one. */
  #failures = 0;
  /** How often all of them failed in a row: then the server is down, and what worked is likely to work again. */
  #rounds = 0;

  /** How long the current one may leave its first message unanswered. */
  get answerWithinMs(): number {
    return this.current === 'polling' || this.#worked.has(this.current) ? ANSWER_WITHIN_MS : DOUBT_AFTER_MS;
  }

  answered(): void {
    this.#worked.add(this.current);
    this.#rounds = 0;
  }

  /** It lasted: nothing is wrong with it. */
  held(): void {
    this.#failures = 0;
  }

  /** An event stream that says nothing any more may be one that a proxy collects before it passes it on. */
  failed(how: 'broken' | 'silent'): void {
    const isLoyal = this.#worked.has(this.current) && (how === 'broken' || this.current !== 'events');
    this.#failures += 1;
    if (this.#failures < (isLoyal ? LOYALTY[this.current] * 2 ** this.#rounds : 1)) return;
    this.moveTo(NEXT[this.current]);
    if (this.current === 'socket') this.#rounds += 1;
  }

  moveTo(transport: Transport): void {
    this.current = transport;
    this.#failures = 0;
  }

  startOver(): void {
    this.#worked.clear();
    this.#rounds = 0;
    this.moveTo('socket');
  }
}
