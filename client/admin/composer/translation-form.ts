import type { JSONContent } from '@tiptap/core';
import { EntryContent, type Translation } from '#shared/article.ts';
import { type FieldProblem, problemsOf } from '../fields/problems.ts';
import { docOf, isSameDoc, readBody } from '../rich-text/body-doc.ts';

/** A translation as it is typed. */
export interface TranslationForm {
  readonly language: string;
  readonly headline: string;
  readonly body: JSONContent;
  readonly translator: string;
  readonly kind: Translation['translator']['kind'];
}

export function translationFormOf({ language, headline, body, translator }: Translation): TranslationForm {
  return { language, headline: headline ?? '', body: docOf(body), translator: translator.name, kind: translator.kind };
}

export type TranslationsRead =
  | { readonly ok: true; readonly translations: readonly Translation[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function readTranslations(forms: readonly TranslationForm[]): TranslationsRead {
  const bodies = forms.map(({ body }) => readBody(body));
  const typed = forms.map(({ language, headline, translator, kind }, place) => ({
    language: language.trim(),
    headline: headline.trim() === '' ? null : headline,
    body: bodies[place]?.data ?? EMPTY,
    translator: { name: translator, kind },
  }));
  const read = EntryContent.shape.translations.safeParse(typed);
  const problems = [
    ...bodies.flatMap((body, place) =>
      body.success ? [] : problemsOf(body.error).map(({ reason }) => ({ field: `${place}.body`, reason })),
    ),
    ...(read.success ? [] : problemsOf(read.error)),
  ].map(({ field, reason }) => ({ field: field === '' ? 'translations' : `translations.${field}`, reason }));
  return read.success && problems.length === 0 ? { ok: true, translations: read.data } : { ok: false, problems };
}

export function areSameTranslations(a: readonly TranslationForm[], b: readonly TranslationForm[]): boolean {
  return (
    a.length === b.length &&
    a.every((form, place) => {
      const other = b[place];
      return (
        other !== undefined &&
        isSameDoc(form.body, other.body) &&
        JSON.stringify({ ...form, body: null }) === JSON.stringify({ ...other, body: null })
      );
    })
  );
}

const EMPTY = { type: 'doc' as const, content: [] };
