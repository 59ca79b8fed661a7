import { expect, test } from './newsroom.ts';

test.describe('the interface', () => {
  test('speaks the language of the article, and follows an editor who changes it', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ language: 'de', entries: 2 });
    await reader.opens(article);
    const { page } = reader;
    await expect(page.getByRole('heading', { name: 'Meldungen' })).toBeVisible();
    await newsroom.api.command(article, { type: 'edit-article', expectedVersion: 1, article: { language: 'ar' } });
    await expect(page.getByRole('heading', { name: 'المستجدات' })).toBeVisible();
    await expect(page.locator('.article')).toHaveAttribute('dir', 'rtl');
    reader.hasNotReloaded();
  });

  test('is English, marked as such, where nobody has translated it', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ language: 'ja', entries: 1 });
    await reader.opens(article);
    await expect(reader.page.getByRole('heading', { name: 'Updates' })).toHaveAttribute('lang', 'en');
  });
});
