import type { Locator } from '@playwright/test';
import { readerSocket } from '#server/test-bench/reader-socket.ts';
import { otherSite } from './newsroom/other-site.ts';
import type { Reader } from './newsroom/reader.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

const ZONE = 'Asia/Kathmandu';
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

test.use({ timezoneId: ZONE });

test.describe('an article that is paused', () => {
  test('[R2] says when it goes on as soon as the editor has said so, and no more once it does', async ({
    newsroom,
    editor,
    reader,
  }) => {
    const article = await newsroom.article({ timeZone: ZONE, entries: 1 });
    await reader.opens(article);
    await editor.opens(article);
    await editor.setsStatus('Paused');
    await editor.button('Say when it goes on …').click();
    const dialog = editor.page.getByRole('dialog', { name: 'When does it go on?' });
    await expect(dialog).toContainText(ZONE);
    await dialog.getByLabel('Day', { exact: true }).fill('2020-02-29');
    await dialog.getByLabel('Day', { exact: true }).press('Enter');
    await expect(dialog).toContainText('This time has passed');
    const [date, day] = dayIn(3);
    await dialog.getByLabel('Day', { exact: true }).fill(date);
    await dialog.getByLabel('Time of day').fill('06:00');
    await dialog.getByLabel('Time of day').press('Enter');
    await expect(dialog).toHaveCount(0);

    await expect(note(reader)).toHaveText(`Back on ${day} at 06:00 (Nepal Time)`);
    await expect(note(reader)).toHaveAttribute('datetime', `${date}T00:15:00.000Z`);
    await expect(editor.page.getByText(/^Back at .*06:00 in Asia\/Kathmandu/)).toBeVisible();

    await editor.button('Change …').click();
    await editor.button('Give no time').click();
    await expect(note(reader)).toHaveCount(0);
    await expect(reader.page.locator('.article-head .status')).toHaveText('Paused');
    await newsroom.api.command(article, pausedUntil(Date.now() + DAY_MS));
    await expect(note(reader)).toHaveCount(1);
    await editor.setsStatus('Live');
    await expect(note(reader)).toHaveCount(0);
    reader.hasNotReloaded();
  });

  test('[R3] says so without JavaScript, in its language', async ({ newsroom }) => {
    const article = await newsroom.article({ timeZone: 'Europe/Berlin', language: 'de', entries: 1 });
    await newsroom.api.command(article, pausedUntil(Date.now() + 3 * DAY_MS));
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}`);
    await expect(note(reader)).toHaveText(
      /^Weiter am \d+\. \p{L}+( \d{4})? um \d\d:\d\d Uhr \(Mitteleuropäische Zeit\)$/u,
    );
  });

  test('says so in an embed', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ timeZone: ZONE, entries: 1 });
    await using site = await otherSite(
      `<div class="pressbox-embed" data-article="${article.slug}"></div><script async src="${newsroom.url}/embed.js"></script>`,
    );
    await page.goto(site.url);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('html')).toHaveAttribute('data-live', 'live');
    await newsroom.api.command(article, pausedUntil(Date.now() + 3 * DAY_MS));
    await expect(frame.locator('.embed-line time')).toHaveText(/^Back on .* at \d\d:\d\d \(Nepal Time\)$/);
  });

  test('does not announce a time that has passed', async ({ newsroom, reader }) => {
    const resumesAt = Date.now() + DAY_MS;
    const article = await newsroom.article({ timeZone: ZONE, entries: 1 });
    await newsroom.api.command(article, pausedUntil(resumesAt));
    await opensWithClock(reader, article);
    await expect(note(reader)).toHaveCount(1);
    newsroom.network.hold();
    await reader.page.clock.pauseAt(resumesAt - MINUTE_MS);
    await reader.page.clock.runFor(MINUTE_MS + SECOND_MS);
    await expect(note(reader)).toHaveCount(0);
    await expect(reader.page.locator('.article-head .status')).toHaveText('Paused');
  });
});

test.describe('an article that is upcoming', () => {
  test('counts down by the minute, by the second at the end, and then is about to start', async ({
    newsroom,
    reader,
  }) => {
    const startsAt = Date.now() + 3 * DAY_MS;
    const article = await newsroom.article({
      ...{ status: 'upcoming', timeZone: ZONE },
      startsAt: new Date(startsAt).toISOString(),
    });
    const countDown = reader.page.locator('.count-down');
    const { clock } = reader.page;
    await opensWithClock(reader, article);
    await expect(note(reader)).toHaveText(/^Starts on .* at \d\d:\d\d \(Nepal Time\)$/);
    await expect(countDown).toHaveText('in 3 days');
    newsroom.network.hold();
    await clock.pauseAt(startsAt - 5 * MINUTE_MS - 500);
    await clock.runFor(SECOND_MS);
    await expect(countDown).toHaveText('in 5 minutes');
    await clock.runFor(50 * SECOND_MS);
    await expect(countDown).toHaveText('in 5 minutes');
    await clock.runFor(10 * SECOND_MS);
    await expect(countDown).toHaveText('in 4 minutes');
    await clock.runFor(3 * MINUTE_MS + 20 * SECOND_MS);
    await expect(countDown).toHaveText('in 40 seconds');
    await reader.pauseSwitch.click();
    await clock.runFor(SECOND_MS);
    await expect(countDown).toHaveText('in 1 minute');
    await reader.pauseSwitch.click();
    await clock.runFor(SECOND_MS);
    await expect(countDown).toHaveText('in 38 seconds');
    await clock.runFor(39 * SECOND_MS);
    await expect(reader.page.locator('.article-head')).toContainText('About to start');
    await expect(note(reader)).toHaveCount(0);
    await expect(countDown).toBeEmpty();
    await expect(reader.page.getByRole('status')).toBeEmpty();
  });

  test('[R3] says without JavaScript when it starts, and no time once that has passed', async ({ newsroom }) => {
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    const startsAt = (at: number) => ({ status: 'upcoming', startsAt: new Date(at).toISOString() }) as const;
    const [soon, late] = [
      await newsroom.article(startsAt(Date.now() + 3 * DAY_MS)),
      await newsroom.article(startsAt(Date.now() - MINUTE_MS)),
    ];
    await reader.visits(`/live/${soon.slug}`);
    await expect(note(reader)).toHaveText(/^Starts on .* \(Coordinated Universal Time\)$/);
    const calendar = reader.page.waitForEvent('download');
    await reader.page.getByRole('link', { name: 'Add to calendar' }).click();
    expect((await calendar).suggestedFilename()).toBe(`${soon.slug}.ics`);
    await reader.visits(`/live/${late.slug}`);
    await reader.sees('About to start');
    await expect(note(reader)).toHaveCount(0);
    await reader.visits('/');
    await expect(reader.page.getByText(/^Starts on .* \(Coordinated Universal Time\)$/)).toHaveCount(1);
  });
});

test('an article that has ended has nothing to pause, until it goes on', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ status: 'ended', entries: 1 });
  await reader.opens(article);
  await expect(reader.pauseSwitch).toHaveCount(0);
  await newsroom.api.command(article, { type: 'set-status', status: 'live' });
  await expect(reader.pauseSwitch).toBeVisible();
  await newsroom.api.command(article, { type: 'set-status', status: 'ended' });
  await expect(reader.pauseSwitch).toHaveCount(0);
});

for (const [SHOW_READERS, told] of [
  ['on', 'About 10 reading now'],
  ['off', ''],
] as const)
  test.describe(`with SHOW_READERS=${SHOW_READERS}`, () => {
    test.use({ environment: { SHOW_READERS } });

    test(`on a phone a reader among others ${told ? 'is told about how many they are' : 'is not told how many they are'}, and nothing moves`, async ({
      newsroom,
    }) => {
      const reader = await newsroom.reader({ viewport: { width: 360, height: 740 } });
      const article = await newsroom.article({ entries: 3 });
      using others = new DisposableStack();
      for (let n = 0; n < 12; n += 1) {
        const other = others.use(readerSocket(`${newsroom.url.replace('http', 'ws')}/live`));
        other.follow(article.slug);
        await other.next();
      }
      await reader.opens(article);
      await expectNothingMoves(reader.page, async () => {
        await reader.listensToKeys();
        await expect(reader.page.locator('.readers')).toHaveText(told);
        if (told) expect(await isWhole(reader.page.locator('.readers'))).toBe(true);
      });
      await expect(reader.page.getByRole('status')).toBeEmpty();
    });
  });

/** Nothing of its text is cut off. */
function isWhole(text: Locator): Promise<boolean> {
  return text.evaluate(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth <= clientWidth);
}

/** What stands beside the status. */
function note(reader: Reader): Locator {
  return reader.page.locator('.article-head .date-line time');
}

function pausedUntil(at: number) {
  return { type: 'set-status', status: 'paused', resumesAt: new Date(at).toISOString() } as const;
}

/** Opens it with a clock that the test moves, and waits for what counts down. */
async function opensWithClock(reader: Reader, article: { readonly slug: string }): Promise<void> {
  await reader.page.clock.install();
  await reader.opens(article);
  await reader.listensToKeys();
}

/** The day so many days from now, as a field takes it and as readers see it: with the year where that is another. */
function dayIn(days: number): [field: string, words: string] {
  const [now, at] = [Date.now(), Date.now() + days * DAY_MS];
  const write = (instant: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en', { timeZone: ZONE, ...options }).format(instant);
  const isThisYear = write(at, { year: 'numeric' }) === write(now, { year: 'numeric' });
  const words = write(at, { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
  return [new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at), words];
}
