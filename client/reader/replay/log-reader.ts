import type { AsOf, Change, LogManifest, LogPage } from '#shared/protocol.ts';

/** Asks the server for JSON of the article, by the end of its address. Null where there is no such thing (404). */
export type Get = (path: string, cache: RequestCache, signal: AbortSignal) => Promise<unknown>;

/** At a time so many pages of the log are in memory: the one that is played, and one beside it. */
const KEPT_PAGES = 2;

/** An article's past, read as it is needed. */
export class LogReader {
  readonly #get: Get;
  readonly #pages = new Map<number, readonly Change[]>();
  #manifest: LogManifest | null = null;

  constructor(get: Get) {
    this.#get = get;
  }

  /** Everything as it stood at an instant. What is read after that is of the log as it is by then: a withdrawal rewrites it. */
  async asOf(at: number, signal: AbortSignal): Promise<AsOf> {
    this.#manifest = null;
    this.#pages.clear();
    const found = await this.#get(`/as-of?at=${new Date(at).toISOString()}`, 'no-cache', signal);
    if (found === null) throw new Error('There is no such article any more.');
    return found as AsOf;
  }

  /** The changes that follow a place in the log, as far as its page goes; none at the end of the log. */
  async after(seq: number, signal: AbortSignal): Promise<readonly Change[]> {
    const { position, pageSize } = await this.#head(signal);
    if (seq >= position.seq) return [];
    const changes = await this.#page(Math.floor(seq / pageSize) + 1, signal);
    return changes.filter(change => change.seq > seq);
  }

  /** When the last change before this one happened that did not happen together with it; null where it was of the first. */
  async before(seq: number, signal: AbortSignal): Promise<number | null> {
    const { pageSize } = await this.#head(signal);
    let last: Change | undefined;
    for (let page = Math.ceil(seq / pageSize); page >= 1; page--) {
      const changes = (await this.#page(page, signal)).filter(change => change.seq <= seq);
      last ??= changes.at(-1);
      const earlier = changes.findLast(({ at }) => last !== undefined && at < last.at);
      if (earlier !== undefined) return earlier.at;
    }
    return null;
  }

  async #head(signal: AbortSignal): Promise<LogManifest> {
    this.#manifest ??= (await this.#found('/log', 'no-cache', signal)) as LogManifest;
    return this.#manifest;
  }

  async #page(page: number, signal: AbortSignal): Promise<readonly Change[]> {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const { position, generation, pageSize } = await this.#head(signal);
    const isFull = page * pageSize <= position.seq;
    const path = `/log/${position.epoch}/${generation}/${page}`;
    const { changes } = (await this.#found(path, isFull ? 'default' : 'no-cache', signal)) as LogPage;
    this.#pages.set(page, changes);
    for (const oldest of this.#pages.keys()) if (this.#pages.size > KEPT_PAGES) this.#pages.delete(oldest);
    return changes;
  }

  async #found(path: string, cache: RequestCache, signal: AbortSignal): Promise<unknown> {
    const found = await this.#get(path, cache, signal);
    if (found === null) throw new LogMoved();
    return found;
  }
}

/** What was known of the log holds no more: a withdrawal gave its pages new addresses. */
export class LogMoved extends Error {
  override readonly name = 'LogMoved';
}
