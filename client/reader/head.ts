import { bodyText } from '#shared/body-text.ts';
import { directionOf } from '#shared/language.ts';
import type { ArticlePage, PageView } from '#shared/pages.ts';
import { textsFor } from '../ui/texts.ts';

export interface PageHead {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Site pages are in the language that the interface falls back to. */
const SITE_LANGUAGE = 'en';
const MAX_DESCRIPTION_CHARS = 200;

/** What the document says about a page outside of it. */
export function headOf(view: PageView): PageHead {
  switch (view.page) {
    case 'home':
      return headIn(SITE_LANGUAGE, view.site.name, view.site.tagline);
    case 'article':
      return articleHead(view, view.site.name);
    case 'error':
      return headIn(SITE_LANGUAGE, `${view.title} – ${view.site.name}`, view.detail);
    default:
      return view satisfies never;
  }
}

function articleHead({ state, before }: ArticlePage, site: string): PageHead {
  const { headline, standfirst, body, language } = state.article;
  const part = before === null ? [] : [textsFor(language).say('olderThan', { number: before })];
  return headIn(language, [headline, ...part, site].join(' – '), standfirst || bodyText(body));
}

function headIn(lang: string, title: string, text: string): PageHead {
  return { title, description: shortened(text), lang, dir: directionOf(lang) };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= MAX_DESCRIPTION_CHARS) return line;
  const cut = line.slice(0, MAX_DESCRIPTION_CHARS);
  return `${cut.slice(0, cut.lastIndexOf(' ') + 1 || undefined).trimEnd()} …`;
}
