import { bodyText, shortened } from '#shared/body-text.ts';
import { directionOf } from '#shared/language.ts';
import type { ArticlePage, ContentsPage, ErrorPage, PageHead, PageView, Site } from '#shared/pages.ts';
import { textsIn } from '../ui/texts.ts';
import { timesFor } from '../ui/times.ts';
import { asItStood } from './replay/as-it-stood.ts';
import { titleOf } from './title.ts';

const MAX_DESCRIPTION_CHARS = 200;

/** What the document says about a page outside of it. */
export function headOf(view: PageView): PageHead {
  switch (view.page) {
    case 'home':
      return headIn(view.site, view.site.language, view.site.name, view.site.tagline);
    case 'article':
      return articleHead(view);
    case 'contents':
      return contentsHead(view);
    case 'error':
      return errorHead(view);
    default:
      return view satisfies never;
  }
}

function articleHead(view: PageView & ArticlePage): PageHead {
  const { standfirst, body, language, headline } = view.state.article;
  const text = entryText(view) || standfirst || bodyText(body) || latestText(view) || headline;
  return headIn(view.site, language, pastTitle(view) ?? titleOf(view), text);
}

/** Before the title of now stands which moment it was. */
function pastTitle(view: PageView & ArticlePage): string | null {
  if (view.past === null) return null;
  const { language, timeZone } = view.state.article;
  const times = timesFor({ language, timeZone, now: null });
  return `${asItStood(view.past.at, textsIn(view.wording), times)} – ${titleOf(view)}`;
}

/** Where nobody wrote about the whole. */
function latestText({ state }: ArticlePage): string | null | undefined {
  const latest = state.entries.find(entry => entry.retraction === null);
  return latest && (bodyText(latest.body) || latest.headline);
}

/** What an entry says, or why it was withdrawn, on its own page. */
function entryText({ state, entryNumber }: ArticlePage): string {
  const entry = state.entries.find(({ number }) => number === entryNumber);
  if (entry === undefined) return '';
  return entry.retraction === null ? bodyText(entry.body) : entry.retraction.reason;
}

function contentsHead({ article, site, wording }: PageView & ContentsPage): PageHead {
  const jump = textsIn(wording).say('jump');
  return headIn(
    site,
    article.language,
    [article.headline, jump, site.name].join(' – '),
    `${article.headline}: ${jump}`,
  );
}

function errorHead({ problem, site, wording }: PageView & ErrorPage): PageHead {
  const texts = textsIn(wording);
  return headIn(site, site.language, `${texts.say(problem)} – ${site.name}`, texts.say(`${problem}Detail`));
}

function headIn({ name }: Site, lang: string, title: string, text: string): PageHead {
  const ofSite = ` – ${name}`;
  const heading = title.endsWith(ofSite) ? title.slice(0, -ofSite.length) : title;
  return { title, heading, description: shortened(text, MAX_DESCRIPTION_CHARS), lang, dir: directionOf(lang) };
}
