import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { FEED_FORMATS } from '#shared/addresses.ts';
import { paragraphs } from '#shared/body-text.ts';

const PUBLIC = { PUBLIC_URL: 'https://news.example', SITE_NAME: 'The Daily Moon' };
const IDS = /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What three programs that know nothing of each other would read, in one form. */
async function readFeeds(running: RunningApp, folder: string, query = '') {
  const text = async (file: string) => {
    const answer = await running.ask('GET', `${folder}/${file}${query}`);
    if (answer.status !== 200) throw new Error(`${file}: ${answer.status}`);
    return answer.text;
  };
  return {
    rss: rssIn(await text('rss.xml')),
    atom: atomIn(await text('atom.xml')),
    json: jsonIn(await text('feed.json')),
  };
}

function rssIn(xml: string) {
  XmlDocument.fromString(xml).dispose();
  const feed = parseRssFeed(xml);
  return {
    title: feed.title,
    language: feed.language,
    link: feed.link,
    updated: new Date(feed.lastBuildDate ?? '').toISOString(),
    next: feed.atom?.links?.find(({ rel }) => rel === 'next')?.href,
    items: feed.items?.map(item => ({
      id: item.guid?.value,
      url: item.link,
      title: item.title,
      html: item.content?.encoded,
      notice: item.description,
      language: item.dc?.languages?.[0],
      authors: item.dc?.creators,
      published: new Date(item.pubDate ?? '').toISOString(),
      updated: item.atom?.updated,
    })),
  };
}

function atomIn(xml: string) {
  XmlDocument.fromString(xml).dispose();
  const feed = parseAtomFeed(xml);
  return {
    title: feed.title?.value,
    language: feed.xml?.lang,
    link: feed.links?.find(({ rel }) => rel === 'alternate')?.href,
    updated: feed.updated,
    next: feed.links?.find(({ rel }) => rel === 'next')?.href,
    items: feed.entries?.map(entry => ({
      id: entry.id,
      url: entry.links?.[0]?.href,
      title: entry.title?.value,
      html: entry.content?.value,
      notice: entry.summary?.value,
      language: entry.xml?.lang,
      authors: entry.authors?.map(({ name }) => name),
      published: entry.published,
      updated: entry.updated,
    })),
  };
}

function jsonIn(text: string) {
  const feed = parseJsonFeed(text);
  return {
    title: feed.title,
    language: feed.language,
    link: feed.home_page_url,
    next: feed.next_url,
    items: feed.items?.map(item => ({
      id: item.id,
      url: item.url,
      title: item.title,
      html: item.content_html,
      notice: item.summary,
      language: item.language,
      authors: item.authors?.map(({ name }) => name),
      published: item.date_published,
      updated: item.date_modified,
    })),
  };
}

