import { expect, test } from './newsroom.ts';

test.describe('display options', () => {
  test.use({ timezoneId: 'Asia/Kathmandu' });

  test('write the times by the clock where it happens or by that of the reader, who need not choose twice', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    const { page } = reader;
    await expect(page.getByText('Times: Coordinated Universal Time')).toBeVisible();
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Where I am' }).check();
    await expect(page.getByText('Times: Nepal Time')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Times: Nepal Time')).toBeVisible();
  });
});
