import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from './test-bench/running-app.ts';

/** As little as can be set: twenty pages at once from an address. */
const LITTLE = { TRUSTED_PROXIES: '1', READS_PER_ADDRESS: '1' };
const FROM_AFAR = { 'x-forwarded-for': '198.51.100.7' };

describe('[S] what only few ask for', () => {
  it.each([
    ['how it stood', (n: number) => `/live/SLUG?at=2026-03-01T10:00:${10 + n}Z`],
    ['how it stood, as JSON', (n: number) => `/api/articles/SLUG/as-of?at=2026-03-01T10:00:00.${100 + n}Z`],
    ['older entries', (n: number) => `/live/SLUG?before=${2 + n}`],
    ['older entries as JSON', (n: number) => `/api/articles/SLUG/entries?before=${2 + n}`],
    ['older entries in a feed', (n: number) => `/live/SLUG/rss.xml?before=${2 + n}`],
    ["an entry's own page", (n: number) => `/live/SLUG/entry/${100 + n}`],
    ['pages by number', (n: number) => `/live/SLUG/page/${100 + n}`],
    ['what a lens picks', (n: number) => `/live/SLUG?author=a${n}`],
    ['what a lens picks, as JSON', (n: number) => `/api/articles/SLUG/selection?tag=a${n}`],
    ['what is searched', (n: number) => `/api/articles/SLUG/search?q=a${n}`],
    ['a frame with an entry', (n: number) => `/embed/SLUG?entry=${100 + n}`],
    [
      'what to embed of an entry',
      (n: number) => `/oembed?url=${encodeURIComponent('https://news.example/live/SLUG/entry/')}${100 + n}`,
    ],
    ['what was missed', (n: number) => `/api/articles/SLUG/changes?epoch=EPOCH&since=${n}`],
    ['what an entry said', (n: number) => `/api/articles/SLUG/entries/${100 + n}/versions`],
  ])('%s is refused to an address that asks for ever more, and to nobody else', async (_what, address) => {
    await using running = await runningApp({ ...LITTLE, PUBLIC_URL: 'https://news.example' });
    const { id, slug, position } = await running.createArticle();
    for (let n = 0; n < 25; n++) await running.publish(id, `Entry ${n}`);
    running.desk.pass(3_600_000);
    const path = (n: number) => address(n).replace('SLUG', slug).replace('EPOCH', position.epoch);

    const asked: Awaited<ReturnType<RunningApp['ask']>>[] = [];
    for (let n = 0; n < 24; n++) asked.push(await running.ask('GET', path(n), { headers: FROM_AFAR }));

    expect(asked[0]?.status).not.toBe(429);
    expect(asked.at(-1)?.status).toBe(429);
    expect(Number(asked.at(-1)?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await running.ask('GET', path(23), { headers: { 'x-forwarded-for': '198.51.100.8' } })).status).not.toBe(
      429,
    );
    expect((await running.ask('GET', `/live/${slug}`, { headers: FROM_AFAR })).status).toBe(200);
  });

  it('costs nothing where it is made already, however many ask for it', async () => {
    await using running = await runningApp(LITTLE);
    const { id, slug } = await running.createArticle();
    for (let n = 0; n < 45; n++) await running.publish(id, `Entry ${n}`);

    const asked = Array.from({ length: 100 }, () => running.ask('GET', `/live/${slug}/page/1`, { headers: FROM_AFAR }));

    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is refused to programs as a problem and to people as a page, and is counted but no failure', async () => {
    await using running = await runningApp({ READS_PER_SECOND: '1' });
    const { slug } = await running.createArticle();
    for (let n = 0; n < 20; n++) await running.ask('GET', `/api/articles/${slug}/entries/${n + 1}/versions`);

    const json = await running.ask('GET', `/api/articles/${slug}/search?q=eagle`);
    const page = await running.ask('GET', `/live/${slug}?tag=eagle`);

    expect([json.status, json.headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect(json.json).toMatchObject({ code: 'too-many-reads' });
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(page.text).toContain('More is read at this moment than the server takes.');
    for (const { headers } of [json, page]) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await running.app.metrics.metrics()).toContain('pressbox_reads_refused_total{reason="node"} 2');
    const lines = running.log.map(line => JSON.parse(line) as { level: number; code?: string });
    expect(lines.filter(({ level }) => level > 40)).toEqual([]);
    expect(lines.filter(({ code }) => code === 'too-many-reads').length).toBe(2);
  });
});

describe('addresses that stand for the same', () => {
  it.each([
    ['/live/SLUG?before=1000', '/live/SLUG'],
    ['/live/SLUG?before=1000&show=key', '/live/SLUG?show=key'],
    ['/live/SLUG/atom.xml?before=1000', '/live/SLUG/atom.xml'],
    ['/live/SLUG?at=2026-03-01T10:00:00.001Z', '/live/SLUG?at=2026-03-01T10:00:01Z'],
    ['/live/SLUG?at=2026-03-01T10:00:00.999Z&before=2', '/live/SLUG?at=2026-03-01T10:00:01Z&before=2'],
    ['/live/SLUG?at=2026-03-01T10:00:00Z&before=1000', '/live/SLUG?at=2026-03-01T10:00:00Z'],
  ])('%s leads to %s', async (from, to) => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'One');
    await running.publish(id, 'Two');
    running.desk.pass(60_000);

    const { status, headers } = await running.ask('GET', from.replace('SLUG', slug));

    expect([301, 302]).toContain(status);
    expect(headers.get('location')).toBe(to.replace('SLUG', slug));
  });

  it('below what is not there yet, JSON is the same as below all', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    await running.publish(id, 'One');
    const pages = [2, 1_000].map(before => running.ask('GET', `/api/articles/${slug}/entries?before=${before}`));
    const [least, beyond] = await Promise.all(pages);
    expect(beyond?.text).toBe(least?.text);
  });
});
