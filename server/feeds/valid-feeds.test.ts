import { readFileSync } from 'node:fs';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';

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
  ['sitemap', '/news-sitemap.xml'],
] as const;

type Schema = (typeof FEEDS)[number][0];

it('what programs read of the site keeps to the schema of its format', async () => {
  await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
  await publishSomeOfAll(running);

  const found = await Promise.all(
    FEEDS.map(async ([schema, path]) => [path, faultsOf((await running.ask('GET', path)).text, schema)] as const),
  );

  expect(found).toEqual(FEEDS.map(([, path]) => [path, 'none']));
});

it.each(['/live/bridge/feed.json', '/live/bridge/feed.json?before=21', '/live/empty/feed.json', '/feed.json'])(
  '%s keeps to JSON Feed 1.1',
  async path => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    await publishSomeOfAll(running);

    const { success, error } = JsonFeed.safeParse(JSON.parse((await running.ask('GET', path)).text));

    expect([success, error?.issues]).toEqual([true, undefined]);
  },
);

it.each([
  ['atom', '<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>No date</title></feed>', 'updated'],
  ['rss', '<rss version="2.0"><channel><title>No link</title><description/></channel></rss>', 'channel'],
  ['sitemap', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', 'url'],
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

async function publishSomeOfAll(running: RunningApp): Promise<void> {
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
  await running.createArticle({ headline: 'Nothing yet', slug: 'empty' });
}
