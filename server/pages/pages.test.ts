import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type RunningApp, runningApp } from '#server/test-bench/running-app.ts';
import { articleIn, viewIn } from '#server/test-bench/view-in.ts';
import { fromSnapshot, timelineOf } from '#shared/changes.ts';

describe('the page of an article', () => {
  it('[R3] is complete, and holds the snapshot it was made of', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle({ headline: 'The <b>Eagle</b>', language: 'ar' });
    await running.publish(id, 'Docked </script><script>alert(1)</script>');

    const page = await running.ask('GET', `/live/${slug}`);

    const snapshot = await running.store.snapshot(id);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
    expect(page.text).toContain('The &lt;b&gt;Eagle&lt;/b&gt;');
    expect(page.text.match(/<script/g)?.length).toBe(3);
    expect(page.text).not.toMatch(/ style=|<style| onclick=/);
    expect(viewIn(page.text)).toMatchObject({
      ...{
        page: 'article',
        before: null,
        newerBefore: null,
        lastNumber: 1,
        entryNumber: null,
        now: running.desk.context.clock(),
      },
      state: snapshot === null ? null : fromSnapshot(snapshot),
    });
  });

  it('[R3] of older entries has its place, its neighbours and the pinned entry, wherever that is', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const ids: (string | undefined)[] = [];
    for (let n = 1; n <= 85; n++) ids.push((await running.publish(id, `Entry ${n}`)).entryId);

    for (const pinned of [2, 30, 50, 84]) {
      await running.send(id, { type: 'pin-entry', entryId: ids[pinned - 1] });
      const page = articleIn((await running.ask('GET', `/live/${slug}?before=41`)).text);
      const numbers = page.state.entries.map(({ number }) => number);
      const own = Array.from({ length: 20 }, (_, index) => 40 - index);
      expect(page).toMatchObject({ before: 41, newerBefore: 61, state: { completeFrom: 21 } });
      expect(numbers).toEqual([...new Set([...own, pinned])].toSorted((a, b) => b - a));
      expect(timelineOf(page.state).filter(({ number }) => number < 41)).toHaveLength(20);
    }
    expect(await newerOf(running, slug, 61)).toBe(null);
    expect(await newerOf(running, slug, 21)).toBe(41);
  });

  it('[R3] links lead from the newest page to the oldest and back', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    for (let n = 1; n <= 65; n++) await running.publish(id, `Entry ${n}`);
    const down: number[] = [];
    for (let path = `/live/${slug}`; ; ) {
      const { state } = articleIn((await running.ask('GET', path)).text);
      if (state.completeFrom === 1) break;
      down.push(state.completeFrom);
      path = `/live/${slug}?before=${state.completeFrom}`;
    }

    expect(down).toEqual([41, 21]);
    expect(await newerOf(running, slug, 21)).toBe(41);
    expect(await newerOf(running, slug, 41)).toBe(null);
  });

  it('may be kept for a moment, and is asked for anew with the tag it had', async () => {
    await using running = await runningApp();
    const { id, slug } = await running.createArticle();
    const ask = (etag: string) =>
      running.ask('GET', `/live/${slug}`, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
    const first = await ask('none');
    const tag = first.headers.get('etag') ?? '';
    const same = await ask(tag);
    await running.publish(id, 'Docked');
    const changed = await ask(tag);

    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1, stale-while-revalidate=1');
    expect([first.status, same.status, changed.status]).toEqual([200, 304, 200]);
    expect([same.text, changed.text.includes('Docked')]).toEqual(['', true]);
  });

  it('is made anew where the day may have changed, and where the site looks different', async () => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    const page = async () => {
      const { text, headers } = await running.ask('GET', `/live/${slug}`);
      return { now: articleIn(text).now, etag: headers.get('etag') };
    };
    const first = await page();
    running.desk.pass(14 * 60_000);
    expect(await page()).toEqual(first);
    running.desk.pass(60_000);
    const later = await page();
    expect(later.now).toBe(first.now + 15 * 60_000);
    expect(later.etag).not.toBe(first.etag);

    await using other = await runningApp({ SITE_NAME: 'The Daily Moon' });
    const { slug: theirs } = await other.createArticle();
    const [, version] = (await other.ask('GET', `/live/${theirs}`)).headers.get('etag')?.split('.1.') ?? [];
    expect(first.etag?.split('.1.')[1]).not.toBe(version);
  });

  it.each([
    ['/live/nowhere', 404],
    ['/live/MOON', 404],
    ['/nowhere', 404],
    ['/live/SLUG?before=x', 400],
    ['/live/SLUG?before=1', 400],
    ['/live/%ff', 400],
  ])('%s is answered %i, as a page', async (path, status) => {
    await using running = await runningApp();
    const { slug } = await running.createArticle();
    const answer = await running.ask('GET', path.replace('SLUG', slug));

    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/^<!doctype html>/);
    expect(viewIn(answer.text)).toMatchObject(status === 200 ? { page: 'article' } : { page: 'error', status });
  });
});

describe('the other pages', () => {
  it('home lists the articles', async () => {
    await using running = await runningApp({ SITE_NAME: 'The Daily <Moon>' });
    const { slug } = await running.createArticle();

    const { text } = await running.ask('GET', '/');

    expect(text).toContain(`href="/live/${slug}"`);
    expect(viewIn(text)).toMatchObject({ page: 'home', articles: [{ slug }], site: { name: 'The Daily <Moon>' } });
  });

  it.each(['/admin', '/admin/', '/admin/desk/some-article'])(
    '%s is an empty shell that search engines leave alone',
    async path => {
      await using running = await runningApp();
      const { status, text } = await running.ask('GET', path);
      expect(status).toBe(200);
      expect(text).toContain('<div id="root"></div>');
      expect(text).toContain('<meta name="robots" content="noindex">');
    },
  );

  it('what they load is there, and may be kept for ever', async () => {
    await using running = await runningApp();
    const { text } = await running.ask('GET', '/');
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const { status, headers } = await running.ask('GET', file);
      expect([file, status, headers.get('cache-control')]).toEqual([file, 200, 'public,max-age=31536000,immutable']);
    }
  });

  it.each([
    '/.vite/manifest.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/assets',
  ])('nothing else is: %s', async path => {
    await using running = await runningApp();
    const { hostname, port } = new URL(running.url);
    expect(await statusOf(hostname, Number(port), path)).toBe(404);
  });
});

async function newerOf(running: RunningApp, slug: string, before: number): Promise<number | null> {
  return articleIn((await running.ask('GET', `/live/${slug}?before=${before}`)).text).newerBefore;
}

/** The path goes out as it is written here; `fetch` would tidy it. */
function statusOf(host: string, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });
}
