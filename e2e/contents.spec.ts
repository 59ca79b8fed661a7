import { paragraphs } from '#shared/body-text.ts';
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
