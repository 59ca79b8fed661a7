import { XmlDocument } from 'libxml2-wasm';
import { expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';

const PUBLIC = { PUBLIC_URL: 'https://news.example', SITE_NAME: 'The Daily Moon' };
const asked = (url: string, more = '') => `/oembed?url=${encodeURIComponent(url)}${more}`;

it('an article is embedded by its address alone', async () => {
  await using running = await runningApp(PUBLIC);
  const { slug } = await running.createArticle({ headline: 'The "Eagle" <landed>' });

  const { headers, json } = await running.ask('GET', asked(`https://news.example/live/${slug}`));

  const frame = `src="https://news.example/embed/${slug}" title="The &#34;Eagle&#34; &#60;landed&#62;"`;
  expect(json).toEqual({
    ...{ version: '1.0', type: 'rich', title: 'The "Eagle" <landed>', width: 640, height: 720 },
    ...{ provider_name: 'The Daily Moon', provider_url: 'https://news.example/', cache_age: 3600 },
    thumbnail_url: `https://news.example/live/${slug}/social.png`,
    ...{ thumbnail_width: 1200, thumbnail_height: 630 },
    html: expect.stringMatching(
      `^<iframe ${frame} sandbox="allow-scripts [a-z -]+" width="640" height="720" loading="lazy" style="border:0"></iframe>$`,
    ),
  });
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

it('what it answers leads to a frame that other sites may show, and to a picture', async () => {
  await using running = await runningApp();
  const { slug } = await running.createArticle();
  const { json } = await running.ask('GET', asked(`${running.url}/live/${slug}`));
  const { html, thumbnail_url } = json as { html: string; thumbnail_url: string };
  const framed = await fetch(/src="([^"]+)"/.exec(html)?.[1] ?? '');

  expect([framed.status, framed.headers.get('x-frame-options')]).toEqual([200, null]);
  expect((await fetch(thumbnail_url)).headers.get('content-type')).toBe('image/png');
});

it('in XML it says the same', async () => {
  await using running = await runningApp(PUBLIC);
  const { slug } = await running.createArticle({ headline: 'Eagle & <Moon>' });
  const address = `https://news.example/live/${slug}`;
  const json = (await running.ask('GET', asked(address))).json as object;

  const { headers, text } = await running.ask('GET', asked(address, '&format=xml'));

  expect(headers.get('content-type')).toBe('text/xml; charset=utf-8');
  using document = XmlDocument.fromString(text);
  const said = Object.keys(json).map(name => [name, document.get(`/oembed/${name}`)?.content]);
  expect(said).toEqual(Object.entries(json).map(([name, value]) => [name, String(value)]));
});

it('of an entry it names the entry, within the size that is wanted', async () => {
  await using running = await runningApp(PUBLIC);
  const { id, slug } = await running.createArticle();
  await running.send(id, { type: 'publish-entry', entry: { headline: 'Docked', body: { type: 'doc', content: [] } } });
  const entry = `https://news.example/live/${slug}/entry/1-docked`;

  const { json } = await running.ask('GET', asked(entry, '&maxwidth=300&maxheight=5000'));

  expect(json).toMatchObject({ title: 'Docked', width: 300, height: 720 });
  expect(json).toMatchObject({ html: expect.stringContaining(`src="https://news.example/embed/${slug}?entry=1"`) });
  const framed = await running.ask('GET', asked(`https://news.example/embed/${slug}?entry=1&theme=dark`));
  expect(framed.json).toMatchObject({ title: 'Docked' });
  expect(json).toMatchObject({ thumbnail_url: `https://news.example/live/${slug}/entry/1/social.png` });
});

it.each([
  ['&maxwidth=300', { width: 300, height: 720, thumbnail_width: 300, thumbnail_height: 157 }],
  ['&maxwidth=100&maxheight=40', { width: 100, height: 40, thumbnail_width: 76, thumbnail_height: 40 }],
  ['&maxheight=315', { width: 640, height: 315, thumbnail_width: 600, thumbnail_height: 315 }],
  ['&maxwidth=1', { width: 1, thumbnail_width: 1, thumbnail_height: 1 }],
])('with %s neither the frame nor the picture is larger', async (sides, sizes) => {
  await using running = await runningApp(PUBLIC);
  const { slug } = await running.createArticle();
  const { json } = await running.ask('GET', asked(`https://news.example/live/${slug}`, sides));
  expect(json).toMatchObject(sizes);
});

it.each([
  ['https://news.example/live/SLUG?before=2', '', 200],
  ['https://news.example/live/SLUG/page/1', '', 200],
  ['https://news.example/embed/SLUG', '', 200],
  ['https://news.example/live/nowhere', '', 404],
  ['https://news.example/live/SLUG/entry/9', '', 404],
  ['https://news.example/admin', '', 404],
  ['https://evil.example/live/SLUG', '', 404],
  ['javascript:alert(1)', '', 400],
  ['news.example', '', 400],
  ['https://news.example/live/SLUG', '&maxwidth=none', 400],
  ['https://news.example/live/SLUG', '&maxwidth=0', 400],
  ['https://news.example/embed/SLUG?entry=9', '', 404],
  ['https://news.example/live/SLUG', '&format=yaml', 501],
])('%s %s is answered %i', async (address, more, status) => {
  await using running = await runningApp(PUBLIC);
  const { slug } = await running.createArticle();
  expect((await running.ask('GET', asked(address.replace('SLUG', slug), more))).status).toBe(status);
});
