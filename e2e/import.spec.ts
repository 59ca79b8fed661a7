import { COVERAGE } from './coverage.ts';
import { expect, test } from './newsroom.ts';

test.describe('coverage from a text', () => {
  test('stands on the page as it was written', async ({ newsroom, reader }) => {
    const article = await newsroom.api.importText(COVERAGE);
    await reader.opens(article);
    const { page } = reader;
    await expect(page.locator('.date-line')).toContainText('Saturday, May 6, 1995');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'The last lock opens: barges reach the sea again after sixty years',
    );
    await expect(page.locator('.standfirst')).toHaveText(/^The Wendel canal was filled .* to the coast\.$/);
    const body = page.locator('.article-body');
    await expect(body.locator('p').first()).toContainText('"mostly up to the waist", as their chairwoman puts it.');
    await expect(body).toContainText('Twelve locks have new gates of oak. The smallest is barely wider');
    await expect(body).toContainText('[Wendel Courier]');
    await reader.seesEntries([5, 4, 3, 2, 1]);
    await expect(reader.entry(2).locator('.body p')).toHaveText([
      'A cow has been led off the towpath at the second lock.',
      '"She was here first", says the lock-keeper, who let her finish.',
    ]);
    await expect(reader.entry(5).locator('.body')).toHaveText(/^The Patience has reached the sea at 6:40 pm\./);
    await expect(page.getByText(/^\d+\. /)).toHaveCount(0);
  });

  test('keeps the entry in another language as such', async ({ newsroom, reader }) => {
    await reader.opens(await newsroom.api.importText(COVERAGE));
    await expect(reader.entry(3)).toHaveAttribute('lang', 'ru');
    await expect(reader.entry(3).locator('.body p')).toHaveText([/^На борту одного из судов/, /^Капитан отвечает/]);
    for (const number of [1, 2, 4, 5]) await expect(reader.entry(number)).toHaveAttribute('lang', 'en');
  });

  test('keeps the featured article, and none of the furniture', async ({ newsroom, reader }) => {
    await reader.opens(await newsroom.api.importText(COVERAGE));
    const featured = reader.page.getByRole('region', { name: 'Featured' });
    await expect(featured).toContainText('How to build a lock gate : oak, tar and a very long saw');
    await expect(featured).toContainText('Every gate hangs on a single post');
    await reader.doesNotSee(/LinkWithin|Featured Post|Wendel Today/);
  });

  test('is a past day: it has ended, and stands among the others on the home page', async ({ newsroom, reader }) => {
    const { slug } = await newsroom.api.importText(COVERAGE);
    await newsroom.article({ headline: 'Something happens now' });
    await reader.visits('/');
    await expect(reader.page.locator('.listing h2')).toHaveText([/^Something happens now$/, /^The last lock opens/]);
    await reader.page.getByRole('link', { name: /^The last lock opens/ }).click();
    await expect(reader.page).toHaveURL(`/live/${slug}`);
    await expect(reader.page.locator('.article-head .status')).toHaveText('Ended');
  });
});
