import type { JSONContent } from '@tiptap/core';
import { type Confirmation, type EditKind, EntryContent, MAX_CONTENT_BYTES } from '#shared/article.ts';
import { isDescribed, isEmpty, picturesIn } from '#shared/body-text.ts';
import type { EntryInput } from '#shared/commands.ts';
import {
  type CreditForm,
  EMPTY_SOURCE,
  readAuthors,
  readSource,
  type SourceForm,
  sourceFormOf,
} from '../fields/credits.ts';
import { type FieldProblem, problemsOf } from '../fields/problems.ts';
import { instantOf, wallTimeOf } from '../fields/zoned-time.ts';
import { docOf, emptyDoc, isSameDoc, readBody } from '../rich-text/body-doc.ts';
import { areSameTranslations, readTranslations, type TranslationForm, translationFormOf } from './translation-form.ts';

/** An entry as it is typed: everything is text until it is read, so that nothing half-typed is lost or refused too early. */
export interface EntryForm {
  readonly headline: string;
  readonly body: JSONContent;
  readonly keyEvent: boolean;
  readonly language: string;
  readonly source: SourceForm;
  readonly authors: readonly CreditForm[];
  readonly tags: string;
  readonly displayDate: string;
  readonly displayTime: string;
  /** Empty: nothing is said about it. */
  readonly confirmation: Confirmation | '';
  readonly translations: readonly TranslationForm[];
  /** The last two are about a change to a published entry. */
  readonly kind: EditKind;
  readonly note: string;
}

/** What the form takes from the article it belongs to. */
export interface ArticleDefaults {
  readonly language: string;
  readonly timeZone: string;
}

export type EntryRead =
  | { readonly ok: true; readonly entry: EntryContent }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function emptyForm(article: ArticleDefaults): EntryForm {
  return {
    headline: '',
    body: emptyDoc(),
    keyEvent: false,
    language: article.language,
    source: EMPTY_SOURCE,
    authors: [],
    tags: '',
    displayDate: '',
    displayTime: '',
    confirmation: '',
    translations: [],
    kind: 'minor',
    note: '',
  };
}

export function formOf(entry: EntryInput, article: ArticleDefaults): EntryForm {
  const shown = displayOf(entry.displayAt ?? null, article.timeZone);
  return {
    ...emptyForm(article),
    headline: entry.headline ?? '',
    body: docOf(entry.body),
    keyEvent: entry.keyEvent ?? false,
    language: entry.language ?? article.language,
    source: sourceFormOf(entry.source ?? null),
    authors: (entry.authors ?? []).map(({ name, role }) => ({ name, role: role ?? '' })),
    tags: (entry.tags ?? []).join(', '),
    displayDate: shown.date,
    displayTime: shown.time,
    confirmation: entry.confirmation ?? '',
    translations: (entry.translations ?? []).map(translationFormOf),
  };
}

/** The entry that the form stands for, or what is wrong and where. A draft may still be empty. */
export function readEntry(form: EntryForm, article: ArticleDefaults): EntryRead {
  const body = readBody(form.body);
  const displayAt = readDisplayAt(form, article.timeZone);
  const translations = readTranslations(form.translations);
  const rest = EntryContent.omit({ body: true, displayAt: true, translations: true }).safeParse({
    headline: form.headline.trim() === '' ? null : form.headline,
    keyEvent: form.keyEvent,
    language: form.language.trim(),
    source: readSource(form.source),
    authors: readAuthors(form.authors),
    tags: tagsOf(form.tags),
    ...(form.confirmation === '' ? {} : { confirmation: form.confirmation }),
  });
  const problems = [
    ...(rest.success ? [] : problemsOf(rest.error)),
    ...(body.success ? [] : problemsOf(body.error).map(problem => ({ ...problem, field: 'body' }))),
    ...(translations.ok ? [] : translations.problems),
    ...(displayAt === undefined
      ? [{ field: 'displayAt', reason: 'Needs a day; a time of day without one says too little' }]
      : []),
  ];
  if (!rest.success || !body.success || !translations.ok || displayAt === undefined) return { ok: false, problems };
  const inOthers = translations.translations.length === 0 ? {} : { translations: [...translations.translations] };
  const entry = { ...rest.data, body: body.data, displayAt, ...inOthers };
  return isTooLarge(entry) ? { ok: false, problems: [TOO_LARGE] } : { ok: true, entry };
}

/** What stands in the way of publishing an entry that could be read. */
export function problemsOfPublishing(entry: EntryContent): FieldProblem[] {
  const pictures = [entry, ...(entry.translations ?? [])].flatMap(({ body }) => picturesIn(body));
  return [
    ...(isEmpty(entry) ? [{ field: 'body', reason: 'Write a text or a headline first' }] : []),
    ...(pictures.every(isDescribed) ? [] : [{ field: 'body', reason: NOT_DESCRIBED }]),
  ];
}

/** A correction tells readers what was wrong. */
export function problemsOfEdit({ kind, note }: EntryForm): FieldProblem[] {
  const isNoteNeeded = kind === 'correction' || kind === 'clarification';
  return isNoteNeeded && note.trim() === '' ? [{ field: 'note', reason: `Tell readers what the ${kind} is` }] : [];
}

export function isSameForm(a: EntryForm, b: EntryForm): boolean {
  const rest = (form: EntryForm) => JSON.stringify({ ...form, body: null, translations: null });
  return isSameDoc(a.body, b.body) && areSameTranslations(a.translations, b.translations) && rest(a) === rest(b);
}

function displayOf(displayAt: string | null, timeZone: string): { date: string; time: string } {
  if (displayAt === null) return { date: '', time: '' };
  return displayAt.includes('T') ? wallTimeOf(displayAt, timeZone) : { date: displayAt, time: '' };
}

function readDisplayAt({ displayDate, displayTime }: EntryForm, timeZone: string): string | null | undefined {
  if (displayDate === '') return displayTime === '' ? null : undefined;
  return displayTime === ''
    ? displayDate
    : (instantOf({ date: displayDate, time: displayTime }, timeZone) ?? undefined);
}

function tagsOf(typed: string): string[] {
  return [...new Set(typed.split(/[,，،]/).map(tag => tag.trim()))].filter(tag => tag !== '');
}

const NOT_DESCRIBED =
  'Describe each picture for those who do not see it, or mark it as decoration: select it, then Pictures in the toolbar';
const TOO_LARGE: FieldProblem = {
  field: 'body',
  reason: `Too long for one entry (at most ${MAX_CONTENT_BYTES / 1024} KiB with its formatting); split it in two`,
};
/** What the server adds to the content: id, number, times, edits. */
const ENVELOPE_BYTES = 512;

function isTooLarge(entry: EntryContent): boolean {
  return new TextEncoder().encode(JSON.stringify(entry)).length > MAX_CONTENT_BYTES - ENVELOPE_BYTES;
}
