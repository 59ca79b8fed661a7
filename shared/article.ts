import * as z from 'zod';
import { Body, LinkUrl } from './body.ts';

/** The nouns. Instants end in `At`, are ISO strings in UTC, and come from the server's clock. */

export const MAX_HEADLINE_CHARS = 300;
export const MAX_STANDFIRST_CHARS = 1_000;
export const MAX_NAME_CHARS = 120;
export const MAX_NOTE_CHARS = 1_000;
export const MAX_AUTHORS = 12;
const MAX_TAGS = 12;
export const MAX_RELATED = 12;
export const MAX_SUMMARY_POINTS = 12;
export const MAX_SUMMARY_POINT_CHARS = 500;
/** One article or entry as JSON in UTF-8. Two of them and their envelope stay under the 64 KiB a change may have (docs/protocol.md). */
export const MAX_CONTENT_BYTES = 30 * 1024;

export const Instant = z.iso.datetime();
/** An instant, or a plain date where the time of day is not known. */
const DisplayAt = z.union([Instant, z.iso.date()]);
const name = z.string().trim().min(1).max(MAX_NAME_CHARS);

const NO_TAG = 'must be a BCP 47 language tag, such as "en" or "pt-BR"';
/** What was taken before tags were looked at more closely is still there. */
const StoredTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, { error: NO_TAG, abort: true });
/** Language, script, country or region, variants: as Intl takes them, which has no "zh-yue" (that is "yue") and no variant twice. */
const TAG = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*$/i;
const REPEATED = /-([a-z\d]{5,8}|\d[a-z\d]{3})(?=-).*-\1(?:-|$)/i;

export const LanguageTag = StoredTag.refine(tag => TAG.test(tag) && !REPEATED.test(tag), NO_TAG);

/** An IANA name; whether the server knows the zone is decided in server/decide.ts, for only it may ask Intl. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+\-/]*$/, 'must be a time zone name, such as "Europe/Moscow"');

export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens');

export const Id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be an id of 8 to 64 letters, digits, - or _');

export const STATUSES = ['upcoming', 'live', 'paused', 'ended'] as const;
export const Status = z.enum(STATUSES);

export const SOURCE_KINDS = ['own', 'wire', 'official', 'social', 'reader'] as const;

/** Who said so. */
export const Source = z.strictObject({ name, kind: z.enum(SOURCE_KINDS), url: LinkUrl.nullable() });

/** Who wrote it; `role` is what readers see beside the name ("in Houston"). */
export const Author = z.strictObject({ name, role: z.string().trim().max(MAX_NAME_CHARS).nullable() });

/** Another article, shown beside this one: by headline, with the start of its text where there is one. */
export const ArticleLink = z.strictObject({
  headline: z.string().trim().min(1).max(MAX_HEADLINE_CHARS),
  text: z.string().trim().max(MAX_STANDFIRST_CHARS),
  url: z.union([LinkUrl, z.string().regex(/^\/live\/[a-z0-9-]+$/)]).nullable(),
});

/** "What we know": the editors' bullets, with a time of their own. */
const Summary = z.strictObject({
  points: z.array(z.string().trim().min(1).max(MAX_SUMMARY_POINT_CHARS)).min(1).max(MAX_SUMMARY_POINTS),
  editedAt: Instant,
});

/** What an editor writes in an article. */
export const ArticleContent = z.strictObject({
  /** The day as the newsroom writes it ("Sunday, July 20, 1969"); empty means the day of its creation. */
  dateLine: z.string().trim().max(MAX_NAME_CHARS),
  headline: z.string().trim().min(1).max(MAX_HEADLINE_CHARS),
  standfirst: z.string().trim().max(MAX_STANDFIRST_CHARS),
  body: Body,
  source: Source.nullable(),
  language: LanguageTag,
  timeZone: TimeZone,
  authors: z.array(Author).max(MAX_AUTHORS),
  featured: ArticleLink.nullable(),
  related: z.array(ArticleLink).max(MAX_RELATED),
  startsAt: Instant.nullable(),
});

