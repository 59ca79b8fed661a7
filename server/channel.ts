import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '#shared/article.ts';
import { CLOSE } from '#shared/close-codes.ts';
import { PING_FRAME, textFrame } from './frames.ts';
import type { Store, StoredArticle } from './store/store.ts';
import type { PlacedFrame, Subscriber } from './subscriber.ts';

/** Up to here a returning reader gets what it missed; beyond, a snapshot (D4). */
export const MAX_REPLAY_CHANGES = 300;
export const MAX_REPLAY_BYTES = 256 * 1024;
/** Sockets written before the loop gets a turn: 128 to 256 keep it free at no price in throughput. */
const SLICE_SOCKETS = 200;
const BATCH_CHANGES = 100;

interface Clocked {
  readonly clock: () => number;
  readonly heartbeatMs: number;
}

/** An article's readers on this node. Reads the log where the bell says it has grown, makes each frame once, sends it to all. */
export class Channel {
  readonly articleId: string;
  readonly subscribers = new Set<Subscriber>();
  readonly #store: Store;
  readonly #times: Clocked;
  #head: Position;
  /** How far the bells say the log goes. */
  #rung: number;
  #reading: Promise<void> | null = null;
  isGone = false;

  constructor(store: Store, { article, position }: StoredArticle, times: Clocked) {
    this.articleId = article.id;
    this.#store = store;
    this.#times = times;
    this.#head = position;
    this.#rung = position.seq;
  }

  /** The log has grown to `seq`, or further. */
  ring(seq: number): Promise<void> {
    this.#rung = Math.max(this.#rung, seq);
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Takes one of `subscribers` from catching up to live: what it missed, or a snapshot, then whatever came meanwhile. */
  async follow(subscriber: Subscriber, since: Position | null): Promise<void> {
    if (!(await this.#resume(subscriber, since))) await this.#startOver(subscriber);
    while (subscriber.phase === 'catching-up' && subscriber.seq < this.#head.seq) {
      const frames = (await this.#store.changesAfter(this.articleId, subscriber.seq, BATCH_CHANGES)).map(placedFrame);
      if (frames.length === 0) return subscriber.close(CLOSE.resync, 'the log ended early');
      subscriber.deliver(frames, Buffer.concat(frames.map(frame => frame.bytes)));
    }
    if (subscriber.phase === 'catching-up') subscriber.phase = 'live';
  }

  /** The head to everybody, with a ping: a lost frame shows in the one, a lost reader in the other. */
  async heartbeat(): Promise<void> {
    const message = textFrame(JSON.stringify({ type: 'heartbeat', head: this.#head, now: this.#times.clock() }));
    const bytes = Buffer.concat([message, PING_FRAME]);
    await this.#toAll(subscriber => {
      if (!subscriber.isAlive) return subscriber.cut();
      subscriber.isAlive = false;
      subscriber.send(subscriber.phase === 'live' ? bytes : PING_FRAME);
    });
  }

  async #read(): Promise<void> {
    while (this.#head.seq < this.#rung) {
      const changes = await this.#store.changesAfter(this.articleId, this.#head.seq, BATCH_CHANGES);
      const last = changes.at(-1);
      if (last === undefined) {
        this.#rung = this.#head.seq;
        if ((await this.#store.articleById(this.articleId)) === null) this.#gone();
        return;
      }
      const frames = changes.map(placedFrame);
      const together = Buffer.concat(frames.map(frame => frame.bytes));
      this.#head = { ...this.#head, seq: last.seq };
      await this.#toAll(subscriber => {
        if (subscriber.phase === 'live') subscriber.deliver(frames, together);
      });
    }
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
    if (since.seq > this.#head.seq) await this.ring(since.seq);
    if (since.seq > this.#head.seq) return false;
    const missed = await this.#store.changesAfter(this.articleId, since.seq, MAX_REPLAY_CHANGES + 1);
    const reached = missed.at(-1)?.seq ?? since.seq;
    if (missed.length > MAX_REPLAY_CHANGES) return false;
    const position = { epoch: since.epoch, seq: reached };
    const ok = textFrame(JSON.stringify({ type: 'ok', position, ...this.#now() }));
    const bytes = Buffer.concat([ok, ...missed.map(change => textFrame(change.json))]);
    if (bytes.length > MAX_REPLAY_BYTES) return false;
    subscriber.send(bytes);
    subscriber.seq = reached;
    return true;
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
    return { now: this.#times.clock(), heartbeatMs: this.#times.heartbeatMs };
  }
}

function placedFrame({ seq, json }: { seq: number; json: string }): PlacedFrame {
  return { seq, bytes: textFrame(json) };
}
