import type { Kysely } from 'kysely';
import type { Article, Entry, Position, Status } from '#shared/article.ts';
import type { Draft, StoredPicture } from '#shared/commands.ts';
import type { FoundPage } from '#shared/found.ts';
import type { Choices, Lens, Selection } from '#shared/lens.ts';
import type { ArticleListing } from '#shared/pages.ts';
import type { Change, EntriesPage, Snapshot } from '#shared/protocol.ts';

/** A change before the log has given it its place. */
export type UnplacedChange = Change extends infer C
  ? C extends Change
    ? Omit<C, 'epoch' | 'seq' | 'at'>
    : never
  : never;

/** An article where its log stands. `lastNumber` is the highest number given to an entry, 0 before the first. */
export interface StoredArticle {
  readonly article: Article;
  readonly position: Position;
  readonly lastNumber: number;
}

/** A change as it lies in the log: `json` is the text of its frame. */
export interface StoredChange {
  readonly seq: number;
  readonly json: string;
}

/** Where a log stands, and how often a withdrawal has rewritten it: while neither moved, nothing that anybody may read of the article has. */
export interface LogHead {
  readonly articleId: string;
  readonly position: Position;
  /** Counts from 1. */
  readonly generation: number;
  /** The highest number given to an entry, 0 before the first. */
  readonly lastNumber: number;
}

/** An article as it stood at an instant, by the times that its changes carry. */
export interface StoredAsOf {
  /** Where the log stands now. */
  readonly position: Position;
  /** As it is now. */
  readonly status: Status;
  /** When the first and the last change happened, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** As it was then, save that what was withdrawn since is a tombstone; null before the first change. */
  readonly snapshot: Snapshot | null;
  /** The highest number that any entry had then. */
  readonly lastNumber: number;
}

/** What there is in an article, for those who look for a place in it. `keyEvents`: newest first. */
export interface StoredContents {
  readonly article: Article;
  readonly position: Position;
  /** In the order of time. `at`: the instant where a quarter of an hour begins, or a day; `first`: the lowest number in it. */
  readonly periods: readonly { readonly at: string; readonly first: number; readonly count: number }[];
  readonly keyEvents: readonly Entry[];
}

/** A draft that has a time at which it is released, in milliseconds since 1970. */
export interface ScheduledDraft {
  readonly articleId: string;
  readonly draftId: string;
  readonly releaseAt: number;
}

/** What a draft id of an article stands for: a draft, the entry that the draft has become, or neither. */
export interface DraftFate {
  readonly draft: Draft | null;
  readonly publishedAs: Entry | null;
}

/** An article for a list of all there are: where it is, and when anything in it last changed. */
export interface ArticleChanged {
  readonly article: Article;
  readonly changedAt: string;
  /** Retracted ones, too. */
  readonly entryCount: number;
}

interface RememberedCommand {
  readonly hash: string;
  readonly answer: string;
}

/**
 * The truth: articles, their logs, drafts and the answers given to commands. Reads may be asked at any time and see whole
 * transactions only; everything that writes happens inside `transaction`, for server/write.ts.
 */
