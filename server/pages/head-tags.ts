import { publishedFor } from '#server/entry-time.ts';
import {
  articlePath,
  entryPath,
  FEED_FORMATS,
  type FeedFormat,
  feedPath,
  olderPath,
  pastPath,
  socialImagePath,
} from '#shared/addresses.ts';
import type { Article, Entry } from '#shared/article.ts';
import { picturesIn } from '#shared/body-text.ts';
import { lensQuery } from '#shared/lens.ts';
import type { ArticlePage, PageHead, PageView } from '#shared/pages.ts';
import type { ReaderRenderer } from './assets.ts';
import { voidTag } from './document.ts';

/** What a page's head is made of besides the page. */
export interface HeadContext {
  /** Without a trailing slash. */
  readonly siteUrl: string;
  /** When anything in the article last changed; null for other pages. */
  readonly changedAt: string | null;
  /** What an entry is called that may have no headline. */
  readonly entryTitle: ReaderRenderer['entryTitle'];
}

export const SOCIAL_IMAGE_WIDTH = 1200;
export const SOCIAL_IMAGE_HEIGHT = 630;
/** As `--paper` in client/ui/tokens.css. */
export const THEME_COLORS = { light: '#fdfcf9', dark: '#141518' } as const;
export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};
const FEED_NAMES: Readonly<Record<FeedFormat, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };

/** Everything in a page's head that is for machines: search engines, feed readers, whoever shows a link to it. */
export function headTags(view: PageView, head: PageHead, context: HeadContext): string {
  const description = voidTag('meta', { name: 'description', content: head.description });
  return [description, ...pageTags(view, head, context), ...SITE_TAGS].join('');
}

