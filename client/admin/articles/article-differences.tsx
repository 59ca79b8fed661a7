import type { Article } from '#shared/article.ts';
import type { Difference } from '../conflict.tsx';
import { languageName } from '../fields/language-field.tsx';
import { isSameDoc } from '../rich-text/body-doc.ts';
import { DocView } from '../rich-text/doc-view.tsx';
import { type ArticleForm, articleFormOf, type LinkForm } from './article-form.ts';

/** Each field in which the typed article is not as it stands now. */
export function articleDifferences(form: ArticleForm, current: Article): Difference[] {
  const theirs = articleFormOf(current);
  const body = isSameDoc(form.body, theirs.body)
    ? []
    : [{ field: 'Body', theirs: <DocView doc={theirs.body} />, mine: <DocView doc={form.body} /> }];
  const shown = SHOWN.map(([field, show]) => ({ field, theirs: show(theirs), mine: show(form) }));
  return [...shown.filter(({ theirs: a, mine: b }) => a !== b), ...body];
}

const SHOWN: readonly (readonly [string, (form: ArticleForm) => string])[] = [
  ['Headline', form => form.headline],
  ['Standfirst', form => form.standfirst],
  ['Date line', form => form.dateLine],
  ['Language', form => languageName(form.language)],
  ['Time zone', form => form.timeZone],
  ['Source', ({ source }) => (source.name === '' ? '' : `${source.name} (${source.kind}) ${source.url}`)],
  ['Authors', form => form.authors.map(({ name, role }) => (role === '' ? name : `${name}, ${role}`)).join('; ')],
  ['Featured article', form => linkText(form.featured)],
  ['Related articles', form => form.related.map(linkText).join('; ')],
  ['Starts at', form => `${form.startDate} ${form.startTime}`.trim()],
];

function linkText({ headline, text, url }: LinkForm): string {
  return [headline, url, text].filter(part => part !== '').join(' · ');
}
