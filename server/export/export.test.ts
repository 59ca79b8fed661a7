import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { testPicture } from '#server/test-bench/test-picture.ts';
import { unzipped } from '#server/test-bench/unzipped.ts';
import { paragraphs } from '#shared/body-text.ts';
import type { StoredPicture } from '#shared/commands.ts';

describe('a whole article', () => {
  it('as JSON has every entry once, oldest first, with corrections, tombstones and languages', async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    const { id, slug, entryIds } = await articleOf(running, 45);
    await running.send(id, {
      ...{ type: 'edit-entry', entryId: entryIds[1], expectedVersion: 1, kind: 'correction', note: 'It was two.' },
      entry: { body: paragraphs(['Мост открыт.']), language: 'ru' },
    });
    await running.send(id, {
      type: 'retract-entry',
      entryId: entryIds[2],
      expectedVersion: 1,
      reason: 'Wrong bridge.',
    });

    const answer = await running.ask('GET', `/live/${slug}/export.json`);

    const exported = answer.json as Exported;
    const { article, position } = (await running.store.snapshot(id)) ?? {};
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${slug}.json"`);
    expect(exported).toMatchObject({
      ...{ format: 'pressbox-article/1', address: `https://news.example/live/${slug}`, article, position },
      exportedAt: new Date(running.desk.context.clock()).toISOString(),
    });
    expect(exported.entries.map(({ number }) => number)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
    expect(exported.entries[1]).toMatchObject({ language: 'ru', edits: [{ kind: 'correction', note: 'It was two.' }] });
    expect(exported.entries[2]).toMatchObject({ retraction: { reason: 'Wrong bridge.' } });
    expect(exported.entries[2]).not.toHaveProperty('body');
  });

  it('as Markdown reads from top to bottom, and its text stays text', async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    const { id, slug } = await running.createArticle({
      ...{ headline: 'Bridge *open*', slug: 'bridge', standfirst: 'At last.', dateLine: 'Monday, May 3' },
      source: { name: 'Wend Herald', kind: 'wire', url: 'https://herald.example' },
    });
    await running.send(id, {
      type: 'publish-entry',
      entry: {
        ...{ headline: 'First lorry', keyEvent: true, tags: ['traffic'], body: rich },
        source: { name: 'Police', kind: 'official', url: null },
      },
    });
    const { entryId } = await running.publish(id, 'A mistake.');
    await running.send(id, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong bridge.' });

    const { text, headers } = await running.ask('GET', `/live/${slug}/export.md`);

    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(text).toMatchInlineSnapshot(`
      "# Bridge \\*open\\*

      Monday, May 3 · Live

      **At last.**

      \\[[Wend Herald](<https://herald.example>)\\]

      Pressbox. Copied March 1, 2026, 10:00 from <https://news.example/live/bridge>

      ## Updates

      Times: Coordinated Universal Time

      ### March 1, 2026, 10:00 – First lorry

      [No. 1](<https://news.example/live/bridge/entry/1-first-lorry>)

      1\\. not a list, **bold** [and a link](<https://a.example/(x)>)\\
      \\- \\<b\\>no markup\\</b\\>

      #### Below

      - one

        3. two

      > We will hold.

      ---

      [A film](<https://www.youtube.com/watch?v=dQw4w9WgXcQ>)

      Key event · Official: Police · \\#traffic

      ### March 1, 2026, 10:00

      [No. 2](<https://news.example/live/bridge/entry/2>)

      *This update was withdrawn, March 1, 2026, 10:00*

      Wrong bridge.
      "
    `);
  });

  it('as a bundle opens from disk: every page, its styles and its fonts, and nothing from elsewhere', async () => {
    await using running = await runningApp();
    const { id, slug } = await longArticle(running, 201);
    const [last] = (await running.store.snapshot(id))?.entries ?? [];
    await running.send(id, {
      ...{ type: 'edit-entry', entryId: last?.id, expectedVersion: 1, kind: 'minor', note: null },
      entry: { keyEvent: true, headline: 'The last lorry' },
    });
    const response = await fetch(`${running.url}/live/${slug}/export.zip`);
    const files = unzipped(Buffer.from(await response.arrayBuffer()));
    const at = (name: string) => String(files.get(`${slug}/${name}`));

    const [index, second] = [at('index.html'), at('page-2.html')];
    const numbers = [index, second].map(html => html.match(/<article[^>]* id="entry-\d+"/g)?.length);
    const [, styles = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(index) ?? [];
    const fonts = [...at(styles).matchAll(/url\(([^)]+)\)/g)].map(([, font = '']) => font);
    expect(numbers).toEqual([200, 1]);
    expect(index).toContain('<a href="page-2.html#entry-201">The last lorry</a>');
    expect(index + second).not.toMatch(/<script|(?:src|href)="\//);
    expect(fonts.length).toBeGreaterThan(3);
    expect(fonts.filter(font => !files.has(`${slug}/assets/${font}`))).toEqual([]);
    expect(JSON.parse(at('article.json'))).toMatchObject({ format: 'pressbox-article/1' });
    expect([...files.keys()].filter(name => !name.includes('/assets/')).toSorted()).toEqual(
      ['article.json', 'index.html', 'page-2.html'].map(name => `${slug}/${name}`),
    );
  });

  it('as a bundle has its pictures with it', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const upload = await fetch(`${running.url}/api/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${running.operatorKey}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(await testPicture()),
    });
    const { src, width, height } = (await upload.json()) as StoredPicture;
    const image = { type: 'image', attrs: { src, width, height, alt: 'A bridge', caption: '', credit: 'Ann Lee' } };
    await running.send(id, { type: 'publish-entry', entry: { body: { type: 'doc', content: [image] } } });
    const response = await fetch(`${running.url}/live/${slug}/export.zip`);
    const files = unzipped(Buffer.from(await response.arrayBuffer()));

    const original = await fetch(running.url + src);
    const html = String(files.get(`${slug}/index.html`));
    expect(html).toContain(`src="${src.slice(1)}"`);
    expect(html).not.toMatch(/="\/media|srcset/i);
    expect(files.get(`${slug}${src}`)).toEqual(Buffer.from(await original.arrayBuffer()));
  });

  it("as a bundle leads to the site's articles from disk as well, and promises nothing that only the site can show", async () => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    const { id, slug } = await running.createArticle({
      featured: { headline: 'The ferry', text: 'It leaves.', url: '/live/ferry' },
      related: [{ headline: 'The tram', text: '', url: 'https://tram.example/a' }],
    });
    const film = { provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', title: 'A film' };
    const body = { type: 'doc', content: [{ type: 'embed', attrs: film }] };
    await running.send(id, { type: 'publish-entry', entry: { body } });

    const response = await fetch(`${running.url}/live/${slug}/export.zip`);
    const html = String(unzipped(Buffer.from(await response.arrayBuffer())).get(`${slug}/index.html`));

    expect(html).toContain('<a href="https://news.example/live/ferry">The ferry</a>');
    expect(html).toContain('<a href="https://tram.example/a">The tram</a>');
    expect(html).toContain(film.url);
    expect(html).not.toContain('Shown here');
  });

  it.each(['json', 'md', 'zip'])('is for people, not for an index, which is led to the page: %s', async type => {
    await using running = await runningApp({ PUBLIC_URL: 'https://news.example' });
    const { slug } = await running.createArticle();
    const { headers } = await running.ask('HEAD', `/live/${slug}/export.${type}`);
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('link')).toBe(`<https://news.example/live/${slug}>; rel="canonical"`);
  });

  it('lets others have their turn between any two pages that it reads', async () => {
    await using running = await runningApp();
    const { slug } = await longArticle(running, 100);
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await running.ask('GET', `/live/${slug}/export.json`);
    isOver = true;

    expect(turns).toBeGreaterThan(100 / 20);
  });

  it('[D11] never comes out of a cache unasked, and what was withdrawn is not in it', async () => {
    await using running = await runningApp();
    const { id, slug, entryIds } = await articleOf(running, 3);
    for (const type of ['json', 'md', 'zip']) {
      const { headers } = await running.ask('GET', `/live/${slug}/export.${type}`);
      expect(headers.get('cache-control')).toBe('no-cache');
      const again = await running.ask('GET', `/live/${slug}/export.${type}`, {
        headers: { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
      });
      expect(again.status).toBe(304);
    }
    await running.send(id, { type: 'retract-entry', entryId: entryIds[0], expectedVersion: 1, reason: '' });
    for (const type of ['json', 'md'])
      expect((await running.ask('GET', `/live/${slug}/export.${type}`)).text).not.toContain('What update 1 says.');
  });

  it.each(['/live/nowhere/export.json', '/live/SLUG/export.pdf', '/live/SLUG/export.'])(
    'there is no %s',
    async path => {
      await using running = await runningApp();
      const { slug } = await running.createArticle();
      expect((await running.ask('GET', path.replace('SLUG', slug))).status).toBe(404);
    },
  );
});

interface Exported {
  readonly entries: readonly { readonly number: number }[];
}

const rich = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '1. not a list, ' },
        { type: 'text', text: 'bold ', marks: [{ type: 'bold' }] },
        { type: 'text', text: 'and a link', marks: [{ type: 'link', attrs: { href: 'https://a.example/(x)' } }] },
        { type: 'hardBreak' },
        { type: 'text', text: '- <b>no markup</b>' },
      ],
    },
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Below' }] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', content: [{ type: 'text', text: 'one' }] },
            {
              type: 'orderedList',
              attrs: { start: 3 },
              content: [
                { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'two' }] }] },
              ],
            },
          ],
        },
      ],
    },
    { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'We will hold.' }] }] },
    { type: 'horizontalRule' },
    {
      type: 'embed',
      attrs: { provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', title: 'A film' },
    },
  ],
};

async function articleOf(running: RunningApp, entries: number) {
  const { id, slug } = await running.createArticle();
  const entryIds: (string | undefined)[] = [];
  for (let number = 1; number <= entries; number++)
    entryIds.push((await running.publish(id, `What update ${number} says.`)).entryId);
  return { id, slug, entryIds };
}

/** Imported, which is quicker. */
async function longArticle(
  running: RunningApp,
  entries: number,
): Promise<{ readonly id: string; readonly slug: string }> {
  const updates = Array.from({ length: entries }, (_, index) => `  ${index + 1}. What update ${index + 1} says.`);
  const text = ['The bridge is open again', 'Traffic crosses the river.', ...updates].join('\n\n');
  const { json } = await running.ask('POST', '/api/imports', { as: 'operator', body: { text } });
  const { articleId, slug } = json as { articleId: string; slug: string };
  return { id: articleId, slug };
}
