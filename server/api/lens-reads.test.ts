import { describe, expect, it } from 'vitest';
import { runningApp } from '#server/test-bench/running-app.ts';
import { paragraphs } from '#shared/body-text.ts';
import { PLAIN_LENS } from '#shared/lens.ts';

describe('GET /api/articles/:slug/selection', () => {
  it('gives what the store picks, on from a place', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= 25; n++)
      await running.send(id, {
        type: 'publish-entry',
        entry: { body: paragraphs([`Entry ${n}`]), keyEvent: n % 5 === 0, tags: n % 2 === 0 ? ['a & b'] : [] },
      });
    const selection = async (query: string) =>
      (await running.ask('GET', `/api/articles/${slug}/selection?${query}`)).json;

    const key = { ...PLAIN_LENS, show: 'key' as const };
    expect(await selection('show=key&before=20')).toEqual(await running.store.selection(id, key, 20));
    const oldest = { ...PLAIN_LENS, order: 'oldest' as const, tag: 'a & b' };
    expect(await selection('order=oldest&tag=a%20%26%20b&after=20')).toMatchObject({
      entries: [{ number: 22 }, { number: 24 }],
      next: null,
      total: 12,
    });
    expect(await selection('order=oldest&tag=a%20%26%20b')).toEqual(await running.store.selection(id, oldest, null));
  });

  it.each(['before=-1', 'after=x', 'before=1.5'])('refuses %j', async query => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    expect(await running.ask('GET', `/api/articles/${slug}/selection?${query}`)).toMatchObject({ status: 400 });
  });
});

describe('GET /api/articles/:slug/search', () => {
  it('gives what the store finds', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'The Café is open.');
    await running.publish(id, 'The gates are open.');
    const found = await running.ask('GET', `/api/articles/${slug}/search?q=${encodeURIComponent('cafe OPEN')}`);
    expect(found.json).toMatchObject({ found: [{ number: 1, excerpt: 'The Café is open.' }], next: null });
  });

  it.each(['', '?q=', '?q=%20!%20', '?q=a&before=x'])('refuses %j', async query => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    expect(await running.ask('GET', `/api/articles/${slug}/search${query}`)).toMatchObject({
      status: 400,
      json: { code: 'malformed' },
    });
  });

  it('[S] is refused to one address that asks for too much, and not to others', async () => {
    await using running = await runningApp({ TRUSTED_PROXIES: '1' });
    const { slug } = await running.createArticle();
    const search = async (address: string, n = 0) => {
      const headers = { 'x-forwarded-for': address };
      return (await running.ask('GET', `/api/articles/${slug}/search?q=x${n}`, { headers })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 40 }, (_, n) => search('198.51.100.7', n)));
    expect(statuses.slice(0, 20).every(status => status === 200)).toBe(true);
    expect(statuses).toContain(429);
    expect(await search('198.51.100.8')).toBe(200);
  });
});

describe('what a reader picks', () => {
  it.each(['/selection?show=key', '/choices', '/search?q=x'])('may be kept, and is asked for again: %s', async rest => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const path = `/api/articles/${slug}${rest}`;
    const first = await running.ask('GET', path);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    const same = await running.ask('GET', path, { headers });
    await running.publish(id, 'x');
    const changed = await running.ask('GET', path, { headers });
    expect([first.status, same.status, changed.status]).toEqual([200, 304, 200]);
    expect(first.headers.get('cache-control')).toBe('no-cache');
  });
});
