import { readFileSync } from 'node:fs';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { makeArticle } from '#server/test-bench/make-article.ts';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { StoredPicture } from '#shared/commands.ts';
import { newsSitemap, sitemap, sitemapPart } from './sitemaps.ts';

const FEEDS = [
  ['atom', '/live/bridge/atom.xml'],
  ['atom', '/live/bridge/atom.xml?before=21'],
  ['atom', '/live/empty/atom.xml'],
  ['atom', '/atom.xml'],
  ['rss', '/live/bridge/rss.xml'],
  ['rss', '/live/bridge/rss.xml?before=21'],
  ['rss', '/live/empty/rss.xml'],
  ['rss', '/rss.xml'],
  ['sitemap', '/sitemap.xml'],
  ['sitemap', '/sitemap-1.xml'],
  ['sitemap', '/news-sitemap.xml'],
] as const;
/** Where nobody listens, and nothing is tried again. */
const PUBLIC = { PUBLIC_URL: 'https://news.example', WEBSUB_HUB: 'http://127.0.0.1:9/' };

type Schema = (typeof FEEDS)[number][0];

it('what programs read of the site keeps to the schema of its format', async () => {
  await using running = await runningApp(PUBLIC);
  await publishSomeOfAll(running);

  const found = await Promise.all(
    FEEDS.map(async ([schema, path]) => [path, faultsOf((await running.ask('GET', path)).text, schema)] as const),
  );

  expect(found).toEqual(FEEDS.map(([, path]) => [path, 'none']));
});

it.each(['/live/bridge/feed.json', '/live/bridge/feed.json?before=21', '/live/empty/feed.json', '/feed.json'])(
  '%s keeps to JSON Feed 1.1',
  async path => {
    await using running = await runningApp(PUBLIC);
    await publishSomeOfAll(running);

    const { success, error } = JsonFeed.safeParse(JSON.parse((await running.ask('GET', path)).text));

    expect([success, error?.issues]).toEqual([true, undefined]);
  },
);

it('of many articles the sitemaps, and what lists them, keep to their schema', () => {
  const articles = Array.from({ length: 25 }, () => {
    const article = makeArticle({ language: 'zh-Hant', createdAt: '2026-03-01T09:00:00.000Z' });
    return { article, changedAt: '2026-03-01T09:30:00.000Z', entryCount: 1 };
  });
  const site = { name: 'The Daily Moon', tagline: '', language: 'en' };
  const now = Date.parse('2026-03-01T10:00:00.000Z');
  const siteUrl = 'https://news.example';
  const files = [
    sitemap(articles, siteUrl, 10),
    ...[1, 2, 3].map(part => sitemapPart(articles, part, siteUrl, 10) ?? ''),
    newsSitemap(articles, { site, siteUrl, now }),
    newsSitemap([], { site, siteUrl, now }),
  ];
  expect(files.map(file => faultsOf(file, 'sitemap'))).toEqual(files.map(() => 'none'));
});

it('whatever an entry holds is in every feed, in all its languages, and nothing in it hangs on the page it came from', async () => {
  await using running = await runningApp(PUBLIC);
  const picture = await publishSomeOfAll(running);

  for (const file of ['atom.xml', 'rss.xml', 'feed.json']) {
    const { text, headers } = await running.ask('GET', `/live/bridge/${file}`);
    const html = file === 'feed.json' ? text.replaceAll('\\"', '"') : unescaped(text);
    for (const part of [...RICH_PARTS, `"https://news.example${picture.src}"`]) expect(html).toContain(part);
    expect(html).not.toMatch(/ (?:src|href|srcset)="\/[^/]/);
    expect(text).toContain(PUBLIC.WEBSUB_HUB);
    expect(headers.get('link')).toContain(`<${PUBLIC.WEBSUB_HUB}>; rel="hub"`);
  }
});

it.each([
  ['atom', '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>No date</title></feed>', 'updated'],
  ['rss', '<rss version="2.0"><channel><title>No link</title><description/></channel></rss>', 'channel'],
  ['sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', 'url'],
  ['sitemap', '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', 'Expecting an element'],
] as const)('what breaks the rules of %s is found', (schema, xml, named) => {
  expect(faultsOf(xml, schema)).toContain(named);
});

/** JSON Feed 1.1 as jsonfeed.org describes it; names beginning with _ are anybody's. */
const Address = z.url();
const Author = z
  .strictObject({ name: z.string().min(1), url: Address, avatar: Address })
  .partial()
  .refine(author => Object.keys(author).length > 0);
const Item = z
  .strictObject({
    id: z.string().min(1),
    url: Address.optional(),
    external_url: Address.optional(),
    title: z.string().optional(),
    content_html: z.string().optional(),
    content_text: z.string().optional(),
    summary: z.string().optional(),
    image: Address.optional(),
    date_published: z.iso.datetime({ offset: true }).optional(),
    date_modified: z.iso.datetime({ offset: true }).optional(),
    authors: z.array(Author).optional(),
    tags: z.array(z.string().min(1)).optional(),
    language: z.string().min(2).optional(),
  })
  .refine(item => item.content_html !== undefined || item.content_text !== undefined);
const JsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: Address.optional(),
  feed_url: Address.optional(),
  description: z.string().optional(),
  next_url: Address.optional(),
  icon: Address.optional(),
  favicon: Address.optional(),
  authors: z.array(Author).optional(),
  language: z.string().min(2).optional(),
  expired: z.boolean().optional(),
  hubs: z.array(z.strictObject({ type: z.string().min(1), url: Address })).optional(),
  items: z.array(Item),
});

