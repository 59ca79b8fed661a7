import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
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

  test('from an older page finds what is newer too, each entry once and newest first', async ({ newsroom, reader }) => {
    const article = await newsAboutZurich(newsroom);
    await reader.visits(`/live/${article.slug}/page/1`);
    await reader.isLive();
    await searches(reader, 'zurich');
    await finds(reader, [44, 3]);
    await reader.page.locator('.found').getByRole('link', { name: 'No. 44' }).click();
    await expect(reader.entry(44)).toBeInViewport();
  });

  test("from an entry's own page and from a further page of a lens finds what is newer too", async ({
    newsroom,
    reader,
  }) => {
    const article = await newsAboutZurich(newsroom);
    await reader.visits(`/live/${article.slug}/entry/12`);
    await reader.isLive();
    await searches(reader, 'boats');
    await finds(reader, [44, 3]);
    await reader.opens(article, { query: 'show=key&before=21' });
    await searches(reader, 'boats');
    await finds(reader, [44, 3]);
  });

  test('goes on by itself only so far, and looks further back when asked to', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 65 });
    await reader.visits(`/live/${article.slug}/page/1`);
    await reader.isLive();
    await searches(reader, 'update');
    await finds(reader, [...numbersDown(65, 36), ...numbersDown(20)]);
    await reader.page.getByRole('button', { name: 'Look further back' }).click();
    await finds(reader, numbersDown(65));
    await expect(reader.page.getByRole('button', { name: 'Look further back' })).toHaveCount(0);
  });

  test('that failed says so, never that nothing was found, and is tried again', async ({ newsroom }) => {
    newsroom.expectComplaint(/503/);
    // What a page with a worker asks for may go past what is routed here.
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const article = await newsAboutZurich(newsroom);
    await reader.opens(article);
    const { page } = reader;
    await page.route('**/search?*', route => route.fulfill({ status: 503 }));
    await searches(reader, 'zurich');
    await expect(page.getByRole('status')).toHaveText('The search failed. Try again in a moment.');
    await expect(page.locator('.found-count')).toHaveText('The search failed. Try again in a moment.');
    await page.unroute('**/search?*');
    await page.getByRole('button', { name: 'Look further back' }).click();
    await finds(reader, [44, 3]);
  });

  test('[D11] keeps nothing of what is withdrawn, nor a wrong wording, on this page and on older ones', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsAboutZurich(newsroom);
    await reader.opens(article);
    await searches(reader, 'zürich');
    await finds(reader, [44, 3]);
    const results = reader.page.locator('.found');
    const { entries } = await newsroom.api.older(article, 21);
    const old = { entryId: entries.find(({ number }) => number === 3)?.id ?? '', version: 1 };
    await newsroom.api.edit(article, old, 'At ten the boats leave for Zurich.', { kind: 'correction', note: 'Ten.' });
    await expect(results).toContainText('At ten the boats');
    await newsroom.publish(article, 'Zürich is told.');
    await finds(reader, [46, 44, 3]);
    await newsroom.api.withdraw(article, 44);
    await newsroom.api.command(article, { type: 'retract-entry', entryId: old.entryId, expectedVersion: 2 });
    await finds(reader, [46]);
    await expect(results).not.toContainText('boats');
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

async function finds({ page }: Reader, numbers: readonly number[]): Promise<void> {
  const found = () =>
    page
      .locator('.found > li > a')
      .evaluateAll(all => all.map(link => Number(/\/entry\/(\d+)/.exec((link as HTMLAnchorElement).href)?.[1])));
  await expect.poll(found).toEqual(numbers);
}

async function searches({ page }: Reader, words: string): Promise<void> {
  await page.getByText('Search', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search in the updates' }).fill(words);
}
