import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { Change } from '#shared/protocol.ts';
import type { CutReason, DeliveryWatch } from './delivery-watch.ts';
import { Burst, PING_FRAME, type PlacedFrame, TextFrame } from './frames.ts';
import { eventId, Greetings } from './greetings.ts';
import { RecentFrames } from './recent-frames.ts';
import type { SharedReads } from './snapshots.ts';
import type { Store, StoredArticle, StoredChange } from './store/store.ts';
import type { Subscriber } from './subscriber.ts';

/** Up to here a returning reader gets what it missed; beyond, a snapshot (D4). */
export const MAX_REPLAY_CHANGES = 300;
export const MAX_REPLAY_BYTES = 256 * 1024;
/** Sockets written before the loop gets a turn: 128 to 256 keep it free at no price in throughput. */
const SLICE_SOCKETS = 128;
/** A ping is answered: those of many readers leave slowly, or their answers would come all at once and hold up everything else. */
const HEARTBEAT_REST_MS = 10;
const BATCH_CHANGES = 100;
/**
 * A pass over many readers is followed by a rest of this share of its time, so that changes that come in a row gather and leave in
 * one write for each reader: a reader's write costs the same for one change and for five.
 */
const REST_SHARE = 0.2;
const LONGEST_REST_MS = 25;
/** Whom an editor is told of as nearly all readers. */
const MOST_SHARE = 0.95;

interface ChannelOptions {
  readonly clock: () => number;
  readonly watch: DeliveryWatch;
  readonly heartbeatMs: number;
  /** How many readers of the article are told of; undefined: nobody is. */
  readonly toldReaders: () => number | undefined;
  /** `store` where another node may have withdrawn an entry and its bell is still under way, or lost (D11). */
  readonly replayFrom: 'memory' | 'store';
}

interface Sources {
  readonly store: Store;
  /** The same store, for what many readers ask at once. */
  readonly reads: SharedReads;
}

/** An article's readers on this node. Reads the log where the bell says it has grown, makes each frame once, sends it to all. */
export class Channel {
  readonly articleId: string;
  readonly slug: string;
  readonly subscribers = new Set<Subscriber>();
  readonly #store: Store;
  readonly #reads: SharedReads;
  readonly #options: ChannelOptions;
  readonly #recent: RecentFrames;
  #head: Position;
  /** How far the bells say the log goes. */
  #rung: number;
  #reading: Promise<void> | null = null;
  readonly #greetings: Greetings;
  /** When the next pass may begin, by the monotonic clock. */
  #restsUntil = 0;
  isGone = false;

