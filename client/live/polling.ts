import type { Position } from '#shared/article.ts';
import type { Change, LogManifest, LogPage, ServerMessage, Snapshot } from '#shared/protocol.ts';
import { articleAddress } from './article-address.ts';
import type { Follow, Link, LinkEvents } from './link.ts';
import { closeBecause, codeOf, Refused, type RefusedParts } from './refused.ts';

export interface PollingParts extends RefusedParts {
  get(address: string, options: RequestInit): Promise<Response>;
  after(ms: number, act: () => void): () => void;
  isHidden(): boolean;
  watchSight(onVisible: () => void): () => void;
}

/** Between two looks, with jitter, so that readers who came together do not stay together. */
const LOOK_EVERY_MS = { seen: 4_000, hidden: 20_000 };
/** The first time that the pages did not lead on: a withdrawal has just renumbered them. */
const LOOK_AGAIN_MS = 500;
const JITTER = 0.5;
const LOOK_WITHIN_MS = 10_000;
/** A reader that heard nothing for so long and a while more takes the link for dead; hidden pages look once a minute at worst. */
const HEARTBEAT_MS = 60_000;
/** The limit of the socket (docs/protocol.md): who missed more starts over. */
const MAX_MISSED = 300;
/** So many looks in a row that saw a longer log and could not read it: then only a snapshot helps. */
const MAX_STALLS = 3;

/** Follows by asking again and again, with answers that a cache may give, and tells what it finds as a socket would. */
export function openPolling(follow: Follow, on: LinkEvents, parts: PollingParts): Link {
  return new Polling(follow, on, parts);
}

class Polling implements Link {
  readonly #address: string;
  readonly #on: LinkEvents;
  readonly #parts: PollingParts;
  readonly #stop = new AbortController();
  readonly #stopWatching: () => void;
  #stopTimer = () => {};
  #isLooking = false;
  #position: Position | null;
  #isAnswered = false;
  #stalls = 0;

  constructor({ article, since }: Follow, on: LinkEvents, parts: PollingParts) {
    this.#address = articleAddress(article);
    this.#on = on;
    this.#parts = parts;
    this.#position = since();
    this.#stopWatching = parts.watchSight(() => this.#isLooking || this.#look());
    this.#look();
  }

  close(): void {
    this.#stop.abort();
    this.#stopTimer();
    this.#stopWatching();
  }

  #look(): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.after(LOOK_WITHIN_MS, () => this.#fail(new Error('No answer in time.')));
    this.#isLooking = true;
    this.#catchUp().then(
      () => this.#lookLater(),
      error => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.close();
    void closeBecause(error, this.#on, this.#parts);
  }

  #lookLater(): void {
    const { after, isHidden, random } = this.#parts;
    if (this.#isClosed) return;
    this.#stopTimer();
    this.#isLooking = false;
    const everyMs = isHidden() ? LOOK_EVERY_MS.hidden : LOOK_EVERY_MS.seen;
    const restMs = this.#stalls === 1 ? LOOK_AGAIN_MS : everyMs;
    this.#stopTimer = after(restMs * (1 + JITTER * random()), () => this.#look());
  }

  async #catchUp(): Promise<void> {
    const manifest: LogManifest = await this.#get('/log', 'no-cache');
    if (this.#stalls >= MAX_STALLS || needsSnapshot(this.#position, manifest.position)) await this.#startOver(manifest);
    await this.#readOn(manifest);
  }

  async #startOver({ now }: LogManifest): Promise<void> {
    const snapshot: Snapshot = await this.#get('', 'no-cache');
    this.#position = snapshot.position;
    this.#stalls = 0;
    this.#isAnswered = true;
    this.#say({ type: 'reset', snapshot, now, heartbeatMs: HEARTBEAT_MS });
  }

  /** Page by page to the place that the manifest told, as far as the pages lead without a gap: a cache may have an older one. */
  async #readOn(manifest: LogManifest): Promise<void> {
    const { position: head, now } = manifest;
    if (this.#position?.epoch !== head.epoch) return;
    const missed = await this.#changesUpTo(manifest, this.#position.seq);
    if (!this.#isAnswered) this.#say({ type: 'ok', position: head, now, heartbeatMs: HEARTBEAT_MS });
    this.#isAnswered = true;
    for (const change of missed) this.#say(change);
    const seq = missed.at(-1)?.seq ?? this.#position.seq;
    this.#stalls = seq < head.seq && missed.length === 0 ? this.#stalls + 1 : 0;
    this.#position = { ...head, seq };
    this.#say({ type: 'heartbeat', head: this.#position, now });
  }

  async #changesUpTo({ position: head, generation, pageSize }: LogManifest, since: number): Promise<Change[]> {
    const missed: Change[] = [];
    const reached = () => since + missed.length;
    while (reached() < head.seq) {
      const page = Math.floor(reached() / pageSize) + 1;
      const isFull = page * pageSize <= head.seq;
      const changes = await this.#page(`/log/${head.epoch}/${generation}/${page}`, isFull ? 'default' : 'no-cache');
      const before = missed.length;
      for (const change of changes) if (change.seq === reached() + 1) missed.push(change);
      if (missed.length === before) break;
    }
    return missed;
  }

  /** A withdrawal renumbers the pages, and a node may be a moment behind: then the next look finds them. */
  async #page(path: string, cache: RequestCache): Promise<readonly Change[]> {
    try {
      return (await this.#get<LogPage>(path, cache)).changes;
    } catch (error) {
      if (!(error instanceof Refused) || error.response.status !== 404) throw error;
      if ((await codeOf(error.response.clone())) === 'no-such-article') throw error;
      return [];
    }
  }

  async #get<Answer>(path: string, cache: RequestCache): Promise<Answer> {
    const response = await this.#parts.get(this.#address + path, { cache, signal: this.#stop.signal });
    if (!response.ok) throw new Refused(response);
    return response.json();
  }

  #say(message: ServerMessage): void {
    if (!this.#isClosed) this.#on.message(JSON.stringify(message));
  }

  get #isClosed(): boolean {
    return this.#stop.signal.aborted;
  }
}

/** Nothing, another log, or too much missed. A manifest that is behind was kept by some cache for a moment. */
function needsSnapshot(known: Position | null, head: Position): boolean {
  return known === null || known.epoch !== head.epoch || head.seq - known.seq > MAX_MISSED;
}
