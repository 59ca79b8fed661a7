import type { Position } from '#shared/article.ts';
import { CLOSE, mayComeBack } from '#shared/close-codes.ts';
import { backOffMs } from './back-off.ts';
import type { Follow, Link, LinkEvents, Transport } from './link.ts';
import { type Incoming, parseMessage } from './parse-message.ts';
import { Transports } from './transports.ts';

/** `gone`: the article is no longer there. `outdated`: the server does not speak this page's language any more. */
export type ConnectionState =
  | { readonly status: 'connecting' | 'live' | 'asleep' | 'gone' | 'outdated' | 'closed' }
  | { readonly status: 'waiting'; readonly retryAt: number };

/** What became of a message: it brought us on, it changed nothing, or the link must begin anew from the position we have. */
export type Verdict = 'advanced' | 'unchanged' | 'resume';

export interface ConnectionOptions {
  readonly article: string;
  /** Where to go on from; null asks for a snapshot. */
  since(): Position | null;
  receive(message: Incoming): Verdict;
  onState(state: ConnectionState): void;
  /** The browser says that the network is back. */
  onOnline(): void;
  readonly parts: ConnectionParts;
}

/** The outside world of a connection. */
export interface ConnectionParts {
  openLink(transport: Transport, follow: Follow, on: LinkEvents): Link;
  /** Milliseconds, of a clock that goes on while the machine sleeps. */
  now(): number;
  random(): number;
  /** Starts a timer; the answer stops it. */
  after(ms: number, act: () => void): () => void;
  watchPage(on: PageEvents): () => void;
}

/** `wake`: the page is looked at again. `online`: the network is back. `sleep`: the page is left and may return. */
export interface PageEvents {
  wake(): void;
  online(): void;
  sleep(): void;
}

/** What a heartbeat may be late. */
const HEARTBEAT_GRACE_MS = 10_000;
/** A link that held this long was sound: the next break is a first one again. */
const STABLE_AFTER_MS = 30_000;
/** After the network came back, a link is believed in only if it has just spoken. */
const FRESH_MS = 1_000;
/** So many transports in a row are tried without waiting where each was silent; more would be too many for a server in trouble. */
const HASTY_FAILURES = 2;

