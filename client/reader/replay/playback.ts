import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ArticleState } from '#shared/article.ts';
import { applyChange, fromSnapshot } from '#shared/changes.ts';
import type { Change } from '#shared/protocol.ts';
import { LogMoved, type LogReader } from './log-reader.ts';
import { trimmed } from './trimmed.ts';

/** Where a playback stands. `loading`: it plays on when what comes next is there. */
export interface PlaybackState {
  /** The moment that is shown, in milliseconds since 1970. */
  readonly at: number;
  /** When the last change happened. */
  readonly to: number;
  readonly status: 'paused' | 'playing' | 'loading' | 'failed';
  readonly speed: number;
  /** Whether long silences are shortened. */
  readonly skips: boolean;
}

export interface PlaybackOptions {
  /** What the page shows, and when that was. */
  readonly state: ArticleState;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly log: LogReader;
  show: Show;
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** `played`: what happened meanwhile came to what was shown. `moved`: it is another moment. */
export type Show = (state: ArticleState, how: 'played' | 'moved') => void;

export const SPEEDS = [1, 2, 5, 10, 30, 60] as const;
/** The page is drawn so often at most, whatever the speed. */
const TICK_MS = 250;
/** A device that slept does not leap ahead. */
const MAX_TICK_MS = 2_000;
/** A silence that would take longer than this to play is left out, but for its end. */
const SILENCE_MS = 10_000;
const SILENCE_LEFT_MS = 2_000;
/** When so few changes are left, the next page is asked for. */
const FEW = 20;
/** A cache may know the old addresses of the log for a moment. */
const MOVED_WAIT_MS = 1_500;

/** Plays the log of an article: the same changes through the same reducer as when they happened, in their own time or faster. */
export class Playback {
  readonly store: StoreApi<PlaybackState>;
  readonly #options: PlaybackOptions;
  #state: ArticleState;
  /** The changes that come next, as far as they are read. */
  #ahead: readonly Change[] = [];
  #isAllRead = false;
  /** Whether the state is of this log: what the page was made with may have been withdrawn since. */
  #isRead = false;
  #asking: AbortController | null = null;
  #more: Promise<void> | null = null;
  #tickedAt = 0;
  #stopTick = () => {};
  #steps: Promise<void> = Promise.resolve();

  constructor(options: PlaybackOptions) {
    const { at, to, state } = options;
    this.#options = options;
    this.#state = state;
    this.store = createStore(() => ({ at, to, status: 'paused', speed: 1, skips: true }));
  }

