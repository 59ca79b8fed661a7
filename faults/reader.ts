import type { Position } from '#shared/article.ts';
import { fromSnapshot } from '#shared/changes.ts';
import type { Change, Snapshot } from '#shared/protocol.ts';
import { LiveArticle } from '../client/live/article.ts';
import type { ConnectionState, Verdict } from '../client/live/connection.ts';
import { follow } from '../client/live/follow.ts';
import type { Transport } from '../client/live/link.ts';
import type { Incoming } from '../client/live/parse-message.ts';
import { factOf, type ReaderHistory, type ReaderStep } from './history.ts';
import { firstSnapshot, type NodeParts, nodeParts } from './node-parts.ts';

/** What a reader's way was made of, besides what it applied. */
export interface ReaderCounts {
  /** Changes that came though they were known. */
  readonly repeats: number;
  /** Times it began its link anew because something was missing. */
  readonly resumes: number;
  readonly snapshots: number;
  readonly links: number;
  readonly heartbeats: number;
}

/** A reader: the client's own article and connection, and a note of everything they did. */
export class Reader implements Disposable {
  readonly name: string;
  readonly #parts: NodeParts;
  readonly #article: RecordedArticle;
  readonly #stop: () => void;

  static async open(
    name: string,
    { url, slug, random, haste = 1 }: { url: string; slug: string; random: () => number; haste?: number },
  ): Promise<Reader> {
    return new Reader(name, await firstSnapshot(url, slug), nodeParts(url, slug, random, haste));
  }

  private constructor(name: string, snapshot: Snapshot, parts: NodeParts) {
    this.name = name;
    this.#parts = parts;
    this.#article = new RecordedArticle(snapshot, parts);
    this.#stop = follow({ article: this.#article, slug: snapshot.article.slug, parts });
  }

  get position(): Position {
    return this.#article.store.getState().article.position;
  }

  get status(): ConnectionState['status'] {
    return this.#article.store.getState().connection.status;
  }

  get counts(): ReaderCounts {
    return this.#article.counts;
  }

  get transport(): Transport {
    return this.#parts.transport;
  }

  get history(): ReaderHistory {
    return { name: this.name, steps: this.#article.steps, shown: this.#article.store.getState().article };
  }

  /** The browser says that the network is back. */
  online(): void {
    this.#parts.page.online();
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#parts[Symbol.dispose]();
  }
}

class RecordedArticle extends LiveArticle {
  readonly steps: ReaderStep[];
  counts: ReaderCounts = { repeats: 0, resumes: 0, snapshots: 0, links: 0, heartbeats: 0 };
  readonly #now: () => number;

  constructor(snapshot: Snapshot, parts: NodeParts) {
    super({ state: fromSnapshot(snapshot), before: null, madeAt: null, parts });
    this.#now = parts.now;
    this.steps = [{ type: 'snapshot', at: parts.now(), position: snapshot.position }];
  }

  override receive(message: Incoming): Verdict {
    const verdict = super.receive(message);
    const at = this.#now();
    const { repeats, resumes, snapshots, heartbeats } = this.counts;
    if (verdict === 'resume') this.counts = { ...this.counts, resumes: resumes + 1 };
    if (message.type === 'heartbeat') this.counts = { ...this.counts, heartbeats: heartbeats + 1 };
    if (message.type === 'reset' && verdict === 'advanced') {
      this.counts = { ...this.counts, snapshots: snapshots + 1 };
      this.steps.push({ type: 'snapshot', at, position: message.snapshot.position });
    } else if (isChange(message)) {
      if (verdict === 'advanced') this.steps.push({ type: 'change', at, change: factOf(message) });
      if (verdict === 'unchanged') this.counts = { ...this.counts, repeats: repeats + 1 };
    }
    return verdict;
  }

  override setConnection(connection: ConnectionState): void {
    super.setConnection(connection);
    if (connection.status === 'live') this.counts = { ...this.counts, links: this.counts.links + 1 };
  }
}

function isChange(message: Incoming): message is Change {
  return 'seq' in message;
}