describe("an article's feed", () => {
  it('says the same in all three forms, entry by entry in its own language', async () => {
    await using running = await runningApp(PUBLIC);
    const { id, slug } = await running.createArticle({ headline: 'The Eagle & <Moon>', timeZone: 'America/Chicago' });
    await running.publish(id, 'Docked ]]> & <script>alert(1)</script>\u0007');
    running.desk.pass(60_000);
    const authors = [{ name: 'Юрий', role: null }];
    const entry = { headline: 'Посадка', body: paragraphs(['Сели.']), language: 'ru', authors };
    await running.send(id, { type: 'publish-entry', entry });

    const { rss, atom, json } = await readFeeds(running, `/live/${slug}`);

    const page = `https://news.example/live/${slug}`;
    const second = {
      ...{ url: `${page}/entry/2`, title: 'Посадка', html: '<p>Сели.</p>', notice: undefined, language: 'ru' },
      ...{ authors: ['Юрий'], published: '2026-03-01T10:01:00.000Z', updated: '2026-03-01T10:01:00.000Z' },
      id: expect.stringMatching(IDS),
    };
    expect(atom).toMatchObject({
      ...{ title: 'The Eagle & <Moon>', language: 'en', link: page, updated: '2026-03-01T10:01:00.000Z' },
      items: [second, { language: 'en', title: expect.stringContaining('Docked ]]> & <script>') }],
    });
    expect(atom.items?.[1]?.html).toBe('<p>Docked ]]&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>');
    expect(rss).toEqual(atom);
    const { updated: _, ...rest } = atom;
    expect(withoutBells(json)).toEqual(rest);
  });

  it('[R2] a corrected entry keeps its id, says so in its title, and moves', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle({ timeZone: 'America/Chicago' });
    const { entryId } = await running.publish(id, 'Three men are down.');
    const before = await readFeeds(running, `/live/${slug}`);
    running.desk.pass(60_000);
    await running.send(id, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 1, entry: { body: paragraphs(['Two men are down.']) } },
      ...{ kind: 'correction', note: 'It is two men.' },
    });

    const after = await readFeeds(running, `/live/${slug}`);

    for (const format of FEED_FORMATS) {
      const [was] = before[format].items ?? [];
      const notice = 'Corrected March 1, 2026, 04:01: It is two men.';
      expect(after[format].items).toEqual([
        {
          ...was,
          ...{ title: 'Corrected: Two men are down.', notice, updated: '2026-03-01T10:01:00.000Z' },
          html: `<p><em>${notice}</em></p><p>Two men are down.</p>`,
        },
      ]);
    }
  });

  it('[D11] a withdrawn entry stays as a tombstone under its id, without its text', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const { entryId } = await running.publish(id, 'A canary');
    const before = await readFeeds(running, `/live/${slug}`);
    running.desk.pass(60_000);
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'It was wrong.' });

    const after = await readFeeds(running, `/live/${slug}`);

    expect(JSON.stringify(after)).not.toContain('canary');
    for (const format of FEED_FORMATS)
      expect(after[format].items).toMatchObject([
        {
          ...{ id: before[format].items?.[0]?.id, title: 'Update 1 was withdrawn' },
          ...{ notice: expect.stringContaining('It was wrong.'), updated: '2026-03-01T10:01:00.000Z' },
        },
      ]);
  });

  it('[R2] tells of what became of entries that have left its newest page', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const ids: (string | undefined)[] = [];
    for (let n = 1; n <= 60; n++) ids.push((await running.publish(id, `Entry ${n}`)).entryId);
    const edit = (n: number, kind: string) =>
      running.send(id, {
        ...{ type: 'edit-entry', entryId: ids[n - 1], expectedVersion: 1, entry: { headline: `Now ${n}` } },
        ...{ kind, note: kind === 'minor' ? null : 'It changed.' },
      });
    await edit(3, 'correction');
    await edit(50, 'update');
    await running.send(id, { type: 'retract-entry', entryId: ids[6], expectedVersion: 1, reason: '' });

    const { atom, json } = await readFeeds(running, `/live/${slug}`);

    const titles = atom.items?.map(({ title }) => title) ?? [];
    expect(titles.slice(20)).toEqual(['Update 7 was withdrawn', 'Corrected: Now 3']);
    expect(titles.slice(0, 20)).toContain('Now 50');
    const older = await readFeeds(running, `/live/${slug}`, new URL(String(json.next)).search);
    expect(older.atom.items?.map(({ title }) => title)).toEqual(
      Array.from({ length: 20 }, (_, n) => `Entry ${40 - n}`),
    );
    const oldest = await readFeeds(running, `/live/${slug}`, new URL(String(older.rss.next)).search);
    expect(oldest.rss.items).toHaveLength(20);
    expect([oldest.rss.next, oldest.atom.next, oldest.json.next]).toEqual([undefined, undefined, undefined]);
  });

  it('says of an entry that it is not sure', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle({ language: 'de' });
    for (const confirmation of ['disputed', 'confirmed', 'unconfirmed'])
      await running.send(id, { type: 'publish-entry', entry: { body: paragraphs(['Gelandet']), confirmation } });

    const { rss, atom, json } = await readFeeds(running, `/live/${slug}`);

    for (const { items } of [rss, atom, json])
      expect(items?.map(({ notice }) => notice)).toEqual(['Unbestätigt', undefined, 'Umstritten']);
  });

  it('leads to pictures by addresses that hold anywhere', async () => {
    await using running = await runningApp(PUBLIC);
    const { id, slug } = await running.createArticle();
    const picture = await running.upload(await testPicture());
    const attrs = { ...picture, alt: 'src="/media/x', caption: '', credit: '' };
    const body = { type: 'doc', content: [{ type: 'image', attrs }] };
    await running.send(id, { type: 'publish-entry', entry: { body } });

    const { json } = await readFeeds(running, `/live/${slug}`);

    expect(json.items?.[0]?.html).toContain(`src="https://news.example${picture.src}`);
    expect(json.items?.[0]?.html).not.toMatch(/[" ]\/media/);
    expect(json.items?.[0]?.html).toContain('alt="src=&quot;/media/x"');
  });

  it('may be kept for a moment, and is asked for anew with the tag it had', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const ask = (file: string, etag: string) =>
      running.ask('GET', `/live/${slug}/${file}`, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      const first = await ask(file, 'none');
      const same = await ask(file, first.headers.get('etag') ?? '');
      await running.publish(id, 'Docked');
      const changed = await ask(file, first.headers.get('etag') ?? '');

      expect([first.status, same.status, changed.status]).toEqual([200, 304, 200]);
      expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, stale-while-revalidate=1');
      expect(first.headers.get('access-control-allow-origin')).toBe('*');
      expect(changed.text).toContain('Docked');
    }
  });

  it.each([
    ['/live/nowhere/rss.xml', 404],
    ['/live/nowhere/feed.json', 404],
    ['/live/SLUG/atom.xml?before=x', 400],
    ['/live/SLUG/feed.xml', 404],
  ])('%s is answered %i', async (path, status) => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    expect((await running.ask('GET', path.replace('SLUG', slug))).status).toBe(status);
  });
});