/** Follows one article, over WebSocket where the network lets it, and comes back by itself until it is told not to. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #stopWatching: () => void;
  readonly #transports = new Transports();
  #state: ConnectionState = { status: 'connecting' };
  #link: Link | null = null;
  #stopTimer = () => {};
  #lastByteAt = 0;
  #heartbeatMs: number | null = null;
  #liveSince: number | null = null;
  #failures = 0;
  /** The server said when to come back; nothing else makes it sooner. */
  #notBefore = 0;
  /** Whether anything was gained since the link was last begun anew without waiting: if not, the next time waits. */
  #hasAdvanced = true;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#stopWatching = options.parts.watchPage({
      wake: () => this.#wake(this.#silenceLimitMs),
      online: () => this.#online(),
      sleep: () => this.#sleep(),
    });
    this.#connect();
  }

  close(): void {
    this.#abandon();
    this.#stopWatching();
    if (!this.#isOver) this.#enter({ status: 'closed' });
  }

  get #isOver(): boolean {
    return ['gone', 'outdated', 'closed'].includes(this.#state.status);
  }

  get #silenceLimitMs(): number {
    return this.#heartbeatMs === null ? this.#transports.answerWithinMs : this.#heartbeatMs + HEARTBEAT_GRACE_MS;
  }

  #connect(): void {
    const { article, since, parts } = this.#options;
    this.#abandon();
    this.#enter({ status: 'connecting' });
    this.#lastByteAt = parts.now();
    const isCurrent = () => this.#link === link;
    const follow = { article, since };
    const link = parts.openLink(this.#transports.current, follow, {
      message: text => isCurrent() && this.#receive(parseMessage(text)),
      close: code => isCurrent() && this.#closed(code),
      moved: transport => this.#transports.moveTo(transport),
    });
    this.#link = link;
    this.#watchSilence();
  }

  #receive(message: Incoming): void {
    const { receive, parts } = this.#options;
    this.#lastByteAt = parts.now();
    if (message.type === 'closing') this.#notBefore = parts.now() + message.retryAfterMs;
    const verdict = receive(message);
    if (verdict === 'resume') return this.#resume();
    if (verdict === 'advanced') this.#hasAdvanced = true;
    if (message.type !== 'ok' && message.type !== 'reset') return;
    this.#heartbeatMs = message.heartbeatMs;
    this.#liveSince = parts.now();
    this.#transports.answered();
    this.#enter({ status: 'live' });
    this.#watchSilence();
  }

  /** Begins the link anew from the position we have: at once, unless the last time brought nothing. */
  #resume(): void {
    this.#abandon();
    if (!this.#hasAdvanced) return this.#retry();
    this.#hasAdvanced = false;
    this.#connect();
  }

  #closed(code: number): void {
    this.#abandon();
    if (!mayComeBack(code)) return this.#enter({ status: code === CLOSE.unknownArticle ? 'gone' : 'outdated' });
    // With a code of its own the server has spoken: nothing is wrong with the way to it.
    if (code < CLOSE.drain) this.#transports.failed('broken');
    this.#retry();
  }

  #silent(): void {
    const isUnanswered = this.#heartbeatMs === null;
    this.#abandon();
    this.#transports.failed('silent');
    if (!isUnanswered || this.#failures >= HASTY_FAILURES) return this.#retry();
    this.#failures += 1;
    this.#connect();
  }

  #retry(): void {
    const { parts } = this.#options;
    const orderedMs = this.#notBefore - parts.now();
    this.#waitFor(orderedMs > 0 ? orderedMs : backOffMs(this.#failures++, parts.random));
  }

  #waitFor(ms: number): void {
    const { parts } = this.#options;
    this.#stopTimer();
    this.#enter({ status: 'waiting', retryAt: parts.now() + ms });
    this.#stopTimer = parts.after(ms, () => this.#connect());
  }

  /** One timer that looks at the age of the last byte, not one for every byte. */
  #watchSilence(): void {
    const { parts } = this.#options;
    this.#stopTimer();
    const leftMs = this.#lastByteAt + this.#silenceLimitMs - parts.now();
    this.#stopTimer = parts.after(Math.max(0, leftMs), () => {
      if (parts.now() - this.#lastByteAt < this.#silenceLimitMs) this.#watchSilence();
      else this.#silent();
    });
  }

  /** In another network sockets may work: nothing holds of what was found out in the last one. */
  #online(): void {
    this.#options.onOnline();
    const wasDetour = this.#transports.current !== 'socket';
    this.#transports.startOver();
    this.#wake(wasDetour ? 0 : FRESH_MS);
  }

  /** Timers are not trusted in hidden pages: what they should have noticed is looked at here. */
  #wake(silenceLimitMs: number): void {
    const { parts } = this.#options;
    const { status } = this.#state;
    switch (status) {
      case 'asleep':
        return this.#connect();
      case 'waiting':
        return this.#waitFor(Math.max(0, this.#notBefore - parts.now()));
      case 'connecting':
      case 'live':
        if (parts.now() - this.#lastByteAt >= silenceLimitMs) this.#connect();
        return;
      case 'gone':
      case 'outdated':
      case 'closed':
        return;
      default:
        status satisfies never;
    }
  }

  /** An open link keeps a page out of the browser's back/forward cache. */
  #sleep(): void {
    if (this.#isOver) return;
    this.#abandon();
    this.#enter({ status: 'asleep' });
  }

  #abandon(): void {
    const { parts } = this.#options;
    const link = this.#link;
    this.#stopTimer();
    if (this.#liveSince !== null && parts.now() - this.#liveSince >= STABLE_AFTER_MS) {
      this.#failures = 0;
      this.#transports.held();
    }
    this.#liveSince = null;
    this.#heartbeatMs = null;
    this.#link = null;
    link?.close();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
