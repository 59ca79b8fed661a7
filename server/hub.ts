import type { Logger } from 'pino';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { Bus } from './bus/bus.ts';
import { Channel } from './channel.ts';
import type { DeliveryWatch } from './delivery-watch.ts';
import { TextFrame } from './frames.ts';
import type { SharedReads } from './snapshots.ts';
import type { Store } from './store/store.ts';
import type { Subscriber } from './subscriber.ts';

/** Below nginx's 60 s default, so that no proxy takes a quiet article for a dead one. */
export const HEARTBEAT_MS = 25_000;
const HEARTBEAT_SPREAD = 0.2;
/** Readers of a node that ends are told to come back spread over this time (D10). */
const RETURN_WITHIN_MS = 20_000;
const CLOSE_GRACE_MS = 1_000;
/** Where a bell may get lost between nodes, its change is late by no more than this. */
const LOOK_MS = 1_000;

interface HubContext {
  readonly store: Store;
  /** The same store, for what many readers ask at once. */
  readonly reads: SharedReads;
  readonly bus: Bus;
  readonly clock: () => number;
  readonly log: Logger;
  readonly watch: DeliveryWatch;
  /** How many readers of an article are told of; undefined: nobody is. */
  readonly toldReaders: (articleId: string) => number | undefined;
}

/** How many readers an article has on this node. */
export interface Audience {
  readonly articleId: string;
  readonly slug: string;
  readonly readers: number;
}

/** All readers on this node, by article. A channel lives while it has readers. */
export class Hub {
  readonly #context: HubContext;
  readonly #channels = new Map<string, Promise<Channel | null>>();
  /** The same once they are open, by slug and by id: those who follow what others follow already cost no query. */
  readonly #bySlug = new Map<string, Channel>();
  readonly #byId = new Map<string, Channel>();
  readonly #stopListening: () => void;
  #heartbeat: NodeJS.Timeout;
  readonly #lookout: NodeJS.Timeout | null;
  #looking: Promise<void> | null = null;
  #isClosing = false;
  /** Called when the last reader has left. */
  #onEmpty: () => void = () => {};

  constructor(context: HubContext) {
    this.#context = context;
    this.#stopListening = context.bus.listen(({ articleId, seq }) => this.#ring(articleId, seq));
    this.#heartbeat = this.#scheduleHeartbeat();
    this.#lookout = context.bus.mayLose ? setInterval(() => this.#lookAround(), LOOK_MS).unref() : null;
  }