  constructor(from: Sources, { article, position }: StoredArticle, options: ChannelOptions) {
    this.articleId = article.id;
    this.slug = article.slug;
    this.#store = from.store;
    this.#reads = from.reads;
    this.#options = options;
    this.#greetings = new Greetings(options);
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

  /** Looks where the log stands, for a bell may get lost, and the log be replaced from a backup. */
  async look(): Promise<void> {
    const stored = await this.#store.articleById(this.articleId);
    if (stored === null) this.#gone();
    else if (stored.position.epoch !== this.#head.epoch) this.#replaced(stored.position);
    else await this.ring(stored.position.seq);
  }

  noteCut(reason: CutReason): void {
    this.#options.watch.cut(reason);
  }

  /** Takes one of `subscribers` from catching up to live: what it missed, or a snapshot, then whatever came meanwhile. */
  async follow(subscriber: Subscriber, since: Position | null): Promise<void> {
    if (!(await this.#resume(subscriber, since))) await this.#startOver(subscriber);
    while (subscriber.phase === 'catching-up' && subscriber.seq < this.#head.seq) {
      const next = await this.#reads.changesAfter(this.articleId, subscriber.seq, BATCH_CHANGES);
      if (next.length === 0) return subscriber.close(CLOSE.resync, 'the log ended early');
      subscriber.deliver(new Burst(withinReplay(this.#placed(next))));
    }
    if (subscriber.phase === 'catching-up') subscriber.phase = 'live';
  }

  /** The head to everybody, with a ping: a lost frame shows in the one, a lost reader in the other. */
  async heartbeat(): Promise<void> {
    const { seq } = this.#head;
    const { clock, toldReaders } = this.#options;
    const message = { type: 'heartbeat', head: this.#head, now: clock(), readers: toldReaders() };
    const both = new Burst([new TextFrame(JSON.stringify(message)), PING_FRAME]);
    const beat = (subscriber: Subscriber) => {
      if (subscriber.phase === 'closed') return;
      if (!subscriber.isAlive) return subscriber.cut('silent');
      subscriber.isAlive = !subscriber.answersPings;
      // Whom the last changes have not reached yet must not take them for lost.
      subscriber.send(subscriber.phase === 'live' && subscriber.seq >= seq ? both : PING_FRAME);
    };
    await this.#toAll(beat, () => pause(HEARTBEAT_REST_MS, undefined, { ref: false }));
  }

  async #read(): Promise<void> {
    try {
      while (!this.#isUpToDate()) {
        const restMs = this.#restsUntil - performance.now();
        if (restMs > 0) await pause(restMs);
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
    const { clock, watch } = this.#options;
    const burst = new Burst(this.#placed(changes));
    if (changes.some(isRetraction)) this.#recent.forget();
    this.#recent.add(burst.parts);
    this.#head = { ...this.#head, seq: changes.at(-1)?.seq ?? this.#head.seq };
    const beganMs = performance.now();
    const beganAt = clock();
    const sent = await this.#toAll(subscriber => {
      if (subscriber.phase === 'live') subscriber.deliver(burst);
    });
    const tookMs = performance.now() - beganMs;
    this.#restsUntil = performance.now() + Math.min(tookMs * REST_SHARE, LONGEST_REST_MS);
    const { articleId, slug } = this;
    const publishedAt = changes[0] === undefined ? beganAt : changeOf(changes[0]).at;
    const times = { publishedAt, beganAt, halfAt: beganAt + sent.halfMs, mostAt: beganAt + sent.mostMs };
    watch.passed({
      articleId,
      slug,
      changes: changes.length,
      readers: sent.count,
      ...times,
      endedAt: beganAt + tookMs,
    });
  }

  /** Answers how many there were, and after how long half of them and most of them were served. */
  async #toAll(
    act: (subscriber: Subscriber) => void,
    rest: () => Promise<unknown> = nextTurn,
  ): Promise<{ readonly count: number; readonly halfMs: number; readonly mostMs: number }> {
    const everybody = [...this.subscribers];
    const half = Math.ceil(everybody.length / 2);
    const most = Math.ceil(everybody.length * MOST_SHARE);
    const beganMs = performance.now();
    let [halfMs, mostMs, done] = [0, 0, 0];
    for (const subscriber of everybody) {
      if (done > 0 && done % SLICE_SOCKETS === 0) await rest();
      act(subscriber);
      done += 1;
      if (done === half) halfMs = performance.now() - beganMs;
      if (done === most) mostMs = performance.now() - beganMs;
    }
    return { count: done, halfMs, mostMs };
  }

  /** From catching up to live in one go, where all that a reader missed is in memory. False where that is not so. */
  resumeAtOnce(subscriber: Subscriber, since: Position | null): boolean {
    if (this.isGone || since === null || since.epoch !== this.#head.epoch || since.seq > this.#head.seq) return false;
    const missed = this.#kept(since.seq);
    if (missed === null || !this.#sendMissed(subscriber, since, missed)) return false;
    subscriber.phase = 'live';
    this.#options.watch.resumed('memory');
    return true;
  }

  /** False where only a snapshot can help: another log, a position it has not reached (it was restored), or too much missed. */
  async #resume(subscriber: Subscriber, since: Position | null): Promise<boolean> {
    if (this.resumeAtOnce(subscriber, since)) return true;
    if (since === null || since.epoch !== this.#head.epoch) return false;
    if (since.seq > this.#head.seq) await this.look();
    if (since.seq > this.#head.seq || since.epoch !== this.#head.epoch) return false;
    if (!this.#sendMissed(subscriber, since, await this.#stored(since.seq))) return false;
    this.#options.watch.resumed('store');
    return true;
  }

  #sendMissed(subscriber: Subscriber, { epoch, seq }: Position, missed: readonly PlacedFrame[]): boolean {
    if (missed.length > MAX_REPLAY_CHANGES || bytesOf(missed) > MAX_REPLAY_BYTES) return false;
    const reached = missed.at(-1)?.seq ?? seq;
    subscriber.send(this.#greetings.ok({ epoch, seq: reached }, missed));
    subscriber.seq = reached;
    return true;
  }

  /** From memory, unless the log has grown: what is not read yet may withdraw what is kept (D11). */
  #kept(seq: number): readonly PlacedFrame[] | null {
    return this.#options.replayFrom === 'memory' && this.#isUpToDate() ? this.#recent.after(seq) : null;
  }

  async #stored(seq: number): Promise<readonly PlacedFrame[]> {
    const frames = this.#placed(await this.#reads.changesAfter(this.articleId, seq, MAX_REPLAY_CHANGES + 1));
    if (this.#isUpToDate() && frames.at(-1)?.seq === this.#head.seq) this.#recent.reachBack(frames);
    return frames;
  }

  #isUpToDate(): boolean {
    return this.#head.seq >= this.#rung;
  }

  async #startOver(subscriber: Subscriber): Promise<void> {
    const snapshot = await this.#reads.snapshot(this.articleId);
    if (snapshot === null) return this.#gone();
    subscriber.send(this.#greetings.reset(snapshot));
    subscriber.seq = snapshot.position.seq;
    this.#options.watch.resumed('snapshot');
  }

  #replaced(position: Position): void {
    this.#head = position;
    this.#rung = position.seq;
    this.#recent.forget();
    for (const subscriber of this.subscribers) subscriber.close(CLOSE.resync, 'the log was replaced');
  }

  #gone(): void {
    this.isGone = true;
    for (const subscriber of this.subscribers) subscriber.close(CLOSE.unknownArticle, 'the article was removed');
  }

  #placed(changes: readonly StoredChange[]): PlacedFrame[] {
    return changes.map(({ seq, json }) => new PlacedTextFrame(seq, json, this.#head.epoch));
  }
}

class PlacedTextFrame extends TextFrame implements PlacedFrame {
  readonly seq: number;

  constructor(seq: number, text: string, epoch: string) {
    super(text, eventId({ epoch, seq }));
    this.seq = seq;
  }
}

function changeOf({ json }: StoredChange): Change {
  return JSON.parse(json) as Change;
}

function isRetraction(stored: StoredChange): boolean {
  return changeOf(stored).type === 'entry-retracted';
}

function bytesOf(frames: readonly PlacedFrame[]): number {
  return frames.reduce((sum, frame) => sum + frame.bytes('socket').length, 0);
}

/** As many of the first frames as a replay may send at once; at least one. */
function withinReplay(frames: readonly PlacedFrame[]): readonly PlacedFrame[] {
  let bytes = 0;
  const tooMany = frames.findIndex(frame => {
    bytes += frame.bytes('socket').length;
    return bytes > MAX_REPLAY_BYTES;
  });
  return tooMany === -1 ? frames : frames.slice(0, Math.max(1, tooMany));
}
