import type { Article, ArticleState, Entry, Position } from '#shared/article.ts';
import { applyChange, fromSnapshot } from '#shared/changes.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';
import { makeArticle, makeEntry } from './scenes.ts';

/** Small pages, so that short articles have several. */
const PAGE = 3;

/**
 * A server in a few lines, for tests: the log of an article, and what the real one would answer from it at any place. It is the
 * model that followed articles are compared with.
 */
export class NewsroomModel {
  #epochs = 0;
  #log: Change[] = [];
  epoch = '';
  /** How often this log was rewritten, from 1. */
  #generation = 1;
  #states: ArticleState[] = [];
  readonly #bygone = new Map<string, readonly ArticleState[]>();

  constructor() {
    this.startEpoch();
  }

  /** A new log, as after a restore from a backup: it keeps the article's first entries and loses the rest. */
  startEpoch(): void {
    const kept = this.#states[Math.floor(this.head / 2)];
    if (this.epoch) this.#bygone.set(this.epoch, this.#states);
    this.#epochs += 1;
    this.epoch = `epoch-of-model-${String(this.#epochs).padStart(4, '0')}`;
    this.#log = [];
    this.#generation = 1;
    const position = { epoch: this.epoch, seq: 0 };
    const state = kept ?? fromSnapshot({ article: makeArticle(), entries: [], position, older: null });
    this.#states = [{ ...state, position, snapshotSeq: 0, completeFrom: 1 }];
  }

  get head(): number {
    return this.#log.length;
  }

  get position(): Position {
    return { epoch: this.epoch, seq: this.head };
  }

  /** What is true at a place of a log, the present one's or a bygone one's. */
  at({ epoch, seq }: Position): ArticleState {
    const state = (epoch === this.epoch ? this.#states : this.#bygone.get(epoch))?.[seq];
    if (!state) throw new Error(`There is no place ${seq} in ${epoch}.`);
    return state;
  }

  publish(): Change {
    const number = (this.#now.entries[0]?.number ?? 0) + 1;
    return this.#append({ type: 'entry-published', entry: makeEntry({ number, id: `${this.epoch}-${number}` }) });
  }

  /** Changes an entry, if there is one: a retracted one stays as it is. */
  edit(pick: number, kind: 'edit' | 'retract'): Change | null {
    const { entries } = this.#now;
    const entry = entries[pick % Math.max(1, entries.length)];
    if (!entry || entry.retraction !== null) return null;
    const version = entry.version + 1;
    if (kind === 'edit') return this.#append({ type: 'entry-edited', entry: { ...entry, version } });
    const { id, number, publishedAt } = entry;
    const retraction = { at: publishedAt, reason: 'Wrong.' };
    this.#generation += 1;
    return this.#append({ type: 'entry-retracted', entry: { id, number, version, publishedAt, retraction } });
  }

  setStatus(status: Article['status']): Change {
    const { article } = this.#now;
    return this.#append({ type: 'status-set', article: { ...article, status, version: article.version + 1 } });
  }

  changesAfter(seq: number): readonly Change[] {
    return this.#log.slice(seq);
  }

  /** The snapshot as it was `lag` changes ago. */
  snapshot(lag: number): Snapshot {
    const { article, entries, position } = this.#lately(lag);
    const newest = entries[0]?.number ?? 0;
    const from = Math.max(1, (Math.ceil(newest / PAGE) - 1) * PAGE + 1);
    return { article, entries: entries.filter(({ number }) => number >= from), position, older: olderThan(from) };
  }

  page(before: number, lag: number): EntriesPage {
    const { entries, position } = this.#lately(lag);
    const from = Math.max(1, (Math.ceil((before - 1) / PAGE) - 1) * PAGE + 1);
    const inPage = (entry: Entry) => entry.number >= from && entry.number < before;
    return { before, entries: entries.filter(inPage), position, older: olderThan(from) };
  }

  /** What the routes of the log and of the snapshot answer, from a cache that is `lag` changes old; `path` begins after the article's. */
  answer(path: string, lag: number): Response {
    if (path === '') return Response.json(this.snapshot(lag));
    const { position } = this.#lately(lag);
    const generation = this.#generation;
    if (path === '/log') return Response.json({ position, generation, pageSize: PAGE, now: 1 });
    const page = Number(path.split('/').at(-1));
    if (path !== `/log/${this.epoch}/${generation}/${page}`) return notFound('log-renumbered');
    const changes = this.#log.slice(0, position.seq).slice((page - 1) * PAGE, page * PAGE);
    if (changes.length === 0) return notFound('not-found');
    return Response.json({ epoch: this.epoch, generation, page, changes });
  }

  get #now(): ArticleState {
    return this.at(this.position);
  }

  #lately(lag: number): ArticleState {
    return this.at({ epoch: this.epoch, seq: Math.max(0, this.head - lag) });
  }

  #append(fact: DistributedOmit<Change, 'epoch' | 'seq' | 'at'>): Change {
    const change: Change = { ...fact, epoch: this.epoch, seq: this.head + 1, at: this.head };
    const applied = applyChange(this.#now, change);
    if (applied.verdict !== 'applied') throw new Error(`The model cannot apply its own change: ${applied.verdict}.`);
    this.#log.push(change);
    this.#states.push(applied.state);
    return change;
  }
}

function notFound(code: string): Response {
  return Response.json({ status: 404, code }, { status: 404 });
}

type DistributedOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

function olderThan(from: number): { before: number } | null {
  return from > 1 ? { before: from } : null;
}