  /**
   * Puts a reader on an article's stream; it is closed where there is no such article or the store fails. Answers nothing where there
   * was nothing to wait for.
   */
  follow(subscriber: Subscriber, slug: string, since: Position | null): Promise<void> | undefined {
    const open = this.#bySlug.get(slug);
    if (open === undefined || this.#isClosing || !open.resumeAtOnce(subscriber, since))
      return this.#follow(subscriber, slug, since);
    subscriber.channel = open;
    open.subscribers.add(subscriber);
    return undefined;
  }

  async #follow(subscriber: Subscriber, slug: string, since: Position | null): Promise<void> {
    try {
      const articleId = this.#openId(slug) ?? (await this.#context.reads.head(slug))?.articleId ?? null;
      const channel = articleId === null ? null : await this.#join(subscriber, articleId);
      if (this.#isClosing) return subscriber.close(CLOSE.drain, 'the server restarts');
      if (channel === null) return subscriber.close(CLOSE.unknownArticle, 'no such article');
      await channel.follow(subscriber, since);
    } catch (error) {
      this.#context.log.error({ err: error, slug }, 'following failed');
      subscriber.close(CLOSE.resync, 'try again');
    }
  }

  leave(subscriber: Subscriber): void {
    subscriber.phase = 'closed';
    const { channel } = subscriber;
    if (channel === null) return;
    channel.subscribers.delete(subscriber);
    if (channel.subscribers.size === 0) this.#forget(channel);
  }

  /** Only articles that somebody follows. */
  audience(): Audience[] {
    return [...this.#bySlug.values()].map(({ articleId, slug, subscribers }) => ({
      ...{ articleId, slug },
      readers: subscribers.size,
    }));
  }

  readersOf(articleId: string): number {
    return this.#byId.get(articleId)?.subscribers.size ?? 0;
  }

  /** Tells every reader when to come back, each at a time of its own, and closes. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#heartbeat);
    if (this.#lookout !== null) clearInterval(this.#lookout);
    this.#stopListening();
    const subscribers = (await this.#opened()).flatMap(channel => [...channel.subscribers]);
    for (const subscriber of subscribers) {
      const retryAfterMs = Math.round(Math.random() * RETURN_WITHIN_MS);
      subscriber.send(new TextFrame(JSON.stringify({ type: 'closing', retryAfterMs })));
      subscriber.close(CLOSE.drain, 'the server restarts');
    }
    if (this.#channels.size > 0)
      await new Promise<void>(resolve => {
        this.#onEmpty = resolve;
        setTimeout(resolve, CLOSE_GRACE_MS);
      });
    for (const subscriber of subscribers) subscriber.cut();
  }

  #openId(slug: string): string | null {
    const open = this.#bySlug.get(slug);
    return open === undefined || open.isGone ? null : open.articleId;
  }

  async #join(subscriber: Subscriber, articleId: string): Promise<Channel | null> {
    for (;;) {
      const promised = this.#channels.get(articleId) ?? this.#open(articleId);
      const channel = await promised;
      if (channel === null) return null;
      if (this.#channels.get(articleId) !== promised) continue;
      if (subscriber.phase === 'closed') {
        if (channel.subscribers.size === 0) this.#forget(channel);
        return null;
      }
      subscriber.channel = channel;
      channel.subscribers.add(subscriber);
      this.#bySlug.set(channel.slug, channel);
      this.#byId.set(channel.articleId, channel);
      return channel;
    }
  }

  #forget(channel: Channel): void {
    this.#channels.delete(channel.articleId);
    this.#bySlug.delete(channel.slug);
    this.#byId.delete(channel.articleId);
    if (this.#channels.size === 0) this.#onEmpty();
  }

  #open(articleId: string): Promise<Channel | null> {
    const { store, reads, bus, clock, watch, toldReaders } = this.#context;
    const replayFrom = bus.mayLose ? 'store' : 'memory';
    const told = () => toldReaders(articleId);
    const options = { clock, watch, heartbeatMs: HEARTBEAT_MS, replayFrom, toldReaders: told } as const;
    const opened = store
      .articleById(articleId)
      .then(stored => (stored === null ? null : new Channel({ store, reads }, stored, options)));
    this.#channels.set(articleId, opened);
    const forget = () => this.#channels.delete(articleId);
    opened.then(channel => channel === null && forget(), forget);
    return opened;
  }

  #ring(articleId: string, seq: number): void {
    this.#channels
      .get(articleId)
      ?.then(channel => channel?.ring(seq))
      .catch(error => this.#context.log.error({ err: error, articleId }, 'reading the log failed'));
  }

  #scheduleHeartbeat(): NodeJS.Timeout {
    const spread = 1 + HEARTBEAT_SPREAD * (2 * Math.random() - 1);
    return setTimeout(() => this.#beat(), HEARTBEAT_MS * spread).unref();
  }

  async #beat(): Promise<void> {
    await this.#lookAround();
    for (const channel of await this.#opened()) await channel.heartbeat();
    if (!this.#isClosing) this.#heartbeat = this.#scheduleHeartbeat();
  }

  /** Asks the store where each log stands, once at a time. */
  #lookAround(): Promise<void> {
    const { log } = this.#context;
    this.#looking ??= this.#opened()
      .then(channels => Promise.all(channels.map(channel => channel.look())))
      .catch(error => log.error({ err: error }, 'reading the log failed'))
      .then(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  async #opened(): Promise<Channel[]> {
    const opened = await Promise.all([...this.#channels.values()].map(promised => promised.catch(() => null)));
    return opened.filter(channel => channel !== null);
  }
}
