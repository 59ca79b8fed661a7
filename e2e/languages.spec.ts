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

  test('follows an editor also while the page is still loading what follows', async ({ newsroom }) => {
    const article = await newsroom.article({ language: 'de', entries: 2 });
    const { page } = await newsroom.reader({ serviceWorkers: 'block' });
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    await page.route('**/assets/follower*', route => held.then(() => route.continue()));
    await page.goto(`/live/${article.slug}`);
    await expect(page.getByRole('heading', { name: 'Meldungen' })).toBeVisible();
    await newsroom.api.command(article, { type: 'edit-article', expectedVersion: 1, article: { language: 'ar' } });
    await expect(page.locator('.article')).toHaveAttribute('dir', 'rtl');
    release();
    await expect(page.getByRole('heading', { name: 'المستجدات' })).toBeVisible();
  });

  for (const { language, updates, live, held, direction } of [
    {
      language: 'de',
      updates: 'Meldungen',
      live: 'Live',
      held: ['1 neue Meldung', '2 neue Meldungen'],
      direction: 'ltr',
    },
    { language: 'es', updates: 'Novedades', live: 'En directo', held: ['1 novedad', '2 novedades'], direction: 'ltr' },
    {
      language: 'fr',
      updates: 'Actualités',
      live: 'En direct',
      held: ['1 nouvelle actualité', '2 nouvelles actualités'],
      direction: 'ltr',
    },
    {
      language: 'ru',
      updates: 'Сообщения',
      live: 'В эфире',
      held: ['1 новое сообщение', '2 новых сообщения', '3 новых сообщения', '4 новых сообщения', '5 новых сообщений'],
      direction: 'ltr',
    },
    {
      language: 'ar',
      updates: 'المستجدات',
      live: 'مباشر',
      held: ['تحديث جديد واحد', 'تحديثان جديدان', '3 تحديثات جديدة'],
      direction: 'rtl',
    },
  ])
    test(`is there in ${language}, also where it counts`, async ({ newsroom, reader }) => {
      const article = await newsroom.article({ language, entries: 30 });
      await reader.opens(article);
      const { page } = reader;
      await expect(page.getByRole('heading', { name: updates, exact: true })).toBeVisible();
      await expect(page.locator('.article-head .status')).toHaveText(live);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.article')).toHaveCSS('direction', direction);
      await reader.listensToKeys();
      await reader.scrollsTo(20);
      for (const told of held) {
        await newsroom.publish(article, 'One more.');
        await reader.isToldOf(told);
      }
    });

  test('is English, marked as such, where nobody has translated it', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ language: 'ja', entries: 1 });
    await reader.opens(article);
    await expect(reader.page.getByRole('heading', { name: 'Updates' })).toHaveAttribute('lang', 'en');
  });
});
