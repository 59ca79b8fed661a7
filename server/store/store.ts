import type { Kysely } from 'kysely';
import type { Article, Entry, Position } from '#shared/article.ts';
import type { Draft } from '#shared/commands.ts';
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
  articleById(id: string): Promise<StoredArticle | null>;
  articleBySlug(slug: string): Promise<StoredArticle | null>;
  /** The newest entries down to a page boundary that never shifts, and the pinned one. */
  snapshot(articleId: string): Promise<Snapshot | null>;
  olderEntries(articleId: string, before: number): Promise<EntriesPage | null>;
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
  discardDraft(draftId: string): Promise<void>;
  /** The draft goes; that it has become this entry is remembered as long as there is the entry. */
  publishDraft(draftId: string, entryId: string): Promise<void>;
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
