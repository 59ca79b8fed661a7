import { expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';

it('[S] any site may frame it, and it sets no cookie; nothing else may be framed', async () => {
  await using running = await runningApp();
  const { slug } = await running.createArticle();
  const framing = async (path: string) => {
    const { headers } = await running.ask('GET', path);
    const policy = headers.get('content-security-policy') ?? '';
    return [
      /frame-ancestors ([^;]+)/.exec(policy)?.[1],
      policy.includes("script-src 'self'"),
      headers.get('x-frame-options'),
      headers.get('set-cookie'),
    ];
  };

  expect(await framing(`/embed/${slug}`)).toEqual(['*', true, null, null]);
  expect(await framing('/embed/nowhere')).toEqual(['*', true, null, null]);
  for (const path of ['/', `/live/${slug}`, '/admin', `/api/articles/${slug}`, '/nowhere', '/embedded'])
    expect([path, ...(await framing(path))]).toEqual([path, "'none'", true, 'DENY', null]);
});

it('is complete without a script, and its links leave the frame', async () => {
  await using running = await runningApp();
  const { id, slug } = await running.createArticle({ headline: 'The <b>Eagle</b>', language: 'ar' });
  for (const text of ['Docked.', 'Undocked.', 'Landed.']) await running.publish(id, text);

  const { text, headers } = await running.ask('GET', `/embed/${slug}?entries=2&order=oldest&theme=dark`);

  expect(text).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
  expect(text).toContain('<base target="_top">');
  expect(text).toContain('The &lt;b&gt;Eagle&lt;/b&gt;');
  expect(text).toContain('data-theme="dark"');
  expect([...text.matchAll(/id="entry-(\d)"/g)].map(([, number]) => number)).toEqual(['2', '3']);
  expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, stale-while-revalidate=1');
});

it('is asked for anew with the tag it had, and changes with its article', async () => {
  await using running = await runningApp();
  const { id, slug } = await running.createArticle();
  const first = await running.ask('GET', `/embed/${slug}`);
  const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
  const same = await running.ask('GET', `/embed/${slug}`, { headers });
  await running.publish(id, 'Docked');
  const changed = await running.ask('GET', `/embed/${slug}`, { headers });

  expect([first.status, same.status, changed.status]).toEqual([200, 304, 200]);
  expect(changed.text).toContain('Docked');
});

it('shows one entry alone where it is asked for, however old it is, and leads search engines to that', async () => {
  await using running = await runningApp();
  const { id, slug } = await running.createArticle();
  for (let n = 1; n <= 60; n++) await running.publish(id, `Entry ${n}`);

  const { status, text } = await running.ask('GET', `/embed/${slug}?entry=3`);

  expect(status).toBe(200);
  expect([...text.matchAll(/id="entry-(\d+)"/g)].map(([, number]) => number)).toEqual(['3']);
  expect(text).toContain(`<link rel="canonical" href="${running.url}/live/${slug}/entry/3">`);
});

it.each([
  ['/embed/nowhere', 404],
  ['/embed/SLUG?entry=1', 404],
  ['/embed/SLUG?entry=x', 400],
  ['/embed/SLUG?theme=pink', 400],
  ['/embed/SLUG?order=x', 400],
  ['/embed/SLUG?entries=0', 400],
  ['/embed/SLUG?entries=21', 400],
])('%s is answered %i, in words that fit a frame', async (path, status) => {
  await using running = await runningApp();
  const { slug } = await running.createArticle();
  const answer = await running.ask('GET', path.replace('SLUG', slug));

  expect(answer.status).toBe(status);
  expect(answer.text).toMatch(/<base target="_top">.*<p>[^<]+<\/p>/);
});

it('its script may be loaded by any site, and is kept for minutes only', async () => {
  await using running = await runningApp();
  const { status, headers, text } = await running.ask('GET', '/embed.js');

  expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript']);
  expect(headers.get('cache-control')).toBe('public, max-age=300');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(text.length).toBeLessThan(2_500);
});
