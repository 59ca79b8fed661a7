import { expect, test } from './newsroom.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

test.describe('display options', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('write the times by the clock of the reader or by that where it happens, and need not be chosen twice', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    const { page } = reader;
    await expect(page.getByText('Times: Nepal Time')).toBeVisible();
    await expect(reader.entry(1).locator('.entry-when')).toHaveAttribute(
      'title',
      / at \d\d:\d\d Nepal Time \(.* at \d\d:\d\d Coordinated Universal Time\)$/,
    );
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Where it happens' }).check();
    await expect(page.getByText('Times: Coordinated Universal Time')).toBeVisible();
    await page.reload();
    await reader.listensToKeys();
    await expect(page.getByText('Times: Coordinated Universal Time')).toBeVisible();
  });

  test('what is chosen before the page has taken up the clock leaves that choice alone', async ({ newsroom }) => {
    newsroom.expectComplaint(/follower-|ERR_FAILED/);
    const article = await newsroom.article({ entries: 1 });
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const { page } = reader;
    await page.addInitScript(() => localStorage.setItem('pressbox-preferences', JSON.stringify({ zone: 'own' })));
    await page.route(/\/follower-[\w-]+\.js$/, route => route.abort());
    await reader.opens(article);
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Every minute' }).check();
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem('pressbox-preferences') ?? '{}'))).toMatchObject({
      pace: 'minute',
      zone: 'own',
    });
  });

  for (const width of [360, 1280])
    test(`[R1] and that shifts nothing on a page that is ${width} pixels wide and comes with those of the event`, async ({
      newsroom,
    }) => {
      const article = await newsroom.article({ entries: 3 });
      const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
      for (const hour of [17, 20, 23])
        await newsroom.publish(article, { displayAt: `${yesterday}T${hour}:00:00.000Z`, headline: 'Wind is coming' });
      const reader = await newsroom.reader({ viewport: { width, height: 740 } });
      // The fonts are there already: until then others stand in for them.
      await reader.opens(article);
      await reader.page.addInitScript(() => {
        type LayoutShift = PerformanceEntry & { sources: { node: Node | null }[] };
        const shifts: unknown[] = [];
        const note = (list: PerformanceObserverEntryList) => {
          for (const { sources } of list.getEntries() as LayoutShift[])
            shifts.push(
              sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 80) : node?.textContent)),
            );
        };
        new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
        Object.assign(window, { shifts });
      });
      await reader.opens(article);
      await reader.listensToKeys();
      await reader.sees('Times: Nepal Time');
      await expect.poll(() => reader.page.evaluate(() => document.getAnimations().length)).toBe(0);
      expect(await reader.page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
    });
});
