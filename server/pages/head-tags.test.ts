import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';

/** What a page's head says to machines: the tags' attributes, in order. */
async function headOf(running: RunningApp, path: string): Promise<Record<string, string>[]> {
  const { text } = await running.ask('GET', path);
  const head = text.slice(0, text.indexOf('</head>'));
  return [...head.matchAll(/<(?:link|meta) ([^>]*)>/g)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]),
    ),
  );
}

function unescaped(text = ''): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

function links(head: readonly Record<string, string>[], rel: string): (string | undefined)[] {
  return head.filter(tag => tag.rel === rel).map(({ href }) => href);
}

function said(head: readonly Record<string, string>[], name: string): (string | undefined)[] {
  return head.filter(tag => tag.name === name || tag.property === name).map(({ content }) => content);
}

/** What is shown of a page where it is shared. */
function shared(head: readonly Record<string, string>[]): Record<string, string | undefined> {
  return Object.fromEntries(head.filter(tag => tag.property).map(tag => [tag.property, tag.content]));
}

const PUBLIC = { PUBLIC_URL: 'https://news.example', SITE_NAME: 'The Daily Moon' };

describe('the head of an article', () => {
  it('[R4] says where it is, what it is called, and how it looks where it is shared', async () => {
    await using running = await runningApp(PUBLIC);
    const { id, slug } = await running.createArticle({
      ...{ headline: 'The "Eagle" <landed>', standfirst: 'Two men are on the Moon.' },
      authors: [{ name: 'Ada', role: null }],
    });
    running.desk.pass(60_000);
    await running.publish(id, 'Docked');

    const head = await headOf(running, `/live/${slug}`);

    const page = `https://news.example/live/${slug}`;
    expect(links(head, 'canonical')).toEqual([page]);
    expect(said(head, 'robots')).toEqual(['max-image-preview:large']);
    expect(said(head, 'description')).toEqual(['Two men are on the Moon.']);
    expect(shared(head)).toEqual({
      'og:type': 'article',
      'og:site_name': 'The Daily Moon',
      'og:title': 'The "Eagle" <landed>',
      'og:description': 'Two men are on the Moon.',
      'og:url': page,
      'og:image': `${page}/social.png?at=2`,
      'og:image:type': 'image/png',
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:alt': 'The "Eagle" <landed>',
      'article:published_time': '2026-03-01T10:00:00.000Z',
      'article:modified_time': '2026-03-01T10:01:00.000Z',
      'article:author': 'Ada',
    });
    expect(said(head, 'twitter:card')).toEqual(['summary_large_image']);
    expect(links(head, 'prev').concat(links(head, 'next'))).toEqual([]);
  });

  it('leads to its feeds and to what other sites embed', async () => {
    await using running = await runningApp(PUBLIC);
    const { slug } = await running.createArticle();
    const head = await headOf(running, `/live/${slug}`);

    const page = `https://news.example/live/${slug}`;
    const of = encodeURIComponent(page);
    expect(head.filter(tag => tag.rel === 'alternate').map(({ type, href }) => [type, href])).toEqual([
      ['application/rss+xml', `${page}/rss.xml`],
      ['application/atom+xml', `${page}/atom.xml`],
      ['application/feed+json', `${page}/feed.json`],
      ['application/json+oembed', `https://news.example/oembed?url=${of}&format=json`],
      ['text/xml+oembed', `https://news.example/oembed?url=${of}&format=xml`],
    ]);
  });

  it('[R3] pages of older entries stand for themselves, and lead to each other', async () => {
    await using running = await runningApp(PUBLIC);
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= 65; n++) await running.desk.publish(id, `Entry ${n}`);
    const page = `/live/${slug}`;
    const heads: (readonly Record<string, string>[])[] = [];
    for (let path: string | undefined = page; path !== undefined; ) {
      const head = await headOf(running, path);
      expect(links(head, 'canonical')).toEqual([`https://news.example${path}`]);
      heads.push(head);
      path = links(head, 'next')[0]?.replace('https://news.example', '');
    }

    expect(heads).toHaveLength(3);
    const canonicals = heads.map(head => links(head, 'canonical')[0]);
    expect(heads.map(head => links(head, 'prev')[0])).toEqual([undefined, ...canonicals.slice(0, 2)]);
    expect(new Set(heads.map(head => said(head, 'og:title')[0])).size).toBe(3);
  });

  it('[R4] of an entry is the entry where it is shared, and the page around it in an index', async () => {
    await using running = await runningApp(PUBLIC);
    const { id, slug } = await running.createArticle();
    running.desk.pass(60_000);
    const entry = { headline: 'Docked', body: paragraphs(['They are one.']), authors: [{ name: 'Ada', role: null }] };
    const { entryId } = await running.send(id, { type: 'publish-entry', entry });
    const page = `https://news.example/live/${slug}`;

    const head = await headOf(running, `/live/${slug}/entry/1-docked`);
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'They are not.' });
    const withdrawn = await headOf(running, `/live/${slug}/entry/1`);

    expect(links(head, 'canonical')).toEqual([page]);
    expect(shared(head)).toEqual({
      ...{ 'og:type': 'article', 'og:site_name': 'The Daily Moon', 'og:title': 'Docked' },
      ...{ 'og:description': 'They are one.', 'og:url': `${page}/entry/1-docked` },
      ...{ 'og:image': `${page}/entry/1/social.png?at=1`, 'og:image:type': 'image/png', 'og:image:alt': 'Docked' },
      ...{ 'og:image:width': '1200', 'og:image:height': '630' },
      ...{ 'article:published_time': '2026-03-01T10:01:00.000Z', 'article:author': 'Ada' },
    });
    expect(head.find(({ type }) => type === 'application/json+oembed')?.href).toContain(
      encodeURIComponent(`${page}/entry/1-docked`),
    );
    expect(shared(withdrawn)).toMatchObject({
      ...{ 'og:title': 'Update 1 was withdrawn', 'og:description': 'They are not.', 'og:url': `${page}/entry/1` },
      'og:image:alt': 'Update 1 was withdrawn',
    });
  });

  it('of what a reader has picked of it is for no index, and can be shared as it is', async () => {
    await using running = await runningApp(PUBLIC);
    const { slug } = await running.createArticle();
    const page = `https://news.example/live/${slug}`;
    for (const lens of ['?order=oldest', '?show=key', '?author=Ada', '?tag=moon']) {
      const head = await headOf(running, `/live/${slug}${lens}`);
      expect([said(head, 'robots'), links(head, 'canonical')]).toEqual([['noindex'], [page]]);
      expect(said(head, 'og:url')).toEqual([`${page}${lens}`]);
      expect([...links(head, 'prev'), ...links(head, 'next')]).toEqual([]);
    }
    const plain = await headOf(running, `/live/${slug}?order=newest&utm_source=x`);
    expect([said(plain, 'robots'), links(plain, 'canonical')]).toEqual([['max-image-preview:large'], [page]]);
  });

  it('names the address that it was asked at, where none is configured, and keeps those apart', async () => {
    await using running = await runningApp({ TRUSTED_PROXIES: '1' });
    const { slug } = await running.createArticle();
    const at = async (headers: Record<string, string>) => {
      const answer = await running.ask('GET', `/live/${slug}`, { headers });
      return [/rel="canonical" href="([^"]*)"/.exec(answer.text)?.[1], answer.headers.get('etag')];
    };

    const [own, ownTag] = await at({});
    const [behind, behindTag] = await at({ 'x-forwarded-host': 'live.example', 'x-forwarded-proto': 'https' });
    const [odd] = await at({ 'x-forwarded-host': '"><script>' });

    expect(own).toBe(`${running.url}/live/${slug}`);
    expect(behind).toBe(`https://live.example/live/${slug}`);
    expect(ownTag).not.toBe(behindTag);
    expect(odd).toBe(`http://localhost/live/${slug}`);
  });
});