  /** From the beginning where it is at its end. */
  async play(): Promise<void> {
    const { at, to } = this.store.getState();
    this.store.setState({ status: 'playing' });
    if (at >= to) await this.#refold(this.#options.from);
    else if (!this.#isRead) await this.#refold(at);
    else this.#startTicking();
  }

  pause(): void {
    this.#stopTick();
    if (this.#isPlaying) this.store.setState({ status: 'paused' });
  }

  setSpeed(speed: number): void {
    this.store.setState({ speed });
  }

  setSkips(skips: boolean): void {
    this.store.setState({ skips });
  }

  /** Shows another moment, and plays on from there where it was playing. */
  async seek(wanted: number): Promise<void> {
    const { at: now, to } = this.store.getState();
    const at = Math.min(Math.max(wanted, this.#options.from), to);
    const isAhead = at >= now && (this.#isAllRead || this.#ahead.some(change => change.at > at));
    if (isAhead && this.#isRead) this.#advance(at, 'moved');
    else await this.#refold(at);
  }

  /** Shows the next change. Whoever asks three times in a row goes three steps, however long each takes. */
  next(): Promise<void> {
    return this.#inTurn(() => this.#toNext());
  }

  /** Shows how it stood before the last change. */
  previous(): Promise<void> {
    return this.#inTurn(() => this.#toPrevious());
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(step);
    return this.#steps;
  }

  async #toNext(): Promise<void> {
    this.pause();
    const { at, to } = this.store.getState();
    if (!this.#isRead) await this.#refold(at);
    if (this.#ahead.length === 0) await this.#read();
    await this.seek(Math.max(this.#ahead[0]?.at ?? to, at));
  }

  async #toPrevious(): Promise<void> {
    this.pause();
    const earlier = await this.#safely(signal => this.#options.log.before(this.#state.position.seq, signal));
    if (earlier !== undefined) await this.#refold(earlier ?? this.#options.from);
  }

  /** Shows the same moment as the log has it now. */
  async refresh(): Promise<void> {
    await this.#refold(this.store.getState().at);
  }

  close(): void {
    this.#stopTick();
    this.#asking?.abort();
  }

  get #isPlaying(): boolean {
    return ['playing', 'loading'].includes(this.store.getState().status);
  }

  #startTicking(): void {
    this.#stopTick();
    if (!this.#isPlaying) return;
    this.#tickedAt = this.#options.now();
    this.#stopTick = this.#options.after(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    const elapsedMs = Math.min(this.#options.now() - this.#tickedAt, MAX_TICK_MS);
    if (this.#ahead.length <= FEW && !this.#isAllRead) void this.#read();
    const next = this.#ahead[0];
    if (next !== undefined) this.#playTo(next, elapsedMs);
    const isDry = this.#ahead.length === 0;
    if (isDry && this.#isAllRead) return this.#end();
    this.store.setState({ status: isDry ? 'loading' : 'playing' });
    this.#startTicking();
  }

  #playTo(next: Change, elapsedMs: number): void {
    const { at, to, speed, skips } = this.store.getState();
    const isSilent = skips && (next.at - at) / speed > SILENCE_MS;
    const reached = isSilent ? next.at - SILENCE_LEFT_MS * speed : at + elapsedMs * speed;
    // What comes after the last change that is read is not known yet.
    const known = this.#isAllRead ? to : Math.max(at, this.#ahead.at(-1)?.at ?? at);
    this.#advance(Math.min(reached, known), 'played');
  }

  #end(): void {
    this.store.setState({ at: this.store.getState().to });
    this.pause();
  }

  /** Brings what happened up to a moment. */
  #advance(at: number, how: 'played' | 'moved'): void {
    const later = this.#ahead.findIndex(change => change.at > at);
    const due = later === -1 ? this.#ahead : this.#ahead.slice(0, later);
    this.#ahead = this.#ahead.slice(due.length);
    this.store.setState({ at });
    if (due.length > 0) this.#show(trimmed(due.reduce(folded, this.#state)), how);
  }

  #show(state: ArticleState, how: 'played' | 'moved'): void {
    this.#state = state;
    this.#options.show(state, how);
  }

  /** Everything anew, as it stood then; a playback goes on from there. */
  async #refold(at: number): Promise<void> {
    this.#stopTick();
    this.store.setState({ at });
    const read = await this.#safely(signal => this.#options.log.asOf(at, signal));
    if (read === undefined || read.snapshot === null) return;
    this.#ahead = [];
    this.#isAllRead = false;
    this.#isRead = true;
    this.store.setState({ to: read.to });
    this.#show(fromSnapshot(read.snapshot), 'moved');
    if (this.store.getState().status === 'failed') this.store.setState({ status: 'paused' });
    await this.#read();
    this.#startTicking();
  }

  #read(): Promise<void> {
    this.#more ??= this.#readMore().finally(() => {
      this.#more = null;
    });
    return this.#more;
  }

  async #readMore(): Promise<void> {
    const from = this.#ahead.at(-1)?.seq ?? this.#state.position.seq;
    const changes = await this.#safely(signal => this.#options.log.after(from, signal));
    if (changes === undefined) return;
    this.#isAllRead = changes.length === 0;
    this.#ahead = [...this.#ahead, ...changes];
  }

  /** One request at a time, and the later one counts. Undefined where it came to nothing. */
  async #safely<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { signal } = asking;
    try {
      const answer = await ask(signal);
      return signal.aborted ? undefined : answer;
    } catch (error) {
      if (!signal.aborted) this.#giveUp(error);
      return undefined;
    }
  }

  /** Where a withdrawal has moved the log, it begins anew from where it is; else the reader may try again. */
  #giveUp(error: unknown): void {
    this.#stopTick();
    if (error instanceof LogMoved) this.#stopTick = this.#options.after(MOVED_WAIT_MS, () => void this.refresh());
    else this.store.setState({ status: 'failed' });
  }
}

function folded(state: ArticleState, change: Change): ArticleState {
  const applied = applyChange(state, change);
  return applied.verdict === 'applied' ? applied.state : state;
}
