import type { Fallback, Follow, Link, LinkEvents, Transport } from './link.ts';
import { parseMessage } from './parse-message.ts';

/** Soon, for the server may have been away and not the network at fault; then at longer and longer intervals. */
const FIRST_PROBE_MS = 5_000;
const SECOND_PROBE_MS = 60_000;
const LONGEST_PROBE_MS = 600_000;
const ANSWER_WITHIN_MS = 10_000;
/** Nobody asked for so long: sockets worked meanwhile. Longer than between two probes. */
const BYGONE_MS = 900_000;

export interface DetourParts {
  /** The links themselves. */
  open(transport: Transport, follow: Follow, on: LinkEvents): Link;
  readonly schedule: ProbeSchedule;
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** When the next probe is due. One for the whole page: links may break more often than that. */
export class ProbeSchedule {
  readonly #now: () => number;
  readonly #random: () => number;
  #probes = 0;
  #dueAt: number | null = null;
  #askedAt = 0;

  constructor({ now, random }: { readonly now: () => number; readonly random: () => number }) {
    this.#now = now;
    this.#random = random;
  }

  dueInMs(): number {
    const now = this.#now();
    if (now - this.#askedAt > BYGONE_MS) {
      this.#probes = 0;
      this.#dueAt = null;
    }
    this.#askedAt = now;
    this.#dueAt ??= now + this.#delayMs();
    return Math.max(0, this.#dueAt - now);
  }

  /** The one that is made now, counted from 1. */
  next(): number {
    this.#dueAt = null;
    this.#probes += 1;
    return this.#probes;
  }

  /** After this many seconds, with jitter: 5, 60, 120, 240, 480, 600, 600, … */
  #delayMs(): number {
    const ms = this.#probes === 0 ? FIRST_PROBE_MS : SECOND_PROBE_MS * 2 ** (this.#probes - 1);
    return (0.75 + this.#random() / 2) * Math.min(LONGEST_PROBE_MS, ms);
  }
}

/** A fallback, and beside it now and then a better transport, which takes its place as soon as it is answered. */
export class Detour implements Link {
  readonly #follow: Follow;
  readonly #on: LinkEvents;
  readonly #parts: DetourParts;
  #transport: Transport;
  #link: Link;
  /** A server that does not answer is not asked twice at once. */
  #isAnswered = false;
  #probe: Link | null = null;
  #stopTimer = () => {};

  constructor(transport: Fallback, follow: Follow, on: LinkEvents, parts: DetourParts) {
    this.#follow = follow;
    this.#on = on;
    this.#parts = parts;
    this.#transport = transport;
    this.#link = this.#open(transport);
  }

  close(): void {
    this.#endProbe();
    this.#link.close();
  }

  #try(): void {
    // While polling, the event stream is better too.
    const isEven = this.#parts.schedule.next() % 2 === 0;
    this.#probe = this.#open(this.#transport === 'polling' && isEven ? 'events' : 'socket');
    this.#stopTimer = this.#parts.after(ANSWER_WITHIN_MS, () => this.#probeLater());
  }

  #probeLater(): void {
    const { after, schedule } = this.#parts;
    this.#endProbe();
    if (this.#transport !== 'socket') this.#stopTimer = after(schedule.dueInMs(), () => this.#try());
  }

  #endProbe(): void {
    const probe = this.#probe;
    this.#stopTimer();
    this.#probe = null;
    probe?.close();
  }

  #open(transport: Transport): Link {
    const link = this.#parts.open(transport, this.#follow, {
      message: text => {
        if (link === this.#probe && isAnswer(text)) this.#moveTo(link, transport);
        if (link !== this.#link) return;
        if (!this.#isAnswered) this.#probeLater();
        this.#isAnswered = true;
        this.#on.message(text);
      },
      close: code => {
        if (link === this.#probe) this.#probeLater();
        if (link === this.#link) this.#closed(code);
      },
      moved: () => {},
    });
    return link;
  }

  /** What both links bring in this moment is applied once, for a change that is known does nothing. */
  #moveTo(link: Link, transport: Transport): void {
    this.#probe = null;
    this.#link.close();
    this.#link = link;
    this.#transport = transport;
    this.#probeLater();
    this.#on.moved(transport);
  }

  #closed(code: number): void {
    this.#endProbe();
    this.#on.close(code);
  }
}

function isAnswer(text: string): boolean {
  const { type } = parseMessage(text);
  return type === 'ok' || type === 'reset';
}
