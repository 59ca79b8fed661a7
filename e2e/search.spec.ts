import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

test.describe('a search in the updates', () => {
  test('finds words on the page and on older ones, whatever their case and accents, and marks them', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsAboutZurich(newsroom);
    await reader.opens(article);
    await searches(reader, 'ZURICH boats');
    const results = reader.page.locator('.found > li');
    await expect(results).toHaveCount(2);
    await expect(results.first()).toContainText('No. 44');
    await expect(results.last()).toContainText('No. 3');
    await expect(results.first().locator('mark')).toHaveText(['boats', 'Zürich']);
    await expect(reader.page.getByRole('status')).toHaveText('2 results');
  });

  test('leads to an entry of this page, and to one on an older page', async ({ newsroom, reader }) => {
    const article = await newsAboutZurich(newsroom);
    await reader.opens(article);
    await searches(reader, 'zürich');
    await reader.page.locator('.found').getByRole('link', { name: 'No. 44' }).click();
    await expect(reader.entry(44)).toBeFocused();
    await expect(reader.entry(44)).toBeInViewport();
    reader.hasNotReloaded();
    await reader.page.locator('.found').getByRole('link', { name: 'No. 3' }).click();
    await expect(reader.entry(3)).toBeInViewport();
    await expect(reader.page).toHaveURL(/\/entry\/3/);
  });

  test('is cleared by Escape, and says where nothing was found', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await searches(reader, 'zurich');
    await reader.sees('Nothing was found.');
    await reader.page.keyboard.press('Escape');
    await expect(reader.page.getByRole('searchbox')).toHaveValue('');
    await expect(reader.page.getByRole('searchbox')).toBeFocused();
    await reader.doesNotSee('Nothing was found.');
  });
});

/** 45 entries: Zürich is in 3, which is on an older page, and in 44. */
async function newsAboutZurich(newsroom: Newsroom): Promise<ArticleHandle> {
  const texts = Array.from({ length: 45 }, (_, index) => `Update ${index + 1} tells of Bern.`);
  texts[2] = 'At nine the boats leave for Zurich.';
  texts[43] = 'The last of the boats has come to Zürich.';
  return newsroom.article({ entries: texts });
}

async function searches({ page }: Reader, words: string): Promise<void> {
  await page.getByText('Search', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search in the updates' }).fill(words);
}
