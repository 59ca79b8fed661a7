import { expect, test } from './newsroom.ts';

test.describe('the first start', () => {
  test.describe('of an empty store', () => {
    test.use({ environment: { SAMPLE: 'on' } });

    test('makes a sample article, which goes with one click', async ({ newsroom, editor, reader }) => {
      await reader.visits('/');
      await expect(reader.page.locator('.listing')).toHaveCount(1);
      await expect(reader.page.locator('.listing')).toContainText('Sample');
      await reader.page.locator('.listing').getByRole('link').click();
      await reader.isLive();
      await reader.sees('Sample coverage, made to show how Pressbox looks.');
      await editor.visits('/admin');
      await editor.page
        .getByRole('row', { name: /Sample/ })
        .getByRole('link')
        .first()
        .click();
      await editor.button('Remove sample').click();
      await reader.sees('This coverage is no longer available.');
      await reader.visits('/');
      await reader.sees('There is no coverage yet.');
      await newsroom.stopServer();
      await newsroom.startServer();
      await reader.visits('/');
      await reader.sees('There is no coverage yet.');
    });
  });

  test.describe('without an account', () => {
    test.use({ process: 'apart', environment: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } });

    test('prints a link that makes the first administrator, once', async ({ newsroom, reader }) => {
      newsroom.expectComplaint(/status of 4(01|09)/);
      const link = newsroom.server.said.map(line => /\/admin\/setup\?token=\S+/.exec(line)?.[0]).find(Boolean) ?? '';
      const { page } = reader;
      await reader.visits(link);
      await page.getByLabel('Name').fill('Ida Chief');
      await page.getByLabel('Email').fill('ida@example.org');
      await page.getByLabel('Password').fill('too short');
      await page.getByRole('button', { name: 'Create account' }).click();
      await reader.sees(/must have at least 15 characters/i);
      await page.getByLabel('Password').fill('ida likes long walks');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Articles');
      const second = await newsroom.reader();
      await second.visits(link);
      await second.page.getByLabel('Name').fill('Somebody Else');
      await second.page.getByLabel('Email').fill('else@example.org');
      await second.page.getByLabel('Password').fill('somebody else is late');
      await second.page.getByRole('button', { name: 'Create account' }).click();
      await expect(second.page.getByRole('alert')).toBeVisible();
    });
  });
});