export const Article = z.object({
  ...ArticleContent.shape,
  language: StoredTag,
  id: Id,
  slug: Slug,
  /** Grows with every change of the article, pins and status included; the higher version wins. */
  version: z.number().int().min(1),
  /** The version that last changed the content: what an edit is checked against, so that a pin is not a conflict. */
  contentVersion: z.number().int().min(1),
  status: Status,
  /** When it goes on, while it is paused and somebody has said so. Left out in articles that never were, as in those from before. */
  resumesAt: z.exactOptional(Instant.nullable()),
  pinnedEntryId: Id.nullable(),
  summary: Summary.nullable(),
  /** Made by the set-up to show the product; one click removes it. */
  sample: z.boolean(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
});

export const EDIT_KINDS = ['minor', 'update', 'clarification', 'correction'] as const;
export const EditKind = z.enum(EDIT_KINDS);

/** A change after publication that readers are told of. Minor edits leave none. */
export const Edit = z.strictObject({
  at: Instant,
  kind: z.enum(['update', 'clarification', 'correction']),
  note: z.string().max(MAX_NOTE_CHARS).nullable(),
});

export const MAX_EDITS = 20;

export const CONFIRMATIONS = ['unconfirmed', 'confirmed', 'disputed'] as const;
export const MAX_TRANSLATIONS = 4;

/** The same in another language, and who put it so: a person, or a machine by its name. */
const Translation = z.strictObject({
  language: LanguageTag,
  headline: z.string().trim().min(1).max(MAX_HEADLINE_CHARS).nullable(),
  body: Body,
  translator: z.strictObject({ name, kind: z.enum(['person', 'machine']) }),
});

/** What an editor writes in an entry. */
export const EntryContent = z.strictObject({
  headline: z.string().trim().min(1).max(MAX_HEADLINE_CHARS).nullable(),
  body: Body,
  authors: z.array(Author).max(MAX_AUTHORS),
  source: Source.nullable(),
  language: LanguageTag,
  keyEvent: z.boolean(),
  tags: z.array(z.string().trim().min(1).max(40)).max(MAX_TAGS),
  /** Shown instead of `publishedAt` where an editor sets it. */
  displayAt: DisplayAt.nullable(),
  /** How sure it is. Left out or null, as in entries from before there was such a thing: nothing is said about it. */
  confirmation: z.exactOptional(z.enum(CONFIRMATIONS).nullable()),
  /** One a language at most. Left out where there is none. */
  translations: z.exactOptional(
    z
      .array(Translation)
      .max(MAX_TRANSLATIONS)
      .refine(all => new Set(all.map(({ language }) => language)).size === all.length, 'one translation a language'),
  ),
});

const entryIdentity = {
  id: Id,
  /** Its place in the article: given once, growing, never reused. */
  number: z.number().int().min(1),
  version: z.number().int().min(1),
  publishedAt: Instant,
};

export const PublishedEntry = z.object({
  ...entryIdentity,
  ...EntryContent.shape,
  language: StoredTag,
  editedAt: Instant.nullable(),
  /** Oldest first; of more than MAX_EDITS the newest. */
  edits: z.array(Edit).max(MAX_EDITS),
  retraction: z.null(),
});

/** The tombstone of an entry that was taken back: its place and the reason, nothing of what it said. */
export const RetractedEntry = z.object({
  ...entryIdentity,
  retraction: z.strictObject({ at: Instant, reason: z.string().max(MAX_NOTE_CHARS) }),
});

export const Entry = z.union([PublishedEntry, RetractedEntry]);

export const Epoch = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be an epoch');
export const Seq = z.number().int().min(0);

/** A place in an article's log: `epoch` names the log, `seq` counts its changes from 1; 0 is before the first. */
export const Position = z.strictObject({ epoch: Epoch, seq: Seq });

export type Status = z.infer<typeof Status>;
export type Source = z.infer<typeof Source>;
export type Author = z.infer<typeof Author>;
export type ArticleLink = z.infer<typeof ArticleLink>;
export type ArticleContent = z.infer<typeof ArticleContent>;
export type Article = z.infer<typeof Article>;
export type EditKind = z.infer<typeof EditKind>;
export type Edit = z.infer<typeof Edit>;
export type Translation = z.infer<typeof Translation>;
export type Confirmation = (typeof CONFIRMATIONS)[number];
export type EntryContent = z.infer<typeof EntryContent>;
export type PublishedEntry = z.infer<typeof PublishedEntry>;
export type RetractedEntry = z.infer<typeof RetractedEntry>;
export type Entry = z.infer<typeof Entry>;
export type Position = z.infer<typeof Position>;

/** All that is known of an article at a position. */
export interface ArticleState {
  readonly article: Article;
  /** Newest number first. Those below `completeFrom` are known by chance (a pin, an edit) and do not belong to the timeline yet. */
  readonly entries: readonly Entry[];
  /** Every entry with this number or a higher one is here. */
  readonly completeFrom: number;
  readonly position: Position;
  /** The `seq` of the snapshot this state grew from: an older page from before it may lack edits nobody will send again. */
  readonly snapshotSeq: number;
}
