import * as z from 'zod';
import {
  ArticleContent,
  EditKind,
  EntryContent,
  Id,
  Instant,
  MAX_NOTE_CHARS,
  MAX_SUMMARY_POINT_CHARS,
  MAX_SUMMARY_POINTS,
  Position,
  Slug,
  Status,
} from './article.ts';

/** What the admin may ask for. Left-out fields of an entry or article take the article's or the newsroom's defaults. */

const commandId = Id;
const version = z.number().int().min(1);

/** An entry as it is sent: only `body` is needed. Nulls and empty lists are what a left-out field means, save `language`: the article's. */
export const EntryInput = z.strictObject({ ...leftOut(EntryContent.shape), body: EntryContent.shape.body });

export const ArticleInput = z.strictObject({
  ...leftOut(ArticleContent.shape),
  headline: ArticleContent.shape.headline,
});

export const CreateArticle = z.strictObject({
  type: z.literal('create-article'),
  commandId,
  article: ArticleInput,
  status: Status.default('upcoming'),
  /** Made from the headline where left out; a number is added where it is taken. */
  slug: Slug.optional(),
});

/** `expectedVersion` is the article's version that the editor saw (D8). */
const EditArticle = z.strictObject({
  type: z.literal('edit-article'),
  commandId,
  expectedVersion: version,
  article: z.strictObject(leftOut(ArticleContent.shape)),
});

/** `resumesAt`: when a paused article goes on; null takes the time away, left out it stays as it is. */
const SetStatus = z.strictObject({
  type: z.literal('set-status'),
  commandId,
  status: Status,
  resumesAt: z.exactOptional(Instant.nullable()),
});
const PinEntry = z.strictObject({ type: z.literal('pin-entry'), commandId, entryId: Id });
const UnpinEntry = z.strictObject({ type: z.literal('unpin-entry'), commandId });

/** No points: the summary goes. */
const SetSummary = z.strictObject({
  type: z.literal('set-summary'),
  commandId,
  points: z.array(z.string().trim().min(1).max(MAX_SUMMARY_POINT_CHARS)).max(MAX_SUMMARY_POINTS),
});

/** Whose save of a draft it is and their how-manieth, so that an older one that arrives late does not win. */
const SaveMark = z.strictObject({ by: Id, count: z.number().int().min(1) });

/** `entryId` and `entryVersion` name the published entry that the draft would edit. The last save wins. */
const SaveDraft = z.strictObject({
  type: z.literal('save-draft'),
  commandId,
  draftId: Id,
  entry: EntryInput,
  entryId: Id.nullable().default(null),
  entryVersion: version.nullable().default(null),
  save: SaveMark.optional(),
});

const DiscardDraft = z.strictObject({ type: z.literal('discard-draft'), commandId, draftId: Id });

/** The draft as it stands here is to be released at that time, and so is what later saves make of it. Again: another time. */
const ScheduleDraft = z.strictObject({
  type: z.literal('schedule-draft'),
  commandId,
  draftId: Id,
  releaseAt: Instant,
  entry: EntryInput,
  save: SaveMark.optional(),
});

const UnscheduleDraft = z.strictObject({ type: z.literal('unschedule-draft'), commandId, draftId: Id });

/** Publishes the draft as the server has it, whether it is scheduled or not. */
const ReleaseDraft = z.strictObject({ type: z.literal('release-draft'), commandId, draftId: Id });

const PublishEntry = z.strictObject({
  type: z.literal('publish-entry'),
  commandId,
  entry: EntryInput,
  /** The draft it was written as: it goes in the same transaction. */
  draftId: Id.optional(),
  /** For coverage that brings its own numbers; it must be higher than the last. */
  number: z.number().int().min(1).max(1_000_000).optional(),
});

const EditEntry = z.strictObject({
  type: z.literal('edit-entry'),
  commandId,
  entryId: Id,
  expectedVersion: version,
  entry: z.strictObject(leftOut(EntryContent.shape)),
  kind: EditKind,
  note: z.string().trim().max(MAX_NOTE_CHARS).nullable().default(null),
  draftId: Id.optional(),
});

const RetractEntry = z.strictObject({
  type: z.literal('retract-entry'),
  commandId,
  entryId: Id,
  expectedVersion: version,
  reason: z.string().trim().max(MAX_NOTE_CHARS).default(''),
});

const RemoveArticle = z.strictObject({ type: z.literal('remove-article'), commandId });

/** Commands on an article that exists: what POST /api/articles/:id/commands takes. */
export const ArticleCommand = z.discriminatedUnion('type', [
  EditArticle,
  SetStatus,
  PinEntry,
  UnpinEntry,
  SetSummary,
  SaveDraft,
  DiscardDraft,
  ScheduleDraft,
  UnscheduleDraft,
  ReleaseDraft,
  PublishEntry,
  EditEntry,
  RetractEntry,
  RemoveArticle,
]);

/** An entry that is not public yet. It lives apart from the log. */
export const Draft = z.object({
  id: Id,
  articleId: Id,
  entry: EntryInput,
  entryId: Id.nullable(),
  entryVersion: version.nullable(),
  savedAt: Instant,
  save: SaveMark.nullable(),
  /** The account that writes it. */
  userId: z.string(),
  userName: z.string(),
  /** When it is released by itself; null where it waits for somebody. */
  releaseAt: Instant.nullable(),
  scheduledBy: z.object({ userId: z.string(), userName: z.string() }).nullable(),
  /** Its time came, but it could not be published: it waits for somebody again. */
  releaseProblem: z.object({ releaseAt: Instant, reason: z.string() }).nullable(),
});

/** The answer to a command that was carried out; the same answer to the same command id for 7 days (D7). */
export const CommandAnswer = z.object({ position: Position, entryId: Id.optional() });
export const ArticleCreated = z.object({ id: Id, slug: Slug, position: Position });

/** The answer to POST /api/media: what an image in a body says of the picture. */
export const StoredPicture = z.object({ src: z.string(), width: z.number().int(), height: z.number().int() });

/** An error as it leaves the server: RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  title: z.string(),
  status: z.number().int(),
  /** A word for programs, such as `stale-version`; the full list is in docs/protocol.md. */
  code: z.string(),
  /** A sentence for people. */
  detail: z.string(),
  /** Where in the request, as a path such as `entry.body.content.2`. */
  field: z.string().optional(),
  issues: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  /** What stands now, where the request was based on something older. */
  current: z.unknown().optional(),
});

export type EntryInput = z.infer<typeof EntryInput>;
export type ArticleInput = z.infer<typeof ArticleInput>;
export type CreateArticle = z.infer<typeof CreateArticle>;
export type ArticleCommand = z.infer<typeof ArticleCommand>;
export type Command = CreateArticle | ArticleCommand;
export type SaveMark = z.infer<typeof SaveMark>;
export type Draft = z.infer<typeof Draft>;
export type CommandAnswer = z.infer<typeof CommandAnswer>;
export type ArticleCreated = z.infer<typeof ArticleCreated>;
export type StoredPicture = z.infer<typeof StoredPicture>;
export type Problem = z.infer<typeof Problem>;

/** Each field may be left out, but not set to undefined: what is spread over the present content must not erase it. */
function leftOut<Shape extends z.ZodRawShape>(
  shape: Shape,
): { [Field in keyof Shape]: z.ZodExactOptional<Shape[Field]> } {
  const fields = Object.entries(shape).map(([name, schema]) => [name, z.exactOptional(schema)]);
  return Object.fromEntries(fields);
}