describe('the heads of other pages', () => {
  it('home leads to the feeds of the site', async () => {
    await using running = await runningApp(PUBLIC);
    const head = await headOf(running, '/');

    expect(links(head, 'canonical')).toEqual(['https://news.example/']);
    expect(links(head, 'alternate')).toEqual([
      'https://news.example/rss.xml',
      'https://news.example/atom.xml',
      'https://news.example/feed.json',
    ]);
    expect(said(head, 'og:title')).toEqual(['The Daily Moon']);
  });

  it.each(['/nowhere', '/live/nowhere', '/admin', '/admin/desk/x'])('%s is for no index', async path => {
    await using running = await runningApp();
    const head = await headOf(running, path);
    expect(said(head, 'robots')).toEqual(['noindex']);
    expect(links(head, 'canonical')).toEqual([]);
  });

  it('every picture and file that a head or the manifest names is there', async () => {
    await using running = await runningApp({ SITE_NAME: 'The Daily Moon' });
    const head = await headOf(running, '/');
    const manifest = await running.ask('GET', links(head, 'manifest')[0] ?? '');
    const { name, icons } = manifest.json as { name: string; icons: { src: string }[] };
    const named = [...links(head, 'icon'), ...links(head, 'apple-touch-icon'), ...icons.map(({ src }) => src)];

    expect([name, manifest.headers.get('content-type')]).toEqual([
      'The Daily Moon',
      'application/manifest+json; charset=utf-8',
    ]);
    expect(new Set(named).size).toBe(6);
    for (const path of named) {
      const { status, headers } = await running.ask('GET', path ?? '');
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'public, max-age=86400']);
      expect(headers.get('content-type')).toMatch(/^image\//);
      expect([path, headers.get('cross-origin-resource-policy')]).toEqual([path, 'cross-origin']);
    }
  });
});
