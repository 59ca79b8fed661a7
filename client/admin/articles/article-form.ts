import type { JSONContent } from '@tiptap/core';
import * as z from 'zod';
import {
  type Article,
  ArticleContent,
  type ArticleLink,
  Slug,
  SOURCE_KINDS,
  STATUSES,
  type Status,
} from '#shared/article.ts';
import type { ArticleInput } from '#shared/commands.ts';
import { EMPTY_SOURCE, readAuthors, readSource, sourceFormOf } from '../fields/credits.ts';
import { type FieldProblem, problemsOf } from '../fields/problems.ts';
import { instantOf, wallTimeOf } from '../fields/zoned-time.ts';
import { docOf, emptyDoc, isSameDoc, readBody } from '../rich-text/body-doc.ts';

const LinkForm = z.object({ headline: z.string(), text: z.string(), url: z.string() });

/** An article as it is typed. A schema because it is kept in the browser until it is saved. */
export const ArticleForm = z.object({
  dateLine: z.string(),
  headline: z.string(),
  standfirst: z.string(),
  body: z.custom<JSONContent>(value => typeof value === 'object' && value !== null),
  source: z.object({ name: z.string(), kind: z.enum(SOURCE_KINDS), url: z.string() }),
  language: z.string(),
  timeZone: z.string(),
  authors: z.array(z.object({ name: z.string(), role: z.string() })).readonly(),
  featured: LinkForm,
  related: z.array(LinkForm).readonly(),
  startDate: z.string(),
  startTime: z.string(),
  status: z.enum(STATUSES),
  slug: z.string(),
});

export type ArticleForm = Readonly<z.infer<typeof ArticleForm>>;
export type LinkForm = Readonly<z.infer<typeof LinkForm>>;

/** What a form asks for. On creation an empty language or time zone means the newsroom's own. */
interface ArticleWish {
  readonly article: ArticleInput;
  readonly status: Status;
  readonly slug: string | null;
}

export type ArticleRead =
  | { readonly ok: true; readonly wish: ArticleWish }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export const EMPTY_LINK: LinkForm = { headline: '', text: '', url: '' };

export function emptyArticle(): ArticleForm {
  return {
    ...{
      dateLine: '',
      headline: '',
      standfirst: '',
      body: emptyDoc(),
      source: EMPTY_SOURCE,
      language: '',
      timeZone: '',
    },
    ...{ authors: [], featured: EMPTY_LINK, related: [], startDate: '', startTime: '', status: 'upcoming', slug: '' },
  };
}

export function articleFormOf(article: Article): ArticleForm {
  const starts = article.startsAt === null ? { date: '', time: '' } : wallTimeOf(article.startsAt, article.timeZone);
  const { dateLine, headline, standfirst, language, timeZone, status, slug } = article;
  return {
    ...{ dateLine, headline, standfirst, language, timeZone, status, slug },
    body: docOf(article.body),
    source: sourceFormOf(article.source),
    authors: article.authors.map(({ name, role }) => ({ name, role: role ?? '' })),
    featured: linkFormOf(article.featured),
    related: article.related.map(linkFormOf),
    startDate: starts.date,
    startTime: starts.time,
  };
}

export function readArticle(form: ArticleForm, { isNew }: { readonly isNew: boolean }): ArticleRead {
  const body = readBody(form.body);
  const startsAt = readStart(form);
  const own = isNew ? newsroomsOwn(form) : {};
  const shape = ArticleContent.omit({ body: true, startsAt: true }).partial(own);
  const rest = shape.safeParse({
    ...{ dateLine: form.dateLine, headline: form.headline, standfirst: form.standfirst },
    source: readSource(form.source),
    ...(own.language ? {} : { language: form.language.trim() }),
    ...(own.timeZone ? {} : { timeZone: form.timeZone.trim() }),
    authors: readAuthors(form.authors),
    featured: readLink(form.featured),
    related: form.related.filter(isFilledLink).map(readLink),
  });
  const slug = isNew && form.slug.trim() !== '' ? Slug.safeParse(form.slug.trim()) : null;
  const problems = [
    ...(rest.success ? [] : problemsOf(rest.error)),
    ...(body.success ? [] : problemsOf(body.error).map(problem => ({ ...problem, field: 'body' }))),
    ...(startsAt === undefined ? [{ field: 'startsAt', reason: 'Needs a day, a time of day and a time zone' }] : []),
    ...(slug === null || slug.success ? [] : problemsOf(slug.error).map(problem => ({ ...problem, field: 'slug' }))),
  ];
  if (!rest.success || !body.success || startsAt === undefined || problems.length > 0) return { ok: false, problems };
  const { language, timeZone, ...others } = rest.data;
  const article = {
    ...others,
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    headline: form.headline.trim(),
    body: body.data,
    startsAt,
  };
  return { ok: true, wish: { article, status: form.status, slug: slug?.data ?? null } };
}

export function isSameArticleForm(a: ArticleForm, b: ArticleForm): boolean {
  return isSameDoc(a.body, b.body) && JSON.stringify({ ...a, body: null }) === JSON.stringify({ ...b, body: null });
}

export function isFilledLink({ headline, text, url }: LinkForm): boolean {
  return `${headline}${text}${url}`.trim() !== '';
}

function linkFormOf(link: ArticleLink | null): LinkForm {
  return link === null ? EMPTY_LINK : { ...link, url: link.url ?? '' };
}

function readLink(link: LinkForm): ArticleLink | null {
  if (!isFilledLink(link)) return null;
  return { headline: link.headline, text: link.text, url: link.url.trim() === '' ? null : link.url.trim() };
}

function newsroomsOwn({ language, timeZone }: ArticleForm): { language?: true; timeZone?: true } {
  return {
    ...(language.trim() === '' ? { language: true } : {}),
    ...(timeZone.trim() === '' ? { timeZone: true } : {}),
  };
}

function readStart({ startDate, startTime, timeZone }: ArticleForm): string | null | undefined {
  if (startDate === '' && startTime === '') return null;
  try {
    return instantOf({ date: startDate, time: startTime }, timeZone.trim()) ?? undefined;
  } catch {
    // The zone is unknown; its own field says so.
    return undefined;
  }
}
