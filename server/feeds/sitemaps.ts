import { x } from 'xastscript';
import type { ArticleChanged } from '#server/store/store.ts';
import { articlePath } from '#shared/addresses.ts';
import type { Article } from '#shared/article.ts';
import type { Site } from '#shared/pages.ts';
import { xmlDocument } from './xml.ts';

const SITEMAP = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' };
/** What search engines take in one file. */
const MAX_URLS = 50_000;
const MAX_NEWS_URLS = 1_000;
const NEWS_FOR_MS = 2 * 24 * 60 * 60 * 1_000;

/** The address of the sitemap that holds the articles of this place, from 1, where one is not enough for all. */
function sitemapPath(place: number): string {
  return `/sitemap-${place}.xml`;
}

/** All articles; where they are too many for one file, where the files are. */
export function sitemap(articles: readonly ArticleChanged[], siteUrl: string, maxUrls = MAX_URLS): string {
  const listed = articles.filter(isListed);
  if (listed.length < maxUrls)
    return urlSet([{ path: '/', changedAt: listed[0]?.changedAt }, ...listed.map(place)], siteUrl);
  const parts = Array.from({ length: Math.ceil(listed.length / maxUrls) }, (_, part) => part + 1);
  return xmlDocument(
    x(
      'sitemapindex',
      SITEMAP,
      parts.map(part => x('sitemap', [x('loc', `${siteUrl}${sitemapPath(part)}`)])),
    ),
  );
}

/** How many files there are of which each holds a part. */
export function sitemapCount(articles: readonly ArticleChanged[], maxUrls = MAX_URLS): number {
  return Math.ceil(articles.filter(isListed).length / maxUrls);
}

/** One file of several; null where there is none of this place. The oldest come first, so that files fill up and then stay. */
export function sitemapPart(
  articles: readonly ArticleChanged[],
  part: number,
  siteUrl: string,
  maxUrls = MAX_URLS,
): string | null {
  const listed = articles.filter(isListed).toSorted((a, b) => a.article.createdAt.localeCompare(b.article.createdAt));
  const mine = listed.slice((part - 1) * maxUrls, part * maxUrls);
  return mine.length === 0 ? null : urlSet(mine.map(place), siteUrl);
}

/** What began within two days: search engines take no older news. */
export function newsSitemap(
  articles: readonly ArticleChanged[],
  { site, siteUrl, now }: { readonly site: Site; readonly siteUrl: string; readonly now: number },
): string {
  const news = articles
    .filter(listed => isListed(listed) && listed.entryCount > 0 && isNews(listed.article, now))
    .slice(0, MAX_NEWS_URLS);
  const xmlns = { ...SITEMAP, 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' };
  return xmlDocument(
    x(
      'urlset',
      xmlns,
      news.map(({ article }) =>
        x('url', [
          x('loc', `${siteUrl}${articlePath(article.slug)}`),
          x('news:news', [
            x('news:publication', [x('news:name', site.name), x('news:language', newsLanguage(article.language))]),
            x('news:publication_date', beganAt(article)),
            x('news:title', article.headline),
          ]),
        ]),
      ),
    ),
  );
}

/** A language as news sitemaps write it: two or three letters, and for Chinese the script, by a country. */
function newsLanguage(tag: string): string {
  const { language, script } = localeOf(tag).maximize();
  if (language !== 'zh') return language;
  return script === 'Hant' ? 'zh-tw' : 'zh-cn';
}

/** Of a tag that Intl does not take, and that is in a store from before tags were looked at closely, what it begins with. */
function localeOf(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag);
  } catch {
    return new Intl.Locale(tag.split('-', 1)[0] ?? 'und');
  }
}

/** What robots may look at. Pages of the admin say themselves that they are not for an index. */
export function robotsText(siteUrl: string): string {
  const sitemaps = ['/sitemap.xml', '/news-sitemap.xml'].map(path => `Sitemap: ${siteUrl}${path}\n`);
  return `User-agent: *\nDisallow: /api/\n\n${sitemaps.join('')}`;
}

function urlSet(places: readonly { path: string; changedAt: string | undefined }[], siteUrl: string): string {
  return xmlDocument(
    x(
      'urlset',
      SITEMAP,
      places.map(({ path, changedAt }) =>
        x('url', [x('loc', `${siteUrl}${path}`), ...(changedAt === undefined ? [] : [x('lastmod', changedAt)])]),
      ),
    ),
  );
}

function place({ article, changedAt }: ArticleChanged) {
  return { path: articlePath(article.slug), changedAt };
}

/** The sample shows the product and is no news. */
function isListed({ article }: ArticleChanged): boolean {
  return !article.sample;
}

function beganAt({ startsAt, createdAt }: Article): string {
  return startsAt ?? createdAt;
}

function isNews(article: Article, now: number): boolean {
  const began = Date.parse(beganAt(article));
  return began <= now && now - began <= NEWS_FOR_MS;
}
