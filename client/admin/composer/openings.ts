import type { Entry } from '#shared/article.ts';
import { type EditBase, type Opening, UNSCHEDULED } from './composer-state.ts';
import type { Keeping, KeptText } from './draft-keeper.ts';
import { type ArticleDefaults, type EntryForm, emptyForm, formOf, isSameForm, readEntry } from './entry-form.ts';
import type { FoundDraft } from './found-drafts.ts';

/** Where a text that is opened comes from. */
export interface Origin {
  readonly where: FoundDraft['where'] | 'nowhere';
  readonly sent: readonly string[];
  readonly claim?: Promise<(() => void) | null>;
}

export const NEW: Origin = { where: 'nowhere', sent: [] };
export const KEPT: Readonly<Record<Origin['where'], Keeping>> = {
  nowhere: { status: 'nothing' },
  server: { status: 'saved' },
  device: { status: 'kept-here', reason: null },
};

export function blankOpening(draftId: string, article: ArticleDefaults): Opening {
  const form = emptyForm(article);
  return { draftId, form, opened: form, base: null };
}

/** What the composer would hold had nobody typed. */
export function untouchedForm(entry: Entry | undefined, article: ArticleDefaults): EntryForm {
  return entry?.retraction === null ? formOf(entry, article) : emptyForm(article);
}

/** The text as it is kept. What is scheduled is kept even where nothing is left of it: without its draft it would lose its time. */
export function keptText({ form, base, opened, release = UNSCHEDULED }: Opening, article: ArticleDefaults): KeptText {
  const read = readEntry(form, article);
  const isUntouched = release.releaseAt === null && isSameForm(form, opened);
  return { form, base, entry: read.ok ? read.entry : null, isUntouched };
}

/** Whether the form says what the entry says, however that is typed. */
export function saysTheSame(form: EntryForm, entry: Entry, article: ArticleDefaults): boolean {
  const read = readEntry(form, article);
  return read.ok && entry.retraction === null && isSameForm(formOf(read.entry, article), formOf(entry, article));
}

/** What was written beyond a draft that has become an entry: a change to that entry, under a draft id of its own. */
export function carriedOver(draftId: string, entry: Entry, article: ArticleDefaults): Omit<Opening, 'form'> {
  const base: EditBase | null =
    entry.retraction === null ? { entryId: entry.id, version: entry.version, number: entry.number } : null;
  return { draftId, opened: untouchedForm(entry, article), base };
}
