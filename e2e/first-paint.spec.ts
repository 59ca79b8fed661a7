import type { Page } from '@playwright/test';
import { expect, test } from './newsroom.ts';

test.describe('[R6] what a first visit waits for', () => {
  test('is the text; the program and the fonts are asked for when that is there', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    const { page } = reader;
    await expect.poll(() => asked(page, /\.woff2$/)).not.toEqual([]);
    const paintedAt = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    const late = await asked(page, /\.woff2$|\/reader-[\w-]+\.js$/);
    expect(late.length).toBeGreaterThan(1);
    expect(late.filter(({ at }) => at < Number(paintedAt))).toEqual([]);
  });

  test('who was here before waits for nothing', async ({ newsroom }) => {
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    await reader.page.addInitScript(() => {
      // Nothing will ever tell that something was painted.
      PerformanceObserver.prototype.observe = () => {};
    });
    await reader.page.clock.install();
    await reader.opens(article);
    await expect(reader.page.locator('html')).toHaveClass(/serif/);
  });

  test('in a tab in the background, which paints nothing, is not waited for', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.page.addInitScript(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      PerformanceObserver.prototype.observe = () => {};
    });
    await reader.opens(article);
  });

  test('is not waited for longer than a second, whatever a browser tells', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.page.addInitScript(() => {
      PerformanceObserver.prototype.observe = () => {};
    });
    await reader.opens(article);
  });
});

test('[R3] without JavaScript the fonts come all the same', async ({ newsroom }) => {
  const article = await newsroom.article({ entries: 5 });
  const reader = await newsroom.reader({ javaScriptEnabled: false });
  const font = reader.page.waitForRequest(/\.woff2$/);
  await reader.visits(`/live/${article.slug}`);
  await font;
});

test('a page whose program cannot be had at first comes to life once it can', async ({ newsroom }) => {
  newsroom.expectComplaint(/reader-|ERR_FAILED/);
  const reader = await newsroom.reader({ serviceWorkers: 'block' });
  const { page } = reader;
  const article = await newsroom.article({ entries: 5 });
  await page.route(/\/reader-[\w-]+\.js$/, route => route.abort(), { times: 1 });
  await page.clock.install();
  const refused = page.waitForEvent('requestfailed', request => /\/reader-/.test(request.url()));
  await reader.visits(`/live/${article.slug}`);
  await refused;
  await expect(async () => {
    await page.clock.runFor(5_000);
    expect(await page.locator('html').getAttribute('data-live')).toBe('live');
  }).toPass();
});

test('in a browser that remembers what could not be had, the page loads itself once the files are there', async ({
  newsroom,
}) => {
  newsroom.expectComplaint(/reader-|ERR_FAILED/);
  const reader = await newsroom.reader({ serviceWorkers: 'block' });
  const { page } = reader;
  const article = await newsroom.article({ entries: 5 });
  let loads = 0;
  page.on('domcontentloaded', () => {
    loads += 1;
  });
  // For modules alone, as where the first failure stands for all that follow.
  await page.route(/\/reader-[\w-]+\.js$/, route =>
    loads > 1 || route.request().resourceType() === 'fetch' ? route.continue() : route.abort(),
  );
  await page.clock.install();
  await reader.visits(`/live/${article.slug}`);
  await expect(async () => {
    await page.clock.runFor(5_000);
    expect(loads).toBe(2);
  }).toPass();
  await reader.isLive();
});

test('a page comes to life even where the worker that prepares dates and numbers cannot be had', async ({
  newsroom,
}) => {
  const article = await newsroom.article({ entries: 5 });
  const reader = await newsroom.reader({ serviceWorkers: 'block' });
  const refused = reader.page.waitForEvent('requestfailed', request => /formats-worker/.test(request.url()));
  await reader.page.route(/formats-worker/, route => route.abort());
  await reader.opens(article);
  await refused;
});

/** The requests for such files, and when they began. */
function asked(page: Page, file: RegExp): Promise<{ name: string; at: number }[]> {
  return page.evaluate(
    ([source]) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new RegExp(source).test(name))
        .map(({ name, startTime }) => ({ name, at: startTime })),
    [file.source] as const,
  );
}
