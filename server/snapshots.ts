import type { Entry, Position } from '#shared/article.ts';
import { type Lens, lensQuery } from '#shared/lens.ts';
import { type AsOf, type Change, type EntryVersions, LOG_PAGE_SIZE } from '#shared/protocol.ts';
import { contentsOf } from './contents.ts';
import { FreshFlights } from './fresh-flights.ts';
import { KeptTexts } from './kept-texts.ts';
import { type Asking, type CostlyRead, ReadLimit } from './read-limit.ts';
import type { LogHead, Store, StoredAsOf, StoredChange } from './store/store.ts';

/** Something as it goes out, and the place in the log that it shows. */
export interface TextAt {
  readonly position: Position;
  readonly text: string;
}

/** A page of the log; `changes` are fewer than a full page where the log ends. */
export interface LogPageAt {
  readonly head: LogHead;
  readonly changes: readonly StoredChange[];
}

/** Who asks for what only few ask for: it is made on their account where it is not at hand. `position`: where the log stands. */
export interface Asker {
  readonly request: Asking;
  readonly kind: CostlyRead;
  readonly position: Position;
}

type ReadStore = Pick<
  Store,
  | 'logHead'
  | 'snapshot'
  | 'olderEntries'
  | 'contents'
  | 'entryChanges'
  | 'asOf'
  | 'selection'
  | 'choices'
  | 'search'
  | 'changesAfter'
  | 'logPage'
>;

/** Of what an entry said: an entry is 30 KB at most. */
const MAX_VERSION_CHANGES = 30;
/** Snapshots of 30 to 60 KB and pages of three times that: those of more articles than are followed at once. */
const MAX_KEPT_CHARS = 8 * 1024 * 1024;
const NO_LIMIT = { reads: { perSecond: 0, perAddress: 0, atOnce: 0 }, trustedProxies: 0 };

/**
 * Public reads of the store that many ask for at once: each happens once, and what it gave is written out once per position. An answer
 * is never older than the moment it was asked for.
 */
export class SharedReads {
  readonly #store: ReadStore;
  readonly #limit: ReadLimit;
  readonly #heads = new FreshFlights<LogHead | null>();
  readonly #texts = new FreshFlights<TextAt | null>();
  readonly #changes = new FreshFlights<readonly StoredChange[]>();
  readonly #pages = new FreshFlights<LogPageAt | null>();
  readonly #kept = new KeptTexts<TextAt>(MAX_KEPT_CHARS);

  constructor(store: ReadStore, limit = new ReadLimit({ config: NO_LIMIT })) {
    this.#store = store;
    this.#limit = limit;
  }

  /** Where the log of the article at this address stands; null where there is none. */
  head(slug: string): Promise<LogHead | null> {
    return this.#heads.load(slug, () => this.#store.logHead({ slug }));
  }

