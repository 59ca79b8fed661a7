import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { Reader } from './newsroom/reader.ts';
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

  test('[D11] is not told any more of what is withdrawn or reworded while it stands there', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await muchHappens(newsroom, article);
    await reader.opens(article);
    await reader.catchUp.getByText('1 key event among them').click();
    await reader.catchUp.getByText('1 correction').last().click();
    await expect(reader.catchUp).toContainText('The bridge is in place');
    await expect(reader.catchUp).toContainText('The ferry leaves at ten.');
    await newsroom.api.withdraw(article, 4);
    await newsroom.api.withdraw(article, 3);
    await expect(reader.catchUp).toContainText(/: 1 new update, 2 updates withdrawn/);
    await expect(reader.catchUp).not.toContainText('The bridge is in place');
    await expect(reader.catchUp).not.toContainText('The ferry leaves at ten.');
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

  test('may read the key events only, told apart from those before', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 2 });
    await newsroom.publish(article, { headline: 'The bridge is ready', keyEvent: true });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await muchHappens(newsroom, article);
    await reader.opens(article);
    await reader.catchUp.getByRole('link', { name: 'Read the key events only' }).click();
    await reader.seesEntries([4, 3]);
    await expect(reader.entry(4).getByRole('heading')).toBeFocused();
    await expect(reader.page.locator('li', { has: reader.line })).toContainText('The bridge is ready');
    await expect(reader.page).toHaveURL(/\?show=key$/);
    reader.hasNotReloaded();
  });

  test('is led to what was corrected, clarified and withdrawn', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 12 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await muchHappens(newsroom, article);
    const storageState = await reader.page.context().storageState();
    const { entries } = await newsroom.api.snapshot(article);
    const { id: entryId = '' } = entries.find(({ number }) => number === 6) ?? {};
    const change = { kind: 'clarification', note: 'It is the evening.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'It is at nine.', change);
    for (const [kind, link, number] of [
      ['1 correction', 'The ferry leaves at ten.', 12],
      ['1 clarification', 'It is at nine.', 6],
      ['1 update withdrawn', 'Update 10 was withdrawn', 10],
    ] as const) {
      const later = await newsroom.reader({ storageState });
      await later.opens(article);
      await expect(later.catchUp).toContainText('2 new updates, 1 correction, 1 clarification, 1 update withdrawn');
      await later.catchUp.locator('summary', { hasText: kind }).click();
      await later.catchUp.getByRole('link', { name: link }).click();
      await expect(later.entry(number)).toBeInViewport();
    }
  });

  test('goes on reading with the keyboard once that is dismissed', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    await newsroom.publish(article, 'Somebody waved.');
    await reader.opens(article);
    await reader.catchUp.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(reader.catchUp).toHaveCount(0);
    await expect(reader.page.getByRole('heading', { name: 'Updates' })).toBeFocused();
  });

  test('is told the same in a tab that stayed open behind others', async ({ newsroom, reader }) => {
    const { clock } = reader.page;
    await clock.install();
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.listensToKeys();
    const looksElsewhere = async (minutes: number, meanwhile: () => Promise<unknown>) => {
      await reader.hides();
      await meanwhile();
      await clock.fastForward(minutes * 60_000);
      await reader.returns();
      await clock.runFor(1_000);
      await reader.isLive();
    };
    await looksElsewhere(4, () => newsroom.publish(article, 'Somebody sang.'));
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(reader.catchUp).toHaveCount(0);
    await looksElsewhere(6, () => muchHappens(newsroom, article));
    await expect(reader.catchUp).toContainText(/Since .*: 2 new updates, 1 correction, 1 update withdrawn/);
    await expect(reader.line).toHaveCount(1);
  });

  test('is told from where the last tab had come, also where one left behind it is closed later', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.hides();
    for (let n = 4; n <= 8; n++) await newsroom.publish(article, `Number ${n}.`);
    const otherTab = new Reader(await reader.page.context().newPage());
    await otherTab.opens(article);
    await otherTab.listensToKeys();
    await otherTab.visits('/');
    await reader.leavesFor({ minutes: 60 });
    await newsroom.publish(article, 'Number 9.');
    await reader.opens(article);
    await expect(reader.catchUp).toContainText(/Since .*: 1 new update/);
  });

  test('[R2] sees at the entry that what was on screen then was wrong, after a reload as well', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.leavesFor({ minutes: 0 });
    const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
    await reader.opens(article);
    const notice = reader.page.getByText('Corrected since you read it');
    await expect(reader.page.locator('li', { has: notice })).toContainText('The ferry leaves at ten.');
    await reader.page.reload();
    await reader.listensToKeys();
    await expect(notice).toHaveCount(0);
  });

  test('goes on reading with the keyboard at the entry whose correction was told of', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await reader.leavesFor({ minutes: 0 });
    const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
    await reader.opens(article);
    const notice = reader.page.locator('p', { hasText: 'Corrected since you read it' });
    await notice.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(notice).toHaveCount(0);
    await expect(reader.entry(4).getByRole('heading')).toBeFocused();
  });

  test('has not read what a lens left out, and is shown no line with nothing above it', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 2 });
    await newsroom.publish(article, { headline: 'The bridge is ready', keyEvent: true });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    for (const text of ['Somebody waved.', 'Somebody sang.']) await newsroom.publish(article, text);
    await reader.opens(article, { query: 'show=key' });
    await expect(reader.catchUp).toContainText('2 new updates');
    await reader.seesEntries([3]);
    await expect(reader.line).toHaveCount(0);
    await reader.leavesFor({ minutes: 60 });
    await reader.opens(article);
    await expect(reader.catchUp).toContainText('2 new updates');
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

  test('is led to the first unread also where it is too much to be counted', async ({ newsroom, reader }) => {
    test.slow();
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.leavesFor({ minutes: 60 });
    for (let n = 2; n <= 620; n++) await newsroom.publish(article, `Number ${n}.`);
    await reader.opens(article);
    await expect(reader.catchUp).toContainText(/Since .*, at least: \d+ new updates/);
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
