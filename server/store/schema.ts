import type { Generated } from 'kysely';

/**
 * The tables, in the portable subset of SQLite and PostgreSQL: ids and instants as text, documents as JSON in text, numbers below 2^53.
 * Accounts have tables of their own (server/auth).
 */
export interface Database {
  article: ArticleTable;
  entry: EntryTable;
  entry_facet: EntryFacetTable;
  change: ChangeTable;
  draft: DraftTable;
  published_draft: PublishedDraftTable;
  command: CommandTable;
  media: MediaColumns;
  picture_mention: PictureMentionTable;
}

interface ArticleTable {
  id: string;
  slug: string;
  epoch: string;
  /** The `seq` of the last change. */
  head: number;
  /** The highest number given to an entry. */
  last_number: number;
  /** How often a withdrawal has rewritten the log, from 1. */
  generation: Generated<number>;
  json: string;
}

interface EntryTable {
  id: string;
  article_id: string;
  number: number;
  /** The quarter of an hour, or the day, that it is shown to have happened in; null once it was withdrawn. */
  period: string | null;
  /** 1 where it is a key event. */
  key_event: Generated<number>;
  json: string;
  /** What it says, as a search compares it (shared/words.ts). */
  words: Generated<string>;
}

/** What an entry can be picked by (shared/lens.ts). */
interface EntryFacetTable {
  article_id: string;
  facet: string;
  number: number;
  entry_id: string;
}

interface ChangeTable {
  article_id: string;
  seq: number;
  /** The entry whose text it carries: what a retraction has to rewrite. */
  entry_id: string | null;
  /** As in the JSON. */
  type: Generated<string>;
  json: string;
}

interface DraftTable {
  id: string;
  article_id: string;
  user_id: string;
  /** Its `releaseAt`, in milliseconds. It is not in the JSON. */
  release_at: number | null;
  json: string;
}

/** What became of drafts that are gone because they were published. */
interface PublishedDraftTable {
  id: string;
  entry_id: string;
}

interface CommandTable {
  id: string;
  hash: string;
  answer: string;
  at: number;
}

/** A picture or a copy of it, as it is served. */
interface MediaColumns {
  /** `<hash>.<ext>`, or `<hash>-<width>.webp` for a copy. */
  name: string;
  /** The hash that a picture and its copies share. */
  picture: string;
  type: string;
  width: number;
  height: number;
  bytes: Uint8Array;
  /** When it was last uploaded, or last taken out of a draft, in milliseconds. */
  stored_at: number;
}

/** What shows a picture: an article or entry in anything that the log keeps of it, or a draft as it is. */
export interface PictureMentionTable {
  picture: string;
  kind: 'article' | 'entry' | 'draft';
  /** The id of the article, the entry or the draft. */
  holder_id: string;
  article_id: string;
}
