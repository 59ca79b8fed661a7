import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleState, Position } from '#shared/article.ts';
import { addOlder, applyChange, fromSnapshot, isBehind } from '#shared/changes.ts';
import { olderPageFrom } from '#shared/page-boundaries.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';
import { backOffMs } from './back-off.ts';
import type { ConnectionState, Verdict } from './connection.ts';
import type { Incoming } from './parse-message.ts';

/** What a page knows and shows. */
export interface LiveState {
  readonly article: ArticleState;
  readonly connection: ConnectionState;
  /** By how much the server's clock is ahead of this device's; null until it has spoken. */
  readonly serverAheadMs: number | null;
  /** How many read along, rounded; null where that is not told. */
  readonly readers: number | null;
}

export interface LiveArticleOptions {
  readonly state: ArticleState;
  /** On a page of older entries, the number that its entries are below; null where the newest are shown. */
  readonly before: number | null;
  /** The server's clock when the page was made, in milliseconds; null where the page does not know. */
  readonly madeAt: number | null;
  readonly parts: LiveArticleParts;
}

export interface LiveArticleParts {
  fetchOlder(before: number, freshness: 'cached' | 'fresh', signal: AbortSignal): Promise<EntriesPage>;
  after(ms: number, act: () => void): () => void;
  random(): number;
  now(): number;
}

/** A link that went silent with the network answers nothing, and nobody is told: older entries are asked for anew after that. */
const OLDER_WITHIN_MS = 10_000;
/** Browsers keep so many connections to a server that speaks HTTP/1.1. */
const OLDER_AT_ONCE = 6;

/** A snapshot that is not shown yet, because the older entries that were on the page are not in it. */
interface Rebuilding {
  state: ArticleState;
}

/** An article that is followed: what is shown of it, and what each message does to that. */
export class LiveArticle {
  readonly store: StoreApi<LiveState>;
  /** Shows the article as it stands by now. Who draws it may look at the page before and after. */
  show = (change: () => void) => change();
  readonly #before: number | null;
  readonly #parts: LiveArticleParts;
  #rebuilding: Rebuilding | null = null;
  #needsSnapshot = false;
  #endPause = () => {};
  /** Of this device's clock. */
  #aheadMs: number;

  constructor({ state, before, madeAt, parts }: LiveArticleOptions) {
    this.store = createStore(() => ({
      article: state,
      connection: { status: 'connecting' },
      serverAheadMs: null,
      readers: null,
    }));
    this.#before = before;
    this.#parts = parts;
    this.#aheadMs = madeAt === null ? 0 : madeAt + performance.now() - parts.now();
  }

  since(): Position | null {
    return this.#needsSnapshot ? null : this.#latest.position;
  }

  /** The server's clock, going on from when the page was made until the server is heard: that of a reader's device may be wrong. In milliseconds. */
  now(): number {
    return this.#parts.now() + this.#aheadMs;
  }

  receive(message: Incoming): Verdict {
    if ('now' in message) this.#aheadMs = message.now - this.#parts.now();
    switch (message.type) {
      case 'reset':
        this.#note(message);
        return this.#takeSnapshot(message.snapshot);
      case 'ok':
        this.#note(message);
        return this.#compare({ ...message.position, seq: 0 });
      case 'heartbeat':
        this.#note(message);
        return this.#compare(message.head);
      case 'closing':
        return 'unchanged';
      case 'unknown':
        return this.#startOver();
      default:
        return this.#apply(message);
    }
  }

  setConnection(connection: ConnectionState): void {
    this.store.setState({ connection });
    if (connection.status === 'live') this.askAgain();
  }

  /** The network seems to be back: what failed without it waits no longer. */
  askAgain(): void {
    this.#endPause();
  }

  /** Brings the next older entries into the page. `refused`: only loading another page helps. */
  async loadOlder(): Promise<'added' | 'refused'> {
    for (const freshness of ['cached', 'fresh'] as const) {
      const { completeFrom, position } = this.#shown;
      if (completeFrom <= 1) return 'added';
      const page = await this.#fetchOlder(completeFrom, freshness);
      // In a log that began meanwhile the same number may be above what is known.
      if (page === null || position.epoch !== this.#shown.position.epoch) continue;
      const added = addOlder(this.#shown, page);
      if (added.verdict !== 'added') continue;
      this.store.setState({ article: added.state });
      return 'added';
    }
    return 'refused';
  }

  /** Stops what is still under way. */
  close(): void {
    this.#rebuilding = null;
  }

  get #shown(): ArticleState {
    return this.store.getState().article;
  }

  get #latest(): ArticleState {
    return this.#rebuilding?.state ?? this.#shown;
  }