/** "none", or what a validator that knows the schema says. */
function faultsOf(xml: string, schema: Schema): string {
  using document = XmlDocument.fromString(xml);
  using grammar = XmlDocument.fromBuffer(readFileSync(new URL(`./schemas/${schema}.rng`, import.meta.url)));
  using validator = RelaxNGValidator.fromDoc(grammar);
  try {
    validator.validate(document);
    return 'none';
  } catch (error) {
    return String(error);
  }
}

/** Answers the picture that is among it. */
async function publishSomeOfAll(running: RunningApp): Promise<StoredPicture> {
  const picture = await running.upload(await testPicture());
  const { id } = await running.createArticle({
    ...{ headline: 'The bridge is open & "safe"', slug: 'bridge', standfirst: 'At last.' },
    authors: [{ name: 'Ann Lee', role: 'in Wend' }],
  });
  const ids: (string | undefined)[] = [];
  for (let number = 1; number <= 30; number++) ids.push((await running.publish(id, `Update ${number}.`)).entryId);
  await running.send(id, {
    ...{ type: 'edit-entry', entryId: ids[29], expectedVersion: 1, kind: 'correction', note: 'It was two.' },
    entry: {
      ...{ headline: 'First <lorry>', body: paragraphs(['It & two more.']), tags: ['traffic', 'a & b'] },
      ...{ authors: [{ name: 'Bo', role: '' }], language: 'ru', displayAt: '2026-03-01' },
    },
  });
  await running.send(id, { type: 'retract-entry', entryId: ids[28], expectedVersion: 1, reason: 'Wrong bridge.' });
  await running.send(id, {
    type: 'publish-entry',
    entry: {
      body: { type: 'doc', content: richBlocks(picture) },
      translations: [
        {
          language: 'ru',
          headline: 'Мост',
          body: paragraphs(['Мост открыт.']),
          translator: { name: 'Ann', kind: 'person' },
        },
        {
          language: 'de',
          headline: null,
          body: paragraphs(['Offen.']),
          translator: { name: 'Robot', kind: 'machine' },
        },
      ],
    },
  });
  await running.createArticle({ headline: 'Nothing yet', slug: 'empty' });
  return picture;
}

const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });

function richBlocks(stored: StoredPicture): object[] {
  const picture = { ...stored, alt: 'A bridge', caption: '', credit: '' };
  return [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Below & above' }] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [words('One thing')] }] },
    { type: 'blockquote', attrs: { attribution: 'Otto Brand' }, content: [words('Slowly.')] },
    { type: 'image', attrs: { ...picture, caption: 'Seen from the lock' } },
    { type: 'gallery', attrs: { images: [picture, { ...picture, alt: 'The lock' }] } },
    { type: 'keyFigure', attrs: { value: '900 t', label: 'of iron' } },
    {
      type: 'embed',
      attrs: { provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', title: 'A film' },
    },
    { type: 'horizontalRule' },
  ];
}
const RICH_PARTS = [
  ...['One thing', 'Slowly.', 'Otto Brand', 'Seen from the lock', 'The lock', '900 t', 'A film'],
  ...['lang="ru"', 'Russian: translated by Ann', 'Мост открыт.', 'German: machine translation by Robot', 'Offen.'],
];

/** The text of what was written into XML as text. */
function unescaped(xml: string): string {
  using document = XmlDocument.fromString(xml);
  return document.root.content;
}
