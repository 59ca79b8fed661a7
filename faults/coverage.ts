import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ArticleCreated } from '#shared/commands.ts';
import type { Change } from '#shared/protocol.ts';
import { percentile } from '../bench/statistics.ts';
import { catchUpTimes, check, type Evidence, type Findings } from './checker.ts';
import { Editor } from './editor.ts';
import { Operations } from './history.ts';
import { Reader } from './reader.ts';

/** The servers under test, as a run sees them from outside. */
export interface Origin {
  /** An address that stays while servers come and go. */
  readonly url: string;
  /** Headers that let a program publish; asked for anew for every request, for a key may end with its server. */
  credentials(): Readonly<Record<string, string>>;
  /** The article's log as it lies in the store, past all servers. */
  log(articleId: string): Promise<readonly Change[]>;
}

const POLL_MS = 10;

/** One article under test: who writes it, who reads it, and the history of both. */
export class Coverage implements Disposable {
  readonly article: ArticleCreated;
  readonly operations = new Operations();
  readonly readers: Reader[] = [];
  readonly editors: Editor[] = [];
  readonly #origin: Origin;
  readonly #random: () => number;
  readonly #bygone = new Map<string, readonly Change[]>();
  #calmAt = Number.POSITIVE_INFINITY;

  static async begin(origin: Origin, random: () => number): Promise<Coverage> {
    const response = await fetch(`${origin.url}/api/articles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...origin.credentials() },
      body: JSON.stringify({ headline: 'Under test', status: 'live' }),
    });
    if (response.status !== 201) throw new Error(`creating the article: ${response.status} ${await response.text()}`);
    return new Coverage((await response.json()) as ArticleCreated, origin, random);
  }

  private constructor(article: ArticleCreated, origin: Origin, random: () => number) {
    this.article = article;
    this.#origin = origin;
    this.#random = random;
  }

  /** Readers who open the page now; at another address than everybody's where one is given. Hasty ones wait for less. */
  async addReaders(count: number, { url = this.#origin.url, haste = 1 } = {}): Promise<void> {
    const { slug } = this.article;
    for (let n = 0; n < count; n++) {
      const name = `reader ${this.readers.length + 1}`;
      this.readers.push(await Reader.open(name, { url, slug, random: this.#random, haste }));
    }
    await this.#until(() => this.readers.every(({ status }) => status === 'live'));
  }

  /** Somebody who publishes, edits and withdraws; at another address than everybody's where one is given. */
  editor(url = this.#origin.url): Editor {
    const { operations } = this;
    const { credentials } = this.#origin;
    const newId = () => randomUUID();
    const editor = new Editor({
      url,
      credentials,
      articleId: this.article.id,
      operations,
      random: this.#random,
      newId,
    });
    this.editors.push(editor);
    return editor;
  }

  /** The servers are back: waits until all readers are, too. Browsers tell them of a network that is back, not of a server. */
  async allBack({ online, withinMs }: { readonly online: boolean; readonly withinMs: number }): Promise<void> {
    if (online) for (const reader of this.readers) reader.online();
    await this.#until(() => this.readers.every(({ status }) => status === 'live'), withinMs);
  }

  /** The log is about to be replaced: what it was is kept for the checker. */
  async keepLog(): Promise<void> {
    const log = await this.#origin.log(this.article.id);
    this.#bygone.set(log[0]?.epoch ?? '', log);
  }

  /** Nothing is broken and nobody publishes any more. Waits until every reader has everything, or for as long as `withinMs` says. */
  async calm({ withinMs, online = true }: { readonly withinMs: number; readonly online?: boolean }): Promise<void> {
    const log = await this.#origin.log(this.article.id);
    const { epoch = '', seq = 0 } = log.at(-1) ?? {};
    this.#calmAt = performance.now();
    if (online) for (const reader of this.readers) reader.online();
    const isThere = ({ position }: Reader) => position.epoch === epoch && position.seq >= seq;
    await this.#until(() => this.readers.every(isThere), withinMs);
  }

  async evidence(staleAfterMs: number): Promise<Evidence> {
    const log = await this.#origin.log(this.article.id);
    const epoch = log[0]?.epoch ?? '';
    return {
      operations: this.operations.all,
      logs: new Map([...this.#bygone, [epoch, log]]),
      ...{ epoch, readers: this.readers.map(({ history }) => history), calmAt: this.#calmAt, staleAfterMs },
    };
  }

  async judge({ staleAfterMs }: { readonly staleAfterMs: number }): Promise<Judgement> {
    return judged(await this.evidence(staleAfterMs));
  }

  [Symbol.dispose](): void {
    for (const reader of this.readers) reader[Symbol.dispose]();
  }

  async #until(isSo: () => boolean, withinMs = Number.POSITIVE_INFINITY): Promise<void> {
    const end = performance.now() + withinMs;
    while (!isSo() && performance.now() < end) await pause(POLL_MS);
  }
}

/** What a run came to. */
export interface Judgement {
  readonly findings: Findings;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  readonly readers: number;
  readonly applied: number;
  /** How long after the calm readers had everything: p95, in milliseconds; null where some never had. */
  readonly catchUpP95Ms: number | null;
}

function judged(evidence: Evidence): Judgement {
  const { operations, readers } = evidence;
  const count = (status: string) => operations.filter(({ outcome }) => outcome.status === status).length;
  const times = catchUpTimes(evidence);
  const arrived = times.filter(time => time !== null);
  return {
    findings: check(evidence),
    acknowledged: count('acknowledged'),
    refused: count('refused'),
    unknown: count('unknown'),
    readers: readers.length,
    applied: readers.reduce((sum, { steps }) => sum + steps.filter(({ type }) => type === 'change').length, 0),
    catchUpP95Ms: arrived.length < times.length || arrived.length === 0 ? null : percentile(arrived, 0.95),
  };
}