  #note({ now, readers }: { readonly now: number; readonly readers?: number | undefined }): void {
    this.store.setState({ serverAheadMs: now - this.#parts.now(), readers: readers ?? null });
  }

  #apply(change: Change): Verdict {
    const applied = applyChange(this.#latest, change);
    switch (applied.verdict) {
      case 'applied':
        this.#keep(applied.state);
        return 'advanced';
      case 'known':
        return 'unchanged';
      case 'gap':
        return 'resume';
      case 'other-epoch':
        return this.#startOver();
      default:
        return applied satisfies never;
    }
  }

  /** Against the server's word of where the log stands: a frame that was lost without a trace shows here. */
  #compare(head: Position): Verdict {
    const { epoch, seq } = this.#latest.position;
    if (head.epoch !== epoch || this.#needsSnapshot) return this.#startOver();
    return head.seq > seq ? 'resume' : 'unchanged';
  }

  #startOver(): Verdict {
    this.#needsSnapshot = true;
    return 'resume';
  }

  #takeSnapshot(snapshot: Snapshot): Verdict {
    if (isBehind(snapshot, this.#latest)) return 'resume';
    this.#needsSnapshot = false;
    const state = fromSnapshot(snapshot);
    const rebuilding = { state: this.#before === null ? state : { ...state, completeFrom: this.#before } };
    this.#rebuilding = rebuilding;
    if (!this.#swapIn(rebuilding)) void this.#complete(rebuilding);
    return 'advanced';
  }

  /** Fetches what was on the page below the snapshot; what is shown stays until then, for a hole must never be seen (D2). */
  async #complete(rebuilding: Rebuilding): Promise<void> {
    const pages = new Map<number, EntriesPage>();
    let failures = 0;
    while (this.#rebuilding === rebuilding && !this.#swapIn(rebuilding)) {
      const { completeFrom } = rebuilding.state;
      await this.#fetchMissing(pages, completeFrom, failures === 0 ? 'cached' : 'fresh');
      rebuilding.state = joined(rebuilding.state, pages);
      if (rebuilding.state.completeFrom < completeFrom) failures = 0;
      else await this.#pause(failures++);
    }
  }

  /** Pages below a number, as many at a time as a browser has connections, beside those that came before what adjoins them. */
  async #fetchMissing(
    pages: Map<number, EntriesPage>,
    completeFrom: number,
    freshness: 'cached' | 'fresh',
  ): Promise<void> {
    const fetched: Promise<void>[] = [];
    for (let before = completeFrom; before > this.#shown.completeFrom; before = olderPageFrom(before)) {
      if (pages.has(before)) continue;
      fetched.push(this.#fetchOlder(before, freshness).then(page => void (page && pages.set(before, page))));
      if (fetched.length === OLDER_AT_ONCE) break;
    }
    await Promise.all(fetched);
  }

  #swapIn(rebuilding: Rebuilding): boolean {
    if (this.#rebuilding !== rebuilding || rebuilding.state.completeFrom > this.#shown.completeFrom) return false;
    this.#rebuilding = null;
    this.#show(rebuilding.state);
    return true;
  }

  #keep(state: ArticleState): void {
    if (this.#rebuilding) this.#rebuilding.state = state;
    else this.#show(state);
  }

  #show(article: ArticleState): void {
    this.show(() => this.store.setState({ article }));
  }

  #fetchOlder(before: number, freshness: 'cached' | 'fresh'): Promise<EntriesPage | null> {
    const { fetchOlder, after } = this.#parts;
    const patience = new AbortController();
    const stop = after(OLDER_WITHIN_MS, () => patience.abort());
    return fetchOlder(before, freshness, patience.signal)
      .catch(() => null)
      .finally(stop);
  }

  #pause(failures: number): Promise<void> {
    const { after, random } = this.#parts;
    return new Promise(resolve => {
      const stop = after(backOffMs(failures, random), resolve);
      this.#endPause = () => {
        stop();
        resolve();
      };
    });
  }
}

/** With what adjoins it of the pages, which are used up by that; one that does not fit is to be asked for again. */
function joined(state: ArticleState, pages: Map<number, EntriesPage>): ArticleState {
  const page = pages.get(state.completeFrom);
  if (page === undefined) return state;
  pages.delete(state.completeFrom);
  const added = addOlder(state, page);
  return added.verdict === 'added' ? joined(added.state, pages) : state;
}
