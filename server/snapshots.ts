import type { Entry, Position } from '#shared/article.ts';
import { type Lens, lensQuery } from '#shared/lens.ts';
import { type AsOf, type Change, type EntryVersions, LOG_PAGE_SIZE } from '#shared/protocol.ts';
import { contentsOf } from './contents.ts';
import { FreshFlights } from './fresh-flights.ts';
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

/**
 * Public reads of the store that many ask for at once: each happens once, and what it gave is written out once per position. An answer
 * is never older than the moment it was asked for.
 */
export class SharedReads {
  readonly #store: ReadStore;
  readonly #heads = new FreshFlights<LogHead | null>();
  readonly #texts = new FreshFlights<TextAt | null>();
  readonly #changes = new FreshFlights<readonly StoredChange[]>();
  readonly #pages = new FreshFlights<LogPageAt | null>();
  /** Least recently used first. */
  readonly #kept = new Map<string, TextAt>();
  #keptChars = 0;

  constructor(store: ReadStore) {
    this.#store = store;
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
  olderEntries(articleId: string, before: number): Promise<TextAt | null> {
    return this.text(articleId, `entries before ${before}`, async () =>
      written(await this.#store.olderEntries(articleId, before)),
    );
  }

  /** An article's contents as JSON. */
  contents(articleId: string): Promise<TextAt | null> {
    return this.text(articleId, 'contents', async () => {
      const stored = await this.#store.contents(articleId);
      return written(stored && contentsOf(stored));
    });
  }

  /** What a lens picks, from a number on, as JSON. */
  selection(articleId: string, lens: Lens, from: number | null): Promise<TextAt | null> {
    return this.text(articleId, `selection ${from} ${lensQuery(lens)}`, async () =>
      written(await this.#store.selection(articleId, lens, from)),
    );
  }

  /** What readers may choose, as JSON. */
  choices(articleId: string): Promise<TextAt | null> {
    return this.text(articleId, 'choices', async () => written(await this.#store.choices(articleId)));
  }

  /** What has these phrases, as JSON. */
  search(articleId: string, phrases: readonly string[], before: number | null): Promise<TextAt | null> {
    return this.text(articleId, `search ${before}${phrases.join()}`, async () =>
      written(await this.#store.search(articleId, phrases, before)),
    );
  }

  /** How an article stood at an instant (milliseconds since 1970), as JSON. */
  asOf(articleId: string, at: number, before: number | null): Promise<TextAt | null> {
    return this.text(articleId, `as of ${at} before ${before}`, async () => {
      const read = await this.#store.asOf(articleId, at, before);
      return written(read && asOfIn(read));
    });
  }

  /** What an entry said, as JSON; null where there is no such entry. */
  entryVersions(articleId: string, number: number): Promise<TextAt | null> {
    return this.text(articleId, `versions of ${number}`, async () => {
      const read = await this.#store.entryChanges(articleId, number, MAX_VERSION_CHANGES);
      return read === null || read.changes.length === 0 ? null : written(versionsOf(number, read));
    });
  }

  changesAfter(articleId: string, seq: number, limit: number): Promise<readonly StoredChange[]> {
    return this.#changes.load(`${articleId} ${seq} ${limit}`, () => this.#store.changesAfter(articleId, seq, limit));
  }

  /** The changes `(page - 1) * LOG_PAGE_SIZE + 1` and on, with the head of the log at the moment they were read. */
  logPage(articleId: string, page: number): Promise<LogPageAt | null> {
    return this.#pages.load(`${articleId} ${page}`, () =>
      this.#store.logPage(articleId, (page - 1) * LOG_PAGE_SIZE, LOG_PAGE_SIZE),
    );
  }

  /** What `make` writes of an article, kept until the article's log moves. The same `name` stands for the same `make`. */
  text(articleId: string, name: string, make: () => Promise<TextAt | null>): Promise<TextAt | null> {
    const key = `${articleId} ${name}`;
    return this.#texts.load(key, async () => {
      const head = await this.#store.logHead({ id: articleId });
      const kept = this.#take(key);
      const text = kept !== null && head !== null && isSame(kept.position, head.position) ? kept : await make();
      if (text !== null) this.#keep(key, text);
      return text;
    });
  }

  #take(key: string): TextAt | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#kept.delete(key);
    this.#keptChars -= kept.text.length;
    return kept;
  }

  #keep(key: string, text: TextAt): void {
    this.#kept.set(key, text);
    this.#keptChars += text.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptChars <= MAX_KEPT_CHARS) return;
      this.#take(oldest);
    }
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
