import { COVERAGE } from './coverage.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R3] without JavaScript', () => {
  test('the page is complete', async ({ newsroom }) => {
    const article = await newsroom.api.importText(COVERAGE);
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}`);
    for (const text of [
      'Saturday, May 6, 1995',
      'The last lock opens: barges reach the sea again after sixty years',
      'eleven boats are on their way to the coast',
      'Twelve locks have new gates of oak.',
      '[Wendel Courier]',
      'The first boat, the Patience, has left the basin',
      'Капитан отвечает',
      'The harbour master charges her nothing.',
      'How to build a lock gate',
    ])
      await reader.sees(text);
    await expect(reader.page).toHaveTitle(/^The last lock opens/);
  });

  test('older entries are behind links, page by page, to the first and back', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 65 });
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    const { page } = reader;
    const older = page.getByRole('link', { name: 'Earlier updates' });
    await reader.visits(`/live/${article.slug}`);
    await reader.seesEntries(numbersDown(65, 41));
    await older.click();
    await expect(page).toHaveURL(/\/page\/2$/);
    await reader.seesEntries(numbersDown(40, 21));
    await older.click();
    await expect(page).toHaveURL(/\/page\/1$/);
    await reader.seesEntries(numbersDown(20));
    await expect(older).toHaveCount(0);
    await page.getByRole('link', { name: 'Newer updates' }).first().click();
    await reader.seesEntries(numbersDown(40, 21));
    await page.getByRole('link', { name: 'Latest updates', exact: true }).first().click();
    await reader.seesEntries(numbersDown(65, 41));
  });
});

test('[R3] the pages of older entries do not shift when new ones come', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 45 });
  await reader.opens(article, { before: 21 });
  await reader.seesEntries(numbersDown(20));
  for (let number = 46; number <= 61; number += 1) await newsroom.publish(article, `Update ${number}.`);
  await expect(reader.page.getByRole('link', { name: '16 new updates' })).toBeVisible();
  await reader.page.reload();
  await reader.seesEntries(numbersDown(20));
  await reader.opens(article, { before: 41 });
  await reader.seesEntries(numbersDown(40, 21));
});

test('[R3] with JavaScript the links bring older entries into the page', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 65 });
  await reader.opens(article);
  await reader.loadsEarlierUpdates();
  await reader.seesEntries(numbersDown(65, 21));
  await expect(reader.entry(40)).toBeFocused();
  await reader.loadsEarlierUpdates();
  await reader.seesEntries(numbersDown(65));
  await expect(reader.page.getByRole('link', { name: 'Earlier updates' })).toHaveCount(0);
  reader.hasNotReloaded();
});

test('an edit reaches a page of older entries too', async ({ newsroom, reader }) => {
  const article = await newsroom.article();
  const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
  for (let number = 2; number <= 45; number += 1) await newsroom.publish(article, `Update ${number}.`);
  await reader.opens(article, { before: 21 });
  await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.');
  await expect(reader.entry(1)).toContainText('The ferry leaves at ten.');
});

test('[R4] an address of an entry opens at it, also when it has gone to an older page', async ({
  newsroom,
  reader,
}) => {
  const article = await newsroom.article({ entries: 45 });
  await reader.visits(`/live/${article.slug}#entry-30`);
  await expect(reader.entry(30)).toBeInViewport();
  await reader.page.goto('about:blank');
  await reader.visits(`/live/${article.slug}#entry-3`);
  await expect(reader.entry(3)).toBeInViewport();
});
