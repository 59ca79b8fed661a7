import { paragraphs } from '#shared/body-text.ts';
import { letHappen } from './newsroom/past.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R3] the list to jump by', () => {
  test('leads to the first update of an hour and to a key event, on this page and on others', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 4 });
    const said = (hour: number, text: string) => ({
      displayAt: `2026-01-05T${hour}:10:00Z`,
      body: paragraphs([text]),
    });
    for (let n = 5; n <= 25; n += 1) await newsroom.publish(article, said(10, `Update ${n}.`));
    await newsroom.publish(article, { ...said(11, 'The lock opens.'), headline: 'The lock opens', keyEvent: true });
    for (let n = 27; n <= 60; n += 1) await newsroom.publish(article, said(12, `Update ${n}.`));
    await reader.opens(article);
    const { page } = reader;
    await page.getByRole('link', { name: 'Jump to' }).click();
    const dialog = page.getByRole('dialog', { name: 'Jump to' });
    await expect(dialog.getByRole('link', { name: '12:00 34 updates' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('link', { name: 'Jump to' })).toBeFocused();
    await page.keyboard.press('Enter');
    await dialog.getByRole('link', { name: '10:00 21 updates' }).click();
    await expect(page).toHaveURL(`/live/${article.slug}/page/1#entry-5`);
    await expect(reader.entry(5)).toBeInViewport();
    await reader.isLive();
    await page.getByRole('link', { name: 'Jump to' }).click();
    await dialog.getByRole('link', { name: 'The lock opens' }).click();
    await expect(page).toHaveURL(`/live/${article.slug}/entry/26-the-lock-opens`);
    await expect(reader.entry(26)).toBeInViewport();
    await reader.isLive();
    await page.getByRole('link', { name: 'Jump to' }).click();
    await dialog.getByRole('link', { name: '12:00 34 updates' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(reader.entry(27)).toBeFocused();
    await expect(reader.entry(27)).toBeInViewport();
  });

  test('[D11] keeps no headline of what is withdrawn while it is open', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 2 });
    for (const headline of ['The lock opens', 'The mayor resigns'])
      await newsroom.publish(article, { headline, keyEvent: true, body: paragraphs(['!']) });
    await reader.opens(article);
    await reader.page.getByRole('link', { name: 'Jump to' }).click();
    const events = reader.page.getByRole('dialog', { name: 'Jump to' }).locator('.key-event-list a');
    await expect(events).toHaveText(['The mayor resigns', 'The lock opens']);
    await newsroom.api.withdraw(article, 4);
    await expect(events).toHaveText(['The lock opens']);
  });

  test('goes in the order in which the reader has the updates', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ timeZone: 'UTC' });
    for (const hour of [10, 11, 12])
      await newsroom.publish(article, {
        ...{ displayAt: `2026-01-05T${hour}:10:00Z`, headline: `At ${hour}`, keyEvent: true, body: paragraphs(['!']) },
      });
    const { page } = reader;
    const dialog = page.getByRole('dialog', { name: 'Jump to' });
    for (const [query, hours] of [
      ['', [12, 11, 10]],
      ['order=oldest', [10, 11, 12]],
    ] as const) {
      await reader.opens(article, { query });
      await page.getByRole('link', { name: 'Jump to' }).click();
      await expect(dialog.locator('.hours time')).toHaveText(hours.map(hour => `${hour}:00`));
      await expect(dialog.locator('.key-event-list a')).toHaveText(hours.map(hour => `At ${hour}`));
    }
  });

  test('speaks of hours where it happens, also to a reader elsewhere', async ({ newsroom }) => {
    const article = await newsroom.article({ timeZone: 'UTC' });
    await newsroom.publish(article, { displayAt: '2026-01-05T10:40:00Z', body: paragraphs(['Dawn.']) });
    const reader = await newsroom.reader({ timezoneId: 'Asia/Kolkata' });
    const { page } = reader;
    await reader.opens(article);
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Where I am' }).check();
    await expect(page.locator('.timeline-head .zone')).toHaveText(/India/);
    await page.getByRole('link', { name: 'Jump to' }).click();
    const dialog = page.getByRole('dialog', { name: 'Jump to' });
    await expect(dialog.getByRole('link', { name: '10:00 1 update' })).toBeVisible();
    await expect(dialog.getByText('Times: Coordinated Universal Time')).toBeVisible();
  });

  test('leads to how the article stood at the end of each hour', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ timeZone: 'UTC' });
    for (const time of ['14:10', '15:10'])
      await newsroom.publish(article, { displayAt: `2026-03-02T${time}:00Z`, body: paragraphs([`It is ${time}.`]) });
    await letHappen(newsroom, article, { from: '2026-03-02T14:00:00Z', minutes: [0, 10, 70] });
    await reader.opens(article);
    const { page } = reader;
    await page.getByRole('link', { name: 'Jump to' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'As it stood on March 2, 15:00' }).click();
    await expect(page).toHaveURL(/\?at=2026-03-02T15:00:00Z$/);
    await reader.seesEntries([1]);
  });

  test('and to all that the coverage can be used for, without JavaScript', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 2 });
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    const { page } = reader;
    await reader.visits(`/live/${article.slug}`);
    await page.getByRole('link', { name: 'Use this coverage' }).click();
    await expect(page.getByRole('heading', { name: 'Use this coverage' })).toBeInViewport();
    const links = page.locator('.use').getByRole('link');
    await expect(links).toHaveText([/JSON/, /Markdown/, /ZIP/, /RSS/, /Atom/, /JSON Feed/]);
    for (const link of await links.all())
      expect((await page.request.get(String(await link.getAttribute('href')))).status()).toBe(200);
    await expect(page.locator('.use code')).toHaveText(
      `<script async src="${newsroom.url}/embed.js" data-article="${article.slug}"></script>`,
    );
  });

  test('is a page of links without JavaScript', async ({ newsroom }) => {
    const article = await newsroom.article({ headline: 'The lock opens', entries: 45 });
    await newsroom.publish(article, { headline: 'Sixty years later', keyEvent: true });
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    const { page } = reader;
    await reader.visits(`/live/${article.slug}`);
    await page.getByRole('link', { name: 'Jump to' }).click();
    await expect(page).toHaveURL(`/live/${article.slug}/contents`);
    await expect(page).toHaveTitle(/^The lock opens – Jump to/);
    await page.getByRole('link', { name: 'Sixty years later' }).click();
    await expect(reader.entry(46)).toBeInViewport();
    await page.goBack();
    await page.locator('.hours a').first().click();
    await expect(reader.entry(1)).toBeInViewport();
  });
});
