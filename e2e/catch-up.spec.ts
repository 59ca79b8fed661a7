import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

test.describe('a reader who comes back', () => {
  test('is told what happened meanwhile, with the key events among it, and nothing moves', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await muchHappens(newsroom, article);
    await reader.opens(article);
    await expectNothingMoves(reader.page, async () => {
      await expect(reader.catchUp).toContainText(/Since .*: 2 new updates, 1 correction, 1 update withdrawn/);
    });
    await expect(reader.line).toBeVisible();
    await reader.catchUp.getByText('1 key event among them').click();
    await reader.catchUp.getByRole('link', { name: 'The bridge is in place' }).click();
    await expect(reader.entry(4)).toBeInViewport();
    await expect(reader.catchUp).toHaveCount(0);
  });

  test('goes to the first unread with one press', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    for (let n = 4; n <= 25; n++) await newsroom.publish(article, `Number ${n}.`);
    await reader.opens(article);
    await reader.catchUp.getByRole('link', { name: 'Go to the first unread' }).click();
    await expect(reader.entry(4)).toBeInViewport();
    await expect(reader.entry(4).getByRole('heading')).toBeFocused();
    await expect(reader.catchUp).toHaveCount(0);
  });

  test('may read the key events only', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await muchHappens(newsroom, article);
    await reader.opens(article);
    await reader.catchUp.getByRole('link', { name: 'Read the key events only' }).click();
    await reader.seesEntries([4]);
  });

  test('is told of more than the page holds', async ({ newsroom, reader }) => {
    test.slow();
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    for (let n = 2; n <= 310; n++) await newsroom.publish(article, `Number ${n}.`);
    await reader.opens(article);
    await expect(reader.catchUp).toContainText(/Since .*: 309 new updates/);
    await reader.catchUp.getByRole('link', { name: 'Go to the first unread' }).click();
    await expect(reader.entry(2)).toBeInViewport();
  });

  test('is told nothing where nothing happened, nor right after a reload', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await reader.opens(article);
    await expect(reader.page.getByRole('status')).toBeAttached();
    await newsroom.publish(article, 'Somebody waved.');
    await reader.sees('Somebody waved.');
    await expect(reader.catchUp).toHaveCount(0);
    await reader.leavesFor({ minutes: 0 });
    await newsroom.publish(article, 'Somebody waved again.');
    await reader.opens(article);
    await newsroom.publish(article, 'And again.');
    await reader.sees('And again.');
    await expect(reader.catchUp).toHaveCount(0);
  });

  test('is told nothing false by a log that began meanwhile', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await reader.page.evaluate(() => {
      const visits = localStorage.getItem('pressbox-visits') ?? '';
      localStorage.setItem(
        'pressbox-visits',
        visits.replace(/"epoch":"[^"]*"/, '"epoch":"the-log-before-the-restore"'),
      );
    });
    await newsroom.publish(article, 'Somebody waved.');
    await reader.opens(article);
    await newsroom.publish(article, 'Somebody waved again.');
    await reader.sees('Somebody waved again.');
    await expect(reader.catchUp).toHaveCount(0);
  });
});

async function muchHappens(newsroom: Newsroom, article: ArticleHandle): Promise<void> {
  const { entries } = await newsroom.api.snapshot(article);
  const [last, , first] = entries;
  const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
  await newsroom.api.edit(article, { entryId: last?.id ?? '', version: 1 }, 'The ferry leaves at ten.', change);
  const retraction = {
    type: 'retract-entry',
    entryId: first?.id ?? '',
    expectedVersion: 1,
    reason: 'Unclear.',
  } as const;
  await newsroom.api.command(article, retraction);
  const body = paragraphs(['At last.']);
  await newsroom.publish(article, { headline: 'The bridge is in place', keyEvent: true, body });
  await newsroom.publish(article, 'Somebody waved.');
}
