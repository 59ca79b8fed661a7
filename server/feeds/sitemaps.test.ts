import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { ArticleChanged } from '#server/store/store.ts';
import { makeArticle } from '#server/test-bench/make-article.ts';
import { runningApp } from '#server/test-bench/running-app.ts';
import { newsSitemap, sitemap, sitemapPart } from './sitemaps.ts';

const SITE_URL = 'https://news.example';
const NOW = Date.parse('2026-03-01T10:00:00.000Z');

/** The texts at a path in a document that a strict parser accepts. */
function at(xml: string, path: string): string[] {
  using document = XmlDocument.fromString(xml);
  const names = {
    s: 'http://www.sitemaps.org/schemas/sitemap/0.9',
    n: 'http://www.google.com/schemas/sitemap-news/0.9',
  };
  return document.find(path, names).map(node => node.content);
}

function listed(slug: string, fields: Partial<ArticleChanged['article']> = {}): ArticleChanged {
  const article = makeArticle({ slug, createdAt: '2026-03-01T09:00:00.000Z', ...fields });
  return { article, changedAt: '2026-03-01T09:30:00.000Z', entryCount: 1 };
}

describe('the sitemap', () => {
  it('lists home and every article with when it last changed, but no sample', () => {
    const xml = sitemap([listed('moon'), listed('mars'), listed('sample', { sample: true })], SITE_URL);
    expect(at(xml, '/s:urlset/s:url/s:loc')).toEqual([
      `${SITE_URL}/`,
      `${SITE_URL}/live/moon`,
      `${SITE_URL}/live/mars`,
    ]);
    expect(at(xml, '/s:urlset/s:url/s:lastmod')).toEqual(Array(3).fill('2026-03-01T09:30:00.000Z'));
  });

  it('is several files where one cannot hold them all, and every article is in one of them', () => {
    const articles = Array.from({ length: 25 }, (_, n) => listed(`moon-${n}`));
    const xml = sitemap(articles, SITE_URL, 10);
    const parts = [1, 2, 3].map(part => sitemapPart(articles, part, SITE_URL, 10) ?? '');

    expect(at(xml, '/s:sitemapindex/s:sitemap/s:loc')).toEqual([1, 2, 3].map(n => `${SITE_URL}/sitemap-${n}.xml`));
    const found = parts.flatMap(part => at(part, '/s:urlset/s:url/s:loc'));
    expect(found.toSorted()).toEqual(articles.map(({ article }) => `${SITE_URL}/live/${article.slug}`).toSorted());
    expect(sitemapPart(articles, 4, SITE_URL, 10)).toBe(null);
  });
});

describe('the news sitemap', () => {
  it('has what began within two days and has entries, in its language', () => {
    const site = { name: 'The Daily Moon', tagline: '', language: 'en' };
    const articles = [
      listed('moon', { headline: 'Луна', language: 'ru' }),
      listed('old', { createdAt: '2026-02-27T09:59:59.000Z' }),
      listed('sample', { sample: true }),
      listed('to-come', { startsAt: '2026-03-01T11:00:00.000Z' }),
      { ...listed('silent'), entryCount: 0 },
    ];
    const xml = newsSitemap(articles, { site, siteUrl: SITE_URL, now: NOW });

    expect(at(xml, '//s:loc')).toEqual([`${SITE_URL}/live/moon`]);
    expect(at(xml, '//n:news/*')).toEqual(['The Daily Moonru', '2026-03-01T09:00:00.000Z', 'Луна']);
  });
});

it.each([
  ['pt-BR', 'pt'],
  ['zh', 'zh-cn'],
  ['zh-Hans-SG', 'zh-cn'],
  ['zh-Hant', 'zh-tw'],
  ['zh-HK', 'zh-tw'],
])('news in %s are announced as in %s, as search engines write languages', (language, named) => {
  const site = { name: 'The Daily Moon', tagline: '', language: 'en' };
  const xml = newsSitemap([listed('moon', { language })], { site, siteUrl: SITE_URL, now: NOW });
  expect(at(xml, '//n:language')).toEqual([named]);
});

it.each([
  ['/sitemap.xml', 'application/xml; charset=utf-8'],
  ['/sitemap-1.xml', 'application/xml; charset=utf-8'],
  ['/news-sitemap.xml', 'application/xml; charset=utf-8'],
  ['/robots.txt', 'text/plain; charset=utf-8'],
])('%s is there, and may be kept for a moment', async (path, type) => {
  await using running = await runningApp({ PUBLIC_URL: SITE_URL });
  const { id, slug } = await running.createArticle();
  await running.publish(id, 'Docked');

  const { status, headers, text } = await running.ask('GET', path);

  expect([status, headers.get('content-type')]).toEqual([200, type]);
  expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, stale-while-revalidate=1');
  expect(text).toContain(path === '/robots.txt' ? `Sitemap: ${SITE_URL}/sitemap.xml\n` : `/live/${slug}<`);
});

it.each([
  ['/sitemap-2.xml', 404],
  ['/sitemap-0.xml', 400],
])('%s is answered %i', async (path, status) => {
  await using running = await runningApp();
  await running.createArticle();
  expect((await running.ask('GET', path)).status).toBe(status);
});
