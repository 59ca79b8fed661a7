import type { Page } from '@playwright/test';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

test.describe('the pace of the reader', () => {
  test('[R5] is paused by a switch beside the timeline, and taken up again in order', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.pauseSwitch.click();
    await expectNothingMoves(reader.page, async () => {
      for (const text of ['One came in.', 'Two came in.']) await newsroom.publish(article, text);
      await reader.isToldOf('2 new updates');
    });
    await expect(reader.page.getByRole('status')).toBeEmpty();
    await reader.pauseSwitch.click();
    await reader.seesEntries([5, 4, 3, 2, 1]);
  });

  test('is remembered', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.pauseSwitch.click();
    await reader.page.reload();
    await reader.isLive();
    await expect(reader.pauseSwitch).toHaveAttribute('aria-pressed', 'true');
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
  });

  test('that was chosen is taken up again after a pause, however long that lasted', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.choosesPace('Every minute');
    await reader.pauseSwitch.click();
    await reader.page.reload();
    await reader.isLive();
    await reader.pauseSwitch.click();
    await reader.page.getByText('Display options').click();
    await expect(reader.page.getByRole('radio', { name: 'Every minute' })).toBeChecked();
  });

  test('does not keep what is wrong on the screen, be it paused', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    const entryId = await newsroom.publish(article, 'The mayor has resigned.');
    await reader.opens(article);
    await reader.pauseSwitch.click();
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The mayor has not resigned.', {
      kind: 'correction',
      note: 'He has not.',
    });
    await expect(reader.entry(2)).toContainText('The mayor has not resigned.');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 2, reason: 'Unclear.' });
    await expect(reader.entry(2)).toContainText('This update was withdrawn');
  });

  test('may let in one batch a minute, of which the page speaks once', async ({ newsroom, reader }) => {
    await reader.page.clock.install();
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.choosesPace('Every minute');
    await newsroom.publish(article, 'One came in.');
    await reader.isToldOf('1 new update');
    await newsroom.publish(article, 'Two came in.');
    await reader.isToldOf('2 new updates');
    await reader.page.clock.runFor('01:00');
    await reader.seesEntries([3, 2, 1]);
    await expect(reader.heldButton).toHaveCount(0);
  });

  test('[R5] may let in one batch in five minutes, and the page speaks as often', async ({ newsroom, reader }) => {
    const { page } = reader;
    await page.clock.install();
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.choosesPace('Every five minutes');
    const spoken = await listensToStatus(page);
    for (const text of ['One came in.', 'Two came in.']) await newsroom.publish(article, text);
    await reader.isToldOf('2 new updates');
    await page.clock.runFor('00:02');
    await newsroom.publish(article, 'Three came in.');
    await reader.isToldOf('3 new updates');
    await page.clock.runFor('04:30');
    await reader.seesEntries([1]);
    expect(await spoken()).toEqual(['2 new updates']);
    await page.clock.runFor('01:00');
    await reader.seesEntries([4, 3, 2, 1]);
    expect(await spoken()).toEqual(['2 new updates', '1 new update']);
  });

  test('[R2] makes no difference to who is told that what they had on screen was wrong', async ({
    newsroom,
    reader,
  }) => {
    const { clock } = reader.page;
    await clock.install();
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.listensToKeys();
    await clock.runFor('00:01');
    await reader.pauseSwitch.click();
    const entryId = await newsroom.publish(article, 'The mayor has resigned.');
    await reader.isToldOf('1 new update');
    await clock.runFor('00:01');
    await reader.pauseSwitch.click();
    await clock.runFor('00:01');
    await reader.seesEntries([2, 1]);
    await newsroom.api.edit(article, { entryId, version: 1 }, 'His deputy has.', {
      kind: 'correction',
      note: 'Not he.',
    });
    await reader.sees('Corrected since you read it');
  });

  test('may let in what comes with a key event only', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    await reader.choosesPace('With key events only');
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await expect(reader.page.getByRole('status')).toBeEmpty();
    await newsroom.publish(article, { headline: 'The bridge is in place', keyEvent: true });
    await reader.seesEntries([3, 2, 1]);
    await expect(reader.page.getByRole('status')).toHaveText('2 new updates');
  });
});

/** The answer tells what the status line has said of updates since: with a clock that runs ahead of the server's it may miss that too. */
async function listensToStatus(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.getByRole('status').evaluateHandle(line => {
    const words: string[] = [];
    const note = () => {
      const said = line.textContent ?? '';
      if (said.includes('update')) words.push(said);
    };
    new MutationObserver(note).observe(line, { childList: true, characterData: true, subtree: true });
    return words;
  });
  return () => said.jsonValue();
}
