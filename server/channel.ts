import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { Change } from '#shared/protocol.ts';
import { PING_FRAME, textFrame } from './frames.ts';
import { RecentFrames } from './recent-frames.ts';
import type { Store, StoredArticle, StoredChange } from './store/store.ts';
import type { PlacedFrame, Subscriber } from './subscriber.ts';

/** Up to here a returning reader gets what it missed; beyond, a snapshot (D4). */
export const MAX_REPLAY_CHANGES = 300;
export const MAX_REPLAY_BYTES = 256 * 1024;
/** Sockets written before the loop gets a turn: 128 to 256 keep it free at no price in throughput. */
const SLICE_SOCKETS = 200;
const BATCH_CHANGES = 100;

interface ChannelOptions {
  readonly clock: () => number;
  readonly heartbeatMs: number;
  /** `store` where another node may have withdrawn an entry and its bell is still under way, or lost (D11). */
  readonly replayFrom: 'memory' | 'store';
}

/** An article's readers on this node. Reads the log where the bell says it has grown, makes each frame once, sends it to all. */
export class Channel {
  readonly articleId: string;
  readonly slug: string;
  readonly subscribers = new Set<Subscriber>();
  readonly #store: Store;
  readonly #options: ChannelOptions;
  readonly #recent: RecentFrames;
  #head: Position;
  /** How far the bells say the log goes. */
  #rung: number;
  #reading: Promise<void> | null = null;
  #lastWelcome: { readonly key: string; readonly bytes: Buffer } = { key: '', bytes: Buffer.alloc(0) };
  isGone = false;

  constructor(store: Store, { article, position }: StoredArticle, options: ChannelOptions) {
    this.articleId = article.id;
    this.slug = article.slug;
    this.#store = store;
    this.#options = options;
    this.#recent = new RecentFrames(position.seq);
    this.#head = position;
    this.#rung = position.seq;
  }

