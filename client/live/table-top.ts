import type { Position } from '#shared/article.ts';
import type { ServerMessage } from '#shared/protocol.ts';
import type { ConnectionParts, PageEvents } from './connection.ts';
import { Detour, ProbeSchedule } from './detour.ts';
import type { Follow, Link, LinkEvents, Transport } from './link.ts';
import { openPolling } from './polling.ts';

/**
 * A network and a clock on a table-top, for tests: time moves when `advance` is called, frames arrive when `deliver` is called,
 * and nothing happens by itself.
 */
export class TableTop implements ConnectionParts {
  readonly links: TableTopLink[] = [];
  #now = 1_000_000;
  #timers: { at: number; act: () => void }[] = [];
  #page: PageEvents | null = null;
  /** What `random` answers. */
  luck = 0.5;
  /** Answers those who poll; without it they have a link like the others. */
  answer: ((address: string) => Promise<Response>) | null = null;

  readonly now = () => this.#now;
  readonly random = () => this.luck;

  readonly after = (ms: number, act: () => void) => {
    const timer = { at: this.#now + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  };

  readonly openLink = (transport: Transport, follow: Follow, on: LinkEvents): Link =>
    transport === 'socket' ? this.#open(transport, follow, on) : new Detour(transport, follow, on, this.#detours);

  readonly #open = (transport: Transport, follow: Follow, on: LinkEvents): Link => {
    const get = this.answer;
    if (transport === 'polling' && get)
      return openPolling(follow, on, { ...this, get, isHidden: () => false, watchSight: () => () => {} });
    const link = new TableTopLink(transport, follow, on);
    this.links.push(link);
    return link;
  };

  readonly #detours = { open: this.#open, now: this.now, after: this.after, schedule: new ProbeSchedule(this) };

  readonly watchPage = (on: PageEvents) => {
    this.#page = on;
    return () => {
      this.#page = null;
    };
  };

  /** The link opened last. */
  get link(): TableTopLink {
    const link = this.links.at(-1);
    if (!link) throw new Error('No link was opened.');
    return link;
  }

  get page(): PageEvents {
    if (!this.#page) throw new Error('Nobody watches the page.');
    return this.#page;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#timers = this.#timers.filter(timer => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.act();
    }
    this.#now = end;
  }

  /** The clock goes on, but no timer runs: a machine that sleeps, or a page that is hidden. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  #nextUntil(end: number) {
    return this.#timers.filter(timer => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** One link, seen from the server. Frames wait in `queue` until they are delivered. */
export class TableTopLink implements Link {
  readonly transport: Transport;
  readonly article: string;
  /** What it went on from when it was opened. */
  readonly since: Position | null;
  readonly #on: LinkEvents;
  queue: string[] = [];
  status: 'opening' | 'open' | 'closed' = 'opening';

  constructor(transport: Transport, follow: Follow, on: LinkEvents) {
    this.transport = transport;
    this.article = follow.article;
    this.since = follow.since();
    this.#on = on;
  }

  close(): void {
    this.status = 'closed';
  }

  accept(): void {
    this.status = 'open';
  }

  say(...messages: ServerMessage[]): void {
    this.queue.push(...messages.map(message => JSON.stringify(message)));
  }

  /** Brings the next waiting frames over, all of them where no number is given. */
  deliver(frames = this.queue.length): void {
    for (const text of this.queue.splice(0, frames)) if (this.status === 'open') this.#on.message(text);
  }

  /** The link ends on the server's side or on the way. */
  cut(code = 1006): void {
    if (this.status === 'closed') return;
    this.status = 'closed';
    this.#on.close(code);
  }
}