export interface Store {
  /** Serialised with all other transactions; durable when the promise resolves. Throws StoreError where the engine cannot. */
  transaction<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Live ones first, then by their latest entry. */
  listArticles(): Promise<ArticleListing[]>;
  /** The latest change first. */
  listByChange(): Promise<ArticleChanged[]>;
  /** A name for how all articles stand: while it is the same, so are the lists of them. */
  siteState(): Promise<string>;
  articleById(id: string): Promise<StoredArticle | null>;
  articleBySlug(slug: string): Promise<StoredArticle | null>;
  /** The newest entries down to a page boundary that never shifts, and the pinned one. */
  snapshot(articleId: string): Promise<Snapshot | null>;
  olderEntries(articleId: string, before: number): Promise<EntriesPage | null>;
  /** How many entries have a number above and up to these, without those that were withdrawn. */
  entryCount(articleId: string, range: { readonly above: number; readonly upTo: number }): Promise<number>;
  /** When entries happened, in quarters of an hour or days, and the key events: without those that were withdrawn. */
  contents(articleId: string): Promise<StoredContents | null>;
  /** The numbers of the key events, newest first, and as many of the newest as are asked for. */
  keyEvents(articleId: string, newest: number): Promise<{ readonly numbers: number[]; readonly newest: Entry[] }>;
  /** What a lens picks, in its order, from a number on (without it); from its beginning where that is null. */
  selection(articleId: string, lens: Lens, from: number | null): Promise<Selection | null>;
  choices(articleId: string): Promise<(Choices & { readonly position: Position }) | null>;
  /** Entries with all of these phrases (shared/words.ts), newest first. */
  search(articleId: string, phrases: readonly string[], before: number | null): Promise<FoundPage | null>;
  /** The article at an instant (milliseconds since 1970): its newest entries of then, or those below `before`. Reads little, however long the log. */
  asOf(articleId: string, at: number, before: number | null): Promise<StoredAsOf | null>;
  /** The changes that carry an entry, in order; of more than `limit` the last. None where there is no such entry. */
  entryChanges(
    articleId: string,
    number: number,
    limit: number,
  ): Promise<{ readonly position: Position; readonly changes: StoredChange[] } | null>;
  /** At most `limit` changes with a higher `seq`, in order. */
  changesAfter(articleId: string, seq: number, limit: number): Promise<StoredChange[]>;
  logHead(article: { readonly id: string } | { readonly slug: string }): Promise<LogHead | null>;
  /** The same changes together with the head of the log at the moment they were read. */
  logPage(
    articleId: string,
    seq: number,
    limit: number,
  ): Promise<{ readonly head: LogHead; readonly changes: StoredChange[] } | null>;
  /** Newest save first; only of one account where `userId` is given. */
  drafts(articleId: string, filter: { readonly userId?: string }): Promise<Draft[]>;
  draft(articleId: string, draftId: string): Promise<DraftFate>;
  /** Those of all articles that have a time, the earliest first. */
  scheduledDrafts(limit: number): Promise<ScheduledDraft[]>;
  /** Resolves where the engine answers; throws StoreError where not. */
  check(): Promise<void>;
  /** Resolves where it takes writes as well; throws StoreError where not. */
  checkWrites(): Promise<void>;
  /** The same engine for the accounts (server/auth), which live in tables of their own. */
  readonly engine: Kysely<unknown>;
  /** For work on `engine`: what throws there because the engine cannot is thrown on as a StoreError. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StoreTransaction {
  article(id: string): Promise<StoredArticle | null>;
  entry(articleId: string, entryId: string): Promise<Entry | null>;
  /** The draft may be another article's; the entry is this one's. */
  draft(articleId: string, draftId: string): Promise<DraftFate>;
  /** Of all articles. */
  countDrafts(userId: string): Promise<number>;
  isSlugTaken(slug: string): Promise<boolean>;
  createArticle(article: Article, epoch: string): Promise<void>;
  /** Gives each change the next `seq`, appends it, and brings article and entries to what it says. */
  append(articleId: string, changes: readonly UnplacedChange[], at: number): Promise<Position>;
  removeArticle(id: string): Promise<void>;
  saveDraft(draft: Draft): Promise<void>;
  /** With the pictures that nothing else shows. */
  discardDraft(draftId: string): Promise<void>;
  /** The draft goes; that it has become this entry is remembered as long as there is the entry. */
  publishDraft(draftId: string, entryId: string): Promise<void>;
  /** Those of the pictures that are there; they are until the transaction ends. */
  storedPictures(srcs: readonly string[]): Promise<StoredPicture[]>;
  /** Erases some pictures that nothing shows and that were stored before this moment (milliseconds); answers how many files went. */
  collectPictures(storedBefore: number, limit: number): Promise<number>;
  rememberedCommand(commandId: string): Promise<RememberedCommand | null>;
  /** Also forgets what was remembered before `forgetBefore` (milliseconds). */
  rememberCommand(
    commandId: string,
    command: RememberedCommand,
    times: { readonly at: number; readonly forgetBefore: number },
  ): Promise<void>;
}

/** The engine cannot take or give data now: `full` where there is no space left. Nothing of the transaction was kept. */
export class StoreError extends Error {
  readonly kind: 'full' | 'unavailable';

  constructor(kind: StoreError['kind'], cause: unknown) {
    super(kind === 'full' ? 'The store has no space left.' : 'The store does not answer.', { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** When the log came to this position, as an instant; null where it is not there any more. */
export async function lastChangeAt(
  store: Pick<Store, 'changesAfter'>,
  articleId: string,
  { seq }: Position,
): Promise<string | null> {
  const [change] = await store.changesAfter(articleId, seq - 1, 1);
  return change === undefined ? null : new Date((JSON.parse(change.json) as Change).at).toISOString();
}
