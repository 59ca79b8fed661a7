import type { Logger } from 'pino';
import type { Bus, Doorbell } from '#server/bus/bus.ts';
import type { Store } from '#server/store/store.ts';
import { FEED_FORMATS, feedPath } from '#shared/addresses.ts';
import type { Change } from '#shared/protocol.ts';

/** What changes meanwhile goes in one message. */
const GATHER_MS = 5_000;
/** A hub that does not answer is asked again after these. Then the next change has to do. */
const TRY_AGAIN_MS = [10_000, 60_000];
const ANSWER_WITHIN_MS = 10_000;
/** From a change to its ring it takes no longer, even where the store is slow. */
const RING_WITHIN_MS = 10_000;

export interface WebSubParts {
  readonly hub: string;
  readonly siteUrl: string;
  readonly store: Pick<Store, 'articleById' | 'changesAfter'>;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Calls back after a while; returns how to prevent it. */
  readonly after?: (ms: number, work: () => void) => () => void;
}

interface Ring {
  readonly seq: number;
  readonly at: number;
}

/**
 * Tells a hub which feeds have changed, after the fact and in no publish's way: only a ring is heard. A ring may stand for no public
 * change at all, such as a saved draft, and that must not show (D12): what counts is a new change in the log.
 */
export class WebSub {
  readonly #parts: WebSubParts;
  readonly #after: NonNullable<WebSubParts['after']>;
  /** By article: the last `seq` that the hub was told of. */
  readonly #toldUpTo = new Map<string, number>();
  readonly #rung = new Map<string, Ring>();
  readonly #stop = new AbortController();
  #stopTimer: (() => void) | null = null;
  #telling: Promise<void> = Promise.resolve();

  constructor(parts: WebSubParts) {
    this.#parts = parts;
    this.#after = parts.after ?? afterTimeout;
  }

  /** The bell rang on this node. Other nodes tell of what they write themselves. */
  readonly ring = ({ articleId, seq }: Doorbell): void => {
    if (this.#stop.signal.aborted || seq <= (this.#toldUpTo.get(articleId) ?? 0)) return;
    const known = this.#rung.get(articleId);
    if (known === undefined || known.seq < seq) this.#rung.set(articleId, { seq, at: this.#parts.clock() });
    this.#stopTimer ??= this.#after(GATHER_MS, () => {
      this.#stopTimer = null;
      this.#telling = this.#telling.then(() => this.#tell()).catch(error => this.#failed(error));
    });
  };

  /** Nothing more is told from here: who subscribed asks for itself now and then. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#stopTimer?.();
    await this.#telling;
  }

  async #tell(): Promise<void> {
    const { store, siteUrl } = this.#parts;
    const rung = [...this.#rung];
    this.#rung.clear();
    const changed: string[] = [];
    for (const [articleId, ring] of rung) {
      const stored = await store.articleById(articleId);
      if (stored === null || !(await this.#isNews(articleId, ring))) continue;
      this.#toldUpTo.set(articleId, ring.seq);
      changed.push(stored.article.slug);
    }
    if (changed.length === 0) return;
    const paths = [undefined, ...changed].flatMap(slug => FEED_FORMATS.map(format => feedPath(format, slug)));
    await this.#post(paths.map(path => `${siteUrl}${path}`));
  }

  /** Where the ring stands for no change, the last one lies back. */
  async #isNews(articleId: string, { seq, at }: Ring): Promise<boolean> {
    const [change] = await this.#parts.store.changesAfter(articleId, seq - 1, 1);
    return change !== undefined && at - (JSON.parse(change.json) as Change).at <= RING_WITHIN_MS;
  }

  async #post(feeds: readonly string[]): Promise<void> {
    for (const wait of [...TRY_AGAIN_MS, null]) {
      const problem = await this.#send(feeds);
      if (problem === null || this.#stop.signal.aborted) return;
      this.#failed(problem);
      if (wait === null) return;
      await this.#pause(wait);
    }
  }

  /** Null where the hub took it. */
  async #send(feeds: readonly string[]): Promise<unknown> {
    const body = new URLSearchParams([['hub.mode', 'publish'], ...feeds.map(feed => ['hub.url', feed])]);
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    try {
      const response = await fetch(this.#parts.hub, { method: 'POST', body, signal, redirect: 'error' });
      await response.body?.cancel();
      return response.ok ? null : new Error(`The hub answered ${response.status}.`);
    } catch (error) {
      return error;
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (signal.aborted) return Promise.resolve();
    const stopTimer = this.#after(ms, resolve);
    const end = () => {
      stopTimer();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    return promise;
  }

  #failed(error: unknown): void {
    this.#parts.log.warn({ err: error, hub: this.#parts.hub }, 'the hub of the feeds was not told of changes');
  }
}

/** The same bus, with somebody who hears what is rung on this node. */
export function heardBy(bus: Bus, listener: (doorbell: Doorbell) => void): Bus {
  return {
    mayLose: bus.mayLose,
    ring(doorbell) {
      bus.ring(doorbell);
      listener(doorbell);
    },
    listen: heard => bus.listen(heard),
    state: () => bus.state(),
    close: () => bus.close(),
  };
}

function afterTimeout(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
