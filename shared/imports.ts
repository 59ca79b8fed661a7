import * as z from 'zod';
import type { Source } from './article.ts';
import { Slug, Status } from './article.ts';

/** Coverage pasted in as plain text (docs/import.md): what POST /api/imports takes and answers. */

export const MAX_IMPORT_CHARS = 2_000_000;
export const MAX_IMPORT_ENTRIES = 10_000;

/** Command ids are made from it (`<importId>-17`), so it leaves them room. */
export const ImportId = z.string().regex(/^[A-Za-z0-9_-]{8,56}$/, 'must be an id of 8 to 56 letters, digits, - or _');

export const ImportRequest = z.strictObject({
  text: z.string().min(1).max(MAX_IMPORT_CHARS),
  /** Says what would be made and makes nothing. */
  dryRun: z.boolean().default(false),
  /** The same id again finishes an import that broke off, and never makes a second article (for 7 days). */
  importId: ImportId.optional(),
  /** Left out: `ended` where the date line lies in the past, else `live`. */
  status: Status.optional(),
  /** Left out: made from the headline. */
  slug: Slug.optional(),
});

export type ImportRequest = z.infer<typeof ImportRequest>;

/** What an import made, or on a dry run would make. `articleId`, `slug` and `address` are null on a dry run. */
export interface ImportReport {
  readonly dryRun: boolean;
  readonly articleId: string | null;
  readonly slug: string | null;
  /** Its path on this site, such as `/live/eagle-is-on-the-moon`. */
  readonly address: string | null;
  readonly status: Status;
  readonly found: ImportFound;
  /** Sentences for the editor: what was not certain and how it was decided. */
  readonly assumed: readonly string[];
  /** Lines of the text that are in none of the above. */
  readonly ignored: readonly IgnoredLine[];
}

export interface ImportFound {
  /** As it was written; empty where there was none. */
  readonly dateLine: string;
  /** The date line as a plain date, `1969-07-20`; null where it was not understood. */
  readonly date: string | null;
  readonly headline: string;
  /** Empty where there was none. */
  readonly standfirst: string;
  /** How many paragraphs the body has. */
  readonly paragraphs: number;
  readonly source: Source | null;
  /** The article's language; null where it could not be told and the newsroom's default is taken. */
  readonly language: string | null;
  readonly entries: readonly ImportedEntry[];
  readonly featured: { readonly headline: string; readonly text: string } | null;
}

export interface ImportedEntry {
  readonly number: number;
  /** Where it begins in the text, counted from 1. */
  readonly line: number;
  readonly language: string | null;
  readonly paragraphs: number;
  /** Its first words. */
  readonly beginning: string;
}

export interface IgnoredLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** The `field` of a refusal that stands on a line of the text: `text.12` is line 12. */
export function fieldOfLine(line: number): string {
  return `text.${line}`;
}

export function lineOfField(field: string | undefined): number | null {
  const line = /^text\.(\d+)$/.exec(field ?? '')?.[1];
  return line === undefined ? null : Number(line);
}
