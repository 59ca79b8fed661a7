import * as z from 'zod';
import { Article, Entry, Epoch, Position, Seq, Slug } from './article.ts';

/** Everything that crosses the wire to readers. Read beside docs/protocol.md; the hash of these schemas is pinned by a test. */

/** A log position as it stands in a change. `at` is the server's clock at publication, in milliseconds since 1970. */
const place = { epoch: Epoch, seq: Seq.min(1), at: z.number().int() };

/** A fact about an article. It carries what it changed as that now stands, so the higher version wins and repeats are harmless. */
export const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('article-created'), ...place, article: Article }),
  z.object({ type: z.literal('article-edited'), ...place, article: Article }),
  z.object({ type: z.literal('status-set'), ...place, article: Article }),
  z.object({ type: z.literal('summary-set'), ...place, article: Article }),
  z.object({ type: z.literal('entry-pinned'), ...place, article: Article, entry: Entry }),
  z.object({ type: z.literal('entry-unpinned'), ...place, article: Article }),
  z.object({ type: z.literal('entry-published'), ...place, entry: Entry }),
  z.object({ type: z.literal('entry-edited'), ...place, entry: Entry }),
  z.object({ type: z.literal('entry-retracted'), ...place, entry: Entry }),
]);

/** Where the next older page begins: entries with a number below `before`. */
export const Older = z.object({ before: z.number().int().min(2) });

/** An article with its newest entries (and the pinned one) at a position. */
export const Snapshot = z.object({
  article: Article,
  entries: z.array(Entry),
  position: Position,
  older: Older.nullable(),
});

/** Entries older than those of a snapshot: numbers below `before`, newest first, down to `older` or the beginning. */
export const EntriesPage = z.object({
  before: z.number().int().min(1),
  entries: z.array(Entry),
  position: Position,
  older: Older.nullable(),
});

/** What a reader may say: one thing, once. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('follow'), article: Slug, since: Position.nullable() }),
]);

/** About how many read along, on all nodes together; left out where that is not told. */
const readers = z.number().int().min(1).optional();

const clock = { now: z.number().int(), heartbeatMs: z.number().int().min(1), readers };

/** What the server may say. `ok` or `reset` answers `follow`; then changes, heartbeats, and `closing` before it goes away. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ok'), position: Position, ...clock }),
  z.object({ type: z.literal('reset'), snapshot: Snapshot, ...clock }),
  z.object({ type: z.literal('heartbeat'), head: Position, now: z.number().int(), readers }),
  z.object({ type: z.literal('closing'), retryAfterMs: z.number().int().min(0) }),
  ...Change.options,
]);

/** The answer of GET /api/articles/:slug/changes: what was missed, in order; `reset` where that cannot be told (fetch the snapshot). */
export const MissedChanges = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changes'), changes: z.array(Change), position: Position }),
  z.object({ type: z.literal('reset'), position: Position }),
]);

/** Changes on a page of the log. */
export const LOG_PAGE_SIZE = 100;

/** How often a log was rewritten by a withdrawal, from 1: pages are named by it, so no kept page brings a withdrawn text back (D11). */
const Generation = z.number().int().min(1);

/** The answer of GET /api/articles/:slug/log: where the log stands and how its pages are named now. */
export const LogManifest = z.object({
  position: Position,
  generation: Generation,
  pageSize: z.literal(LOG_PAGE_SIZE),
  now: z.number().int(),
});

/** The answer of GET /api/articles/:slug/log/:epoch/:generation/:page: the changes (page - 1) * 100 + 1 up to page * 100, as far as there are. */
export const LogPage = z.object({
  epoch: Epoch,
  generation: Generation,
  page: z.number().int().min(1),
  changes: z.array(Change),
});

/** The answer of GET /api/articles/:slug/entries/:number/versions: what an entry said, oldest first; of many the newest. */
export const EntryVersions = z.object({
  number: z.number().int().min(1),
  versions: z.array(Entry),
  position: Position,
});

/**
 * The answer of GET /api/articles/:slug/as-of: how an article stood at an instant, save that what was withdrawn since is a tombstone.
 * `snapshot.position` is that of the last change of then; null: there was none. `position` is where the log stands now, `from` and
 * `to` say when its first and its last change happened, in milliseconds since 1970.
 */
export const AsOf = z.object({
  position: Position,
  from: z.number().int(),
  to: z.number().int(),
  snapshot: Snapshot.nullable(),
});

export type AsOf = z.infer<typeof AsOf>;
export type Older = z.infer<typeof Older>;
export type Change = z.infer<typeof Change>;
export type Snapshot = z.infer<typeof Snapshot>;
export type EntriesPage = z.infer<typeof EntriesPage>;
export type ClientMessage = z.infer<typeof ClientMessage>;
export type ServerMessage = z.infer<typeof ServerMessage>;
export type MissedChanges = z.infer<typeof MissedChanges>;
export type LogManifest = z.infer<typeof LogManifest>;
export type EntryVersions = z.infer<typeof EntryVersions>;
export type LogPage = z.infer<typeof LogPage>;
