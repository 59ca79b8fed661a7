import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test.describe('the time of an entry', () => {
  test('says how long ago that was, ticks without moving anything, and never goes back', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 2 });
    const { page } = reader;
    const now = Date.now();
    await page.clock.setFixedTime(now);
    await reader.opens(article);
    const ago = reader.entry(2).locator('.entry-ago');
    await expect(ago).toHaveText('now');
    await expectNothingMoves(page, async () => {
      await page.clock.setFixedTime(now + 5 * MINUTE_MS);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expect(ago).toHaveText('5 min. ago');
    });
    await page.clock.setFixedTime(now + 2 * MINUTE_MS);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(ago).toHaveText('5 min. ago');
    await expect(page.getByRole('status')).toHaveText('');
  });

  test('says how many days ago it was once the page has been open for longer than one', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 1 });
    const { page } = reader;
    const now = Date.now();
    await page.clock.setFixedTime(now);
    await reader.opens(article);
    const ago = reader.entry(1).locator('.entry-ago');
    await expect(ago).toHaveText('now');
    await expectNothingMoves(page, async () => {
      await page.clock.setFixedTime(now + 25 * HOUR_MS);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expect(ago).toHaveText('1 day ago');
    });
  });

  test("goes by the server's clock where that of the device is wrong", async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.page.clock.setFixedTime(Date.now() + 3 * 60 * MINUTE_MS);
    await reader.opens(article);
    await expect(reader.entry(1).locator('.entry-ago')).toHaveText('now');
  });

  test("goes by the server's clock where that of the device is wrong, also before the server is heard", async ({
    newsroom,
    reader,
  }) => {
    const startsAt = new Date(Date.now() + 2 * 60 * MINUTE_MS).toISOString();
    const article = await newsroom.article({ status: 'upcoming', startsAt, entries: 1 });
    const { page } = reader;
    const heard = Promise.withResolvers<void>();
    await page.routeWebSocket('**/live?*', async socket => {
      await heard.promise;
      socket.connectToServer();
    });
    await page.clock.setFixedTime(Date.now() + 3 * 60 * MINUTE_MS);
    await reader.visits(`/live/${article.slug}`);
    await reader.listensToKeys();
    const ago = reader.entry(1).locator('.entry-ago');
    const countDown = page.locator('.count-down');
    await expect(ago).toHaveText('now');
    await expect(countDown).toHaveText(/^in (2 hours|1\d\d minutes)$/);
    heard.resolve();
    await reader.isLive();
    await expect(ago).toHaveText('now');
    await expect(countDown).toHaveText(/^in (2 hours|1\d\d minutes)$/);
    await expect(page.locator('.article-head')).not.toContainText('About to start');
  });

  test('is there in full, with the zone, for pointer, keyboard and screen reader', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1, timeZone: 'Europe/Moscow' });
    await reader.opens(article);
    const link = reader.entry(1).locator('.entry-when');
    await expect(link).toHaveAccessibleDescription(
      /^\w+day, \w+ \d+, \d{4} at \d\d:\d\d Coordinated Universal Time \(\w+ \d+ at \d\d:\d\d Moscow Standard Time\)$/,
    );
    await expect(link.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const shown = () => link.evaluate(element => getComputedStyle(element, '::after').content);
    expect(await shown()).toBe('none');
    await reader.page.getByText('Display options').focus();
    for (let presses = 0; presses < 9 && (await shown()) === 'none'; presses += 1)
      await reader.page.keyboard.press('Tab');
    expect(await shown()).toContain('Moscow Standard Time');
    await reader.page.keyboard.press('Escape');
    expect(await shown()).toBe('none');
  });
});