  /** An article's snapshot as JSON. */
  snapshot(articleId: string): Promise<TextAt | null> {
    return this.text(articleId, 'snapshot', async () => written(await this.#store.snapshot(articleId)));
  }

  /** A page of older entries as JSON. */
  olderEntries(articleId: string, before: number, asker?: Asker): Promise<TextAt | null> {
    const make = async () => written(await this.#store.olderEntries(articleId, before));
    return this.text(articleId, `entries before ${before}`, make, asker);
  }

  /** An article's contents as JSON. */
  contents(articleId: string): Promise<TextAt | null> {
    return this.text(articleId, 'contents', async () => {
      const stored = await this.#store.contents(articleId);
      return written(stored && contentsOf(stored));
    });
  }

  /** What a lens picks, from a number on, as JSON. */
  selection(articleId: string, lens: Lens, from: number | null, asker?: Asker): Promise<TextAt | null> {
    const make = async () => written(await this.#store.selection(articleId, lens, from));
    return this.text(articleId, `selection ${from} ${lensQuery(lens)}`, make, asker);
  }

  /** What readers may choose, as JSON. */
  choices(articleId: string, asker?: Asker): Promise<TextAt | null> {
    return this.text(articleId, 'choices', async () => written(await this.#store.choices(articleId)), asker);
  }

  /** What has these phrases, as JSON. */
  search(articleId: string, phrases: readonly string[], before: number | null, asker?: Asker): Promise<TextAt | null> {
    const make = async () => written(await this.#store.search(articleId, phrases, before));
    return this.text(articleId, `search ${before}${phrases.join()}`, make, asker);
  }

  /** How an article stood at an instant (milliseconds since 1970), as JSON. */
  asOf(articleId: string, at: number, before: number | null, asker?: Asker): Promise<TextAt | null> {
    const make = async () => {
      const read = await this.#store.asOf(articleId, at, before);
      return written(read && asOfIn(read));
    };
    return this.text(articleId, `as of ${at} before ${before}`, make, asker);
  }

  /** What an entry said, as JSON; null where there is no such entry. */
  entryVersions(articleId: string, number: number, asker?: Asker): Promise<TextAt | null> {
    const make = async () => {
      const read = await this.#store.entryChanges(articleId, number, MAX_VERSION_CHANGES);
      return read === null || read.changes.length === 0 ? null : written(versionsOf(number, read));
    };
    return this.text(articleId, `versions of ${number}`, make, asker);
  }

  changesAfter(articleId: string, seq: number, limit: number): Promise<readonly StoredChange[]> {
    return this.#changes.load(`${articleId} ${seq} ${limit}`, () => this.#store.changesAfter(articleId, seq, limit));
  }

  /** The same for one who asks without following: may be refused, which must not happen to those who follow. */
  async missedChanges(articleId: string, seq: number, limit: number, asker: Asker): Promise<readonly StoredChange[]> {
    const key = `missed in ${articleId} ${seq} ${limit}`;
    if (!this.#changes.has(key)) this.#limit.charge(asker.request, asker.kind);
    const read = () => this.#store.changesAfter(articleId, seq, limit);
    return this.#changes.load(key, () => this.#limit.run(read, 'last'));
  }

  /** The changes `(page - 1) * LOG_PAGE_SIZE + 1` and on, with the head of the log at the moment they were read. */
  logPage(articleId: string, page: number): Promise<LogPageAt | null> {
    const read = () => this.#store.logPage(articleId, (page - 1) * LOG_PAGE_SIZE, LOG_PAGE_SIZE);
    return this.#pages.load(`${articleId} ${page}`, () => this.#limit.run(read, 'first'));
  }

  /**
   * What `make` writes of an article, kept until the article's log moves. The same `name` stands for the same `make`. Throws a refusal
   * where it is not at hand and the asker may not have it made now.
   */
  async text(
    articleId: string,
    name: string,
    make: () => Promise<TextAt | null>,
    asker?: Asker,
  ): Promise<TextAt | null> {
    const key = `${articleId} ${name}`;
    // Before anything is under way: what one of many may not have must not fail for all who wait for the same.
    if (asker !== undefined && !this.#isAtHand(key, asker.position)) this.#limit.charge(asker.request, asker.kind);
    return this.#texts.load(key, async () => {
      const head = await this.#store.logHead({ id: articleId });
      const kept = this.#kept.take(key) ?? null;
      const isNow = kept !== null && head !== null && isSame(kept.position, head.position);
      const text = isNow ? kept : await this.#limit.run(make, asker === undefined ? 'first' : 'last');
      if (text !== null) this.#kept.keep(key, text);
      return text;
    });
  }

  /** Whether it is made already, or is being made. */
  #isAtHand(key: string, position: Position): boolean {
    const kept = this.#kept.look(key);
    return (kept !== undefined && isSame(kept.position, position)) || this.#texts.has(key);
  }
}

/** A pin repeats what an entry says, and a withdrawal leaves nothing of what it said: each version is there once. */
function versionsOf(
  number: number,
  { position, changes }: { readonly position: Position; readonly changes: readonly StoredChange[] },
): EntryVersions {
  const versions = new Map<number, Entry>();
  for (const { json } of changes) {
    const change = JSON.parse(json) as Change;
    if ('entry' in change) versions.set(change.entry.version, change.entry);
  }
  return { number, versions: [...versions.values()], position };
}

function asOfIn({ position, from, to, snapshot }: StoredAsOf): AsOf {
  return { position, from, to, snapshot };
}

function written(read: { readonly position: Position } | null): TextAt | null {
  return read === null ? null : { position: read.position, text: JSON.stringify(read) };
}

function isSame(one: Position, other: Position): boolean {
  return one.epoch === other.epoch && one.seq === other.seq;
}
