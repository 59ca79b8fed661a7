import { numbersDown } from './newsroom/numbers.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R1] new entries', () => {
  test('appear at once for a reader at the top', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.sees('The second lorry has left.');
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(reader.heldButton).toHaveCount(0);
    reader.hasNotReloaded();
  });

  test('wait, counted, for one who reads further down, and nothing moves by a pixel', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'One came in.');
      await reader.isToldOf('1 new update');
      await newsroom.publish(article, 'Two came in.');
      await newsroom.publish(article, 'Three came in.');
      await reader.isToldOf('3 new updates');
    });
    await reader.doesNotSee('Three came in.');
    await expect(reader.page).toHaveTitle(/^\(3\) /);
  });

  test('are shown by the button, which takes the reader and the focus to them', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (const text of ['One came in.', 'Two came in.']) await newsroom.publish(article, text);
    await reader.isToldOf('2 new updates');
    await reader.looksAtNews();
    await expect(reader.entry(32)).toBeInViewport();
    await expect(reader.entry(32)).toContainText('Two came in.');
    await expect(reader.heldButton).toHaveCount(0);
    await expect(reader.page.getByRole('heading', { name: 'Updates' })).toBeFocused();
    await expect(reader.page).not.toHaveTitle(/^\(/);
    await reader.seesEntries(numbersDown(32));
  });

  test('are shown when the reader comes back to the top', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.scrollsToTop();
    await reader.sees('Somebody waved.');
    await expect(reader.heldButton).toHaveCount(0);
  });

  test('do not take the focus from a reader who goes through the page by keyboard', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    const link = reader.entry(4).getByRole('link').first();
    await link.focus();
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'Somebody waved.');
      await reader.isToldOf('1 new update');
    });
    await expect(link).toBeFocused();
  });

  test('do not move what is read when an entry above it changes', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 28 });
    const entryId = await newsroom.publish(article, 'Short.');
    await reader.opens(article);
    await reader.scrollsTo(20);
    await expectNothingMoves(reader.page, async () => {
      const long = 'A good deal longer than it was before, and over several lines on every screen. '.repeat(12);
      await newsroom.api.edit(article, { entryId, version: 1 }, long);
      await expect(reader.entry(29)).toContainText('A good deal longer');
    });
  });

  test('are told of in one polite line, and nothing else speaks up', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (const text of ['One.', 'Two.', 'Three.']) await newsroom.publish(article, text);
    await expect(reader.page.getByRole('status')).toHaveText('3 new updates');
    await expect(reader.page.locator('[aria-live], [role=log], [role=alert]')).toHaveCount(0);
  });
});
