import { type Article, type Entry, MAX_CONTENT_BYTES } from '#shared/article.ts';
import type { ArticleCommand, Draft, StoredPicture } from '#shared/commands.ts';
import type { User } from '#shared/users.ts';
import type { Refusal } from './refusal.ts';
import type { UnplacedChange } from './store/store.ts';

/** What a command meets: the article where its log stands, the entry and the draft that it names. `now` is an ISO instant. */
export interface Scene {
  readonly article: Article;
  readonly lastNumber: number;
  readonly entry: Entry | null;
  readonly draft: Draft | null;
  /** The entry that the draft has become: a draft is published once. */
  readonly publishedAs: Entry | null;
  /** How many drafts the user has, of all articles. */
  readonly draftsOfUser: number;
  /** Of the pictures that the command or the draft shows, those that are there. */
  readonly pictures: readonly StoredPicture[];
  readonly user: User;
  readonly now: string;
  readonly newId: () => string;
}

/** What follows from a command, all of it in one transaction. */
export interface Accepted {
  readonly verdict: 'accepted';
  readonly changes: readonly UnplacedChange[];
  readonly entryId?: string;
  readonly saveDraft?: Draft;
  readonly discardDraftId?: string;
  /** It goes, and its id stays known: what is saved late under it must not bring it back. */
  readonly publishedDraftId?: string;
  readonly removeArticle?: true;
}

export interface Refused {
  readonly verdict: 'refused';
  readonly refusal: Refusal;
}

export type Decision = Accepted | Refused;

export type CommandOf<Type extends ArticleCommand['type']> = Extract<ArticleCommand, { type: Type }>;

export function accept(
  changes: readonly UnplacedChange[],
  more: Partial<Omit<Accepted, 'changes' | 'verdict'>> = {},
): Accepted {
  return { verdict: 'accepted', changes, ...more };
}

export function refuse(status: number, code: string, reason: string, field?: string): Refused {
  return { verdict: 'refused', refusal: { status, code, reason, ...(field === undefined ? {} : { field }) } };
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MAX_AHEAD_DAYS = 366;

/** A time that is announced lies ahead, and not so far that it can only be a slip. */
export function refusedTime(at: string, now: string, field: string, passed = 'This time has passed.'): Refused | null {
  const aheadMs = Date.parse(at) - Date.parse(now);
  if (aheadMs <= 0) return refuse(422, 'wrong-time', passed, field);
  if (aheadMs <= MAX_AHEAD_DAYS * DAY_MS) return null;
  return refuse(422, 'wrong-time', 'This time is more than a year away.', field);
}

export function stale(reason: string, current: Entry | Article): Refused {
  return { verdict: 'refused', refusal: { status: 409, code: 'stale-version', reason, current } };
}

export function tooLarge(field: string): Refused {
  return refuse(413, 'too-large', `More than ${MAX_CONTENT_BYTES / 1024} KiB in one piece; split it.`, field);
}

export function isTooLarge(content: object): boolean {
  return Buffer.byteLength(JSON.stringify(content)) > MAX_CONTENT_BYTES;
}