/** On every page, the admin's included. */
export const SITE_TAGS: readonly string[] = [
  voidTag('meta', { name: 'theme-color', media: '(prefers-color-scheme: light)', content: THEME_COLORS.light }),
  voidTag('meta', { name: 'theme-color', media: '(prefers-color-scheme: dark)', content: THEME_COLORS.dark }),
  voidTag('link', { rel: 'icon', href: '/favicon.ico', sizes: '32x32' }),
  voidTag('link', { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }),
  voidTag('link', { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' }),
  voidTag('link', { rel: 'manifest', href: '/manifest.webmanifest' }),
];

function pageTags(view: PageView, head: PageHead, context: HeadContext): string[] {
  const at = (path: string) => `${context.siteUrl}${path}`;
  switch (view.page) {
    case 'home':
      return [
        voidTag('link', { rel: 'canonical', href: at('/') }),
        INDEXED,
        ...feedLinks(view.site.name, at),
        ...properties({
          ...{ 'og:type': 'website', 'og:site_name': view.site.name, 'og:title': head.heading },
          ...{ 'og:description': head.description, 'og:url': at('/'), 'og:image': at('/icon-512.png') },
        }),
        voidTag('meta', { name: 'twitter:card', content: 'summary' }),
      ];
    case 'article':
      return articleTags(view, head, context);
    case 'contents':
    case 'error':
      return [NOT_INDEXED];
    default:
      return view satisfies never;
  }
}

export const NOT_INDEXED = voidTag('meta', { name: 'robots', content: 'noindex' });
const INDEXED = voidTag('meta', { name: 'robots', content: 'max-image-preview:large' });

/**
 * Pages of older entries stand for themselves, for their boundaries never shift. An entry's own page is the one around it over again:
 * an index is to keep that one, while whoever shares the entry shares the entry. What a lens shows of an article, or how it once stood,
 * is for no index.
 */
function articleTags(view: PageView & ArticlePage, head: PageHead, context: HeadContext): string[] {
  const { state, before, lens, past, site } = view;
  const { slug, headline } = state.article;
  const at = (path: string) => `${context.siteUrl}${path}`;
  const isWhole = before === null || lens !== null || past !== null;
  const shared = sharedAs(view, head, context);
  return [
    voidTag('link', { rel: 'canonical', href: at(isWhole ? articlePath(slug) : olderPath(slug, before)) }),
    ...(lens === null && past === null ? [INDEXED, ...neighbourLinks(view, at)] : [NOT_INDEXED]),
    ...feedLinks(headline, at, slug),
    ...oembedLinks(String(shared['og:url']), String(shared['og:title']), context.siteUrl),
    ...properties({ 'og:type': 'article', 'og:site_name': site.name, ...shared }),
    voidTag('meta', { name: 'twitter:card', content: 'summary_large_image' }),
  ];
}

function neighbourLinks({ state, before, newerBefore }: ArticlePage, at: (path: string) => string): string[] {
  const { slug } = state.article;
  const newer = newerBefore === null ? articlePath(slug) : olderPath(slug, newerBefore);
  return [
    ...(before === null ? [] : [voidTag('link', { rel: 'prev', href: at(newer) })]),
    ...(state.completeFrom > 1
      ? [voidTag('link', { rel: 'next', href: at(olderPath(slug, state.completeFrom)) })]
      : []),
  ];
}

/** What a page is shown as where somebody shares it. */
function sharedAs(view: PageView & ArticlePage, head: PageHead, { siteUrl, changedAt, entryTitle }: HeadContext) {
  const { state, before, entryNumber, lens, past } = view;
  const { article, position } = state;
  const seen = lens === null ? '' : `?${lensQuery(lens.lens)}`;
  const entry = state.entries.find(({ number }) => number === entryNumber);
  if (entry !== undefined) return entryShared(entry, article, { siteUrl, head, title: entryTitle(entry, article) });
  const { slug, headline, createdAt, authors } = article;
  const path = before === null || lens !== null ? `${articlePath(slug)}${seen}` : olderPath(slug, before);
  return {
    'og:title': head.heading,
    'og:description': head.description,
    'og:url': `${siteUrl}${past === null ? path : pastPath(slug, past.at, before)}`,
    ...madeImage(`${siteUrl}${socialImagePath(slug)}?at=${position.seq}`, headline),
    'article:published_time': createdAt,
    ...(changedAt === null ? {} : { 'article:modified_time': changedAt }),
    'article:author': authors.map(({ name }) => name),
  } satisfies Properties;
}

function entryShared(
  entry: Entry,
  { slug }: Article,
  { siteUrl, head, title }: { readonly siteUrl: string; readonly head: PageHead; readonly title: string },
) {
  const published = entry.retraction === null ? entry : null;
  const { number, version, publishedAt } = entry;
  const own = published ? picturesIn(published.body)[0] : undefined;
  const made = madeImage(`${siteUrl}${socialImagePath(slug, number)}?at=${version}`, title);
  const editedAt = published?.editedAt ?? entry.retraction?.at;
  return {
    'og:title': title,
    'og:description': head.description,
    'og:url': `${siteUrl}${entryPath(slug, published ?? { number })}`,
    ...(own === undefined ? made : ownImage(`${siteUrl}${own.src}`, own)),
    'article:published_time': published === null ? publishedAt : publishedFor(published),
    ...(editedAt ? { 'article:modified_time': editedAt } : {}),
    'article:author': published?.authors.map(({ name }) => name) ?? [],
  } satisfies Properties;
}

function ownImage(url: string, { width, height, alt }: { width: number; height: number; alt: string }): Properties {
  return {
    ...{ 'og:image': url, 'og:image:width': String(width), 'og:image:height': String(height) },
    ...(alt === '' ? {} : { 'og:image:alt': alt }),
  };
}

function madeImage(url: string, alt: string): Properties {
  return {
    'og:image': url,
    'og:image:type': 'image/png',
    'og:image:width': String(SOCIAL_IMAGE_WIDTH),
    'og:image:height': String(SOCIAL_IMAGE_HEIGHT),
    'og:image:alt': alt,
  };
}

type Properties = Readonly<Record<string, string | readonly string[]>>;

function properties(values: Properties): string[] {
  return Object.entries(values).flatMap(([property, value]) =>
    [value].flat().map(content => voidTag('meta', { property, content })),
  );
}

function feedLinks(title: string, at: (path: string) => string, slug?: string): string[] {
  return FEED_FORMATS.map(format =>
    voidTag('link', {
      ...{ rel: 'alternate', type: FEED_TYPES[format] },
      ...{ title: `${title} (${FEED_NAMES[format]})`, href: at(feedPath(format, slug)) },
    }),
  );
}

function oembedLinks(page: string, title: string, siteUrl: string): string[] {
  return (['json', 'xml'] as const).map(format =>
    voidTag('link', {
      ...{ rel: 'alternate', type: `${format === 'json' ? 'application/json' : 'text/xml'}+oembed`, title },
      href: `${siteUrl}/oembed?${new URLSearchParams({ url: page, format })}`,
    }),
  );
}