  /** The log has grown to `seq`, or further. */
  async ring(seq: number): Promise<void> {
    this.#rung = Math.max(this.#rung, seq);
    if (this.#isUpToDate()) return;
    this.#reading ??= this.#read();
    await this.#reading;
  }

  /** Looks where the log stands, for a bell may get lost. */
  async look(): Promise<void> {
    const stored = await this.#store.articleById(this.articleId);
    if (stored === null) this.#gone();
    else await this.ring(stored.position.seq);
  }

  /** Takes one of `subscribers` from catching up to live: what it missed, or a snapshot, then whatever came meanwhile. */
  async follow(subscriber: Subscriber, since: Position | null): Promise<void> {
    if (!(await this.#resume(subscriber, since))) await this.#startOver(subscriber);
    while (subscriber.phase === 'catching-up' && subscriber.seq < this.#head.seq) {
      const next = await this.#store.changesAfter(this.articleId, subscriber.seq, BATCH_CHANGES);
      if (next.length === 0) return subscriber.close(CLOSE.resync, 'the log ended early');
      const frames = withinReplay(next.map(placedFrame));
      subscriber.deliver(frames, Buffer.concat(frames.map(frame => frame.bytes)));
    }
    if (subscriber.phase === 'catching-up') subscriber.phase = 'live';
  }

  /** The head to everybody, with a ping: a lost frame shows in the one, a lost reader in the other. */
  async heartbeat(): Promise<void> {
    const { seq } = this.#head;
    const message = textFrame(JSON.stringify({ type: 'heartbeat', head: this.#head, now: this.#options.clock() }));
    const bytes = Buffer.concat([message, PING_FRAME]);
    await this.#toAll(subscriber => {
      if (!subscriber.isAlive) return subscriber.cut();
      subscriber.isAlive = false;
      // Whom the last changes have not reached yet must not take them for lost.
      subscriber.send(subscriber.phase === 'live' && subscriber.seq >= seq ? bytes : PING_FRAME);
    });
  }

  async #read(): Promise<void> {
    try {
      while (!this.#isUpToDate()) {
        const changes = await this.#store.changesAfter(this.articleId, this.#head.seq, BATCH_CHANGES);
        if (changes.length > 0) await this.#pass(changes);
        else if ((await this.#store.articleById(this.articleId)) === null) return this.#gone();
        else return;
      }
    } finally {
      // In the turn in which the loop ended: a bell between the two would be taken for one that is being answered.
      this.#reading = null;
    }
  }

  /** On to everybody. */
  async #pass(changes: readonly StoredChange[]): Promise<void> {
    const frames = changes.map(placedFrame);
    const together = Buffer.concat(frames.map(frame => frame.bytes));
    if (changes.some(isRetraction)) this.#recent.forget();
    this.#recent.add(frames);
    this.#head = { ...this.#head, seq: changes.at(-1)?.seq ?? this.#head.seq };
    await this.#toAll(subscriber => {
      if (subscriber.phase === 'live') subscriber.deliver(frames, together);
    });
  }

  async #toAll(act: (subscriber: Subscriber) => void): Promise<void> {
    let done = 0;
    for (const subscriber of [...this.subscribers]) {
      if (done > 0 && done % SLICE_SOCKETS === 0) await nextTurn();
      act(subscriber);
      done += 1;
    }
  }

  /** False where only a snapshot can help: another log, a position it has not reached (it was restored), or too much missed. */
  async #resume(subscriber: Subscriber, since: Position | null): Promise<boolean> {
    if (since === null || since.epoch !== this.#head.epoch) return false;
    if (since.seq > this.#head.seq) await this.look();
    if (since.seq > this.#head.seq) return false;
    const missed = this.#kept(since.seq) ?? (await this.#stored(since.seq));
    const reached = missed.at(-1)?.seq ?? since.seq;
    if (missed.length > MAX_REPLAY_CHANGES) return false;
    const bytes = this.#welcome({ epoch: since.epoch, seq: reached }, missed);
    if (bytes.length > MAX_REPLAY_BYTES) return false;
    subscriber.send(bytes);
    subscriber.seq = reached;
    return true;
  }

  /** `ok` and what was missed, in one buffer; the same one for all who come back at the same moment from the same position. */
  #welcome(position: Position, missed: readonly PlacedFrame[]): Buffer {
    const times = this.#now();
    const key = `${position.seq} ${missed.length} ${times.now}`;
    if (this.#lastWelcome.key === key) return this.#lastWelcome.bytes;
    const ok = textFrame(JSON.stringify({ type: 'ok', position, ...times }));
    const bytes = missed.length === 0 ? ok : Buffer.concat([ok, ...missed.map(frame => frame.bytes)]);
    this.#lastWelcome = { key, bytes };
    return bytes;
  }

  /** From memory, unless the log has grown: what is not read yet may withdraw what is kept (D11). */
  #kept(seq: number): readonly PlacedFrame[] | null {
    return this.#options.replayFrom === 'memory' && this.#isUpToDate() ? this.#recent.after(seq) : null;
  }

  async #stored(seq: number): Promise<readonly PlacedFrame[]> {
    const frames = (await this.#store.changesAfter(this.articleId, seq, MAX_REPLAY_CHANGES + 1)).map(placedFrame);
    if (this.#isUpToDate() && frames.at(-1)?.seq === this.#head.seq) this.#recent.reachBack(frames);
    return frames;
  }

  #isUpToDate(): boolean {
    return this.#head.seq >= this.#rung;
  }

  async #startOver(subscriber: Subscriber): Promise<void> {
    const snapshot = await this.#store.snapshot(this.articleId);
    if (snapshot === null) return this.#gone();
    subscriber.send(textFrame(JSON.stringify({ type: 'reset', snapshot, ...this.#now() })));
    subscriber.seq = snapshot.position.seq;
  }

  #gone(): void {
    this.isGone = true;
    for (const subscriber of this.subscribers) subscriber.close(CLOSE.unknownArticle, 'the article was removed');
  }

  #now(): { now: number; heartbeatMs: number } {
    return { now: this.#options.clock(), heartbeatMs: this.#options.heartbeatMs };
  }
}

function placedFrame({ seq, json }: StoredChange): PlacedFrame {
  return { seq, bytes: textFrame(json) };
}

function isRetraction({ json }: StoredChange): boolean {
  return (JSON.parse(json) as Change).type === 'entry-retracted';
}

/** As many of the first frames as a replay may send at once; at least one. */
function withinReplay(frames: readonly PlacedFrame[]): readonly PlacedFrame[] {
  let bytes = 0;
  const tooMany = frames.findIndex(frame => {
    bytes += frame.bytes.length;
    return bytes > MAX_REPLAY_BYTES;
  });
  return tooMany === -1 ? frames : frames.slice(0, Math.max(1, tooMany));
}
