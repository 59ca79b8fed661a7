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