describe('the feed of the site', () => {
  it('has the articles, the latest change first', async () => {
    await using running = await runningApp({ ...PUBLIC, DEFAULT_LANGUAGE: 'de' });
    const first = await running.createArticle({ headline: 'Mond', language: 'de', standfirst: 'Sie sind <da>.' });
    running.desk.pass(1_000);
    const second = await running.createArticle({ headline: 'Mars', language: 'en' });
    running.desk.pass(1_000);
    await running.publish(first.id, 'Docked');

    const { rss, atom, json } = await readFeeds(running, '');

    expect(atom).toMatchObject({
      ...{ title: 'The Daily Moon', language: 'de', link: 'https://news.example/' },
      updated: '2026-03-01T10:00:02.000Z',
      items: [
        {
          ...{ id: `urn:uuid:${first.id}`, url: `https://news.example/live/${first.slug}`, title: 'Mond' },
          ...{ html: '<p>Sie sind &lt;da&gt;.</p>', language: 'de' },
          ...{ published: '2026-03-01T10:00:00.000Z', updated: '2026-03-01T10:00:02.000Z' },
        },
        { id: `urn:uuid:${second.id}`, title: 'Mars', language: 'en' },
      ],
    });
    expect(rss).toEqual(atom);
    expect(json.items).toEqual(atom.items);
  });

  it('is a feed where there is nothing yet', async () => {
    await using running = await runningApp();
    const { rss, atom, json } = await readFeeds(running, '');
    expect([rss.title, atom.title, json.title]).toEqual(['Pressbox', 'Pressbox', 'Pressbox']);
    expect([rss.items ?? [], atom.items ?? [], json.items ?? []]).toEqual([[], [], []]);
  });
});

it('feeds say who announces their changes', async () => {
  await using running = await runningApp({ ...PUBLIC, WEBSUB_HUB: 'http://127.0.0.1:9/hub' });
  const { slug } = await running.createArticle();
  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
    const { headers, text } = await running.ask('GET', `/live/${slug}/${file}`);
    const self = `https://news.example/live/${slug}/${file}`;
    expect(headers.get('link')).toBe(`<http://127.0.0.1:9/hub>; rel="hub", <${self}>; rel="self"`);
    expect(text).toMatch(/rel="hub" href="http:\/\/127.0.0.1:9\/hub"|"hubs":\[\{"type":"WebSub","url":"http:\/\/127/);
  }
});

/** JSON text carries what XML cannot. */
function withoutBells(feed: ReturnType<typeof jsonIn>): unknown {
  return JSON.parse(JSON.stringify(feed).replaceAll('\\u0007', ''));
}
