import { everythingPublic } from './newsroom/public-routes.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R2] without a reload', () => {
  test('an edit replaces the text where it stands', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 2 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.');
    await expect(reader.entry(3)).toContainText('The ferry leaves at ten.');
    await reader.doesNotSee('The ferry leaves at nine.');
    await reader.seesEntries([3, 2, 1]);
    reader.hasNotReloaded();
  });

  test('a correction shows what was wrong', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    const note = 'An earlier version gave the wrong hour.';
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', { kind: 'correction', note });
    await expect(reader.entry(1)).toContainText(/Corrected .*An earlier version gave the wrong hour\./);
    await expect(reader.page.getByRole('status')).toHaveText('1 correction');
    reader.hasNotReloaded();
  });

  test('a minor edit leaves no mark', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The fery leaves at nine.');
    await reader.opens(article);
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at nine.');
    await expect(reader.entry(1)).toContainText('The ferry leaves at nine.');
    await expect(reader.entry(1)).not.toContainText(/Updated|Corrected|Clarified/);
  });

  test('[D11] a withdrawn entry leaves its place and the reason, and its text is nowhere any more', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 1 });
    const canary = 'The mayor has resigned, says his brother.';
    const entryId = await newsroom.publish(article, canary);
    await newsroom.api.edit(article, { entryId, version: 1 }, `${canary} He denies it.`, { kind: 'update' });
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    const elsewhere = await newsroom.reader();
    for (const page of [reader, elsewhere]) await page.opens(article);
    await elsewhere.sees(canary);
    await newsroom.api.command(article, {
      type: 'retract-entry',
      entryId,
      expectedVersion: 2,
      reason: 'We could not confirm it.',
    });
    const { position } = await newsroom.api.snapshot(article);
    const everything = await everythingPublic(newsroom.server.url, article, position);
    expect([...everything].filter(([, text]) => text.includes('resigned'))).toEqual([]);
    expect(everything.get('socket, from the start')).toContain('We could not confirm it.');
    for (const page of [reader, elsewhere]) {
      await page.doesNotSee(/resigned/);
      await expect(page.entry(2)).toContainText('This update was withdrawn');
      await expect(page.entry(2)).toContainText('We could not confirm it.');
      await page.seesEntries([2, 1]);
      page.hasNotReloaded();
    }
  });

  test('a pinned entry stands above the timeline, and goes when it is unpinned', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 2 });
    const entryId = await newsroom.publish(article, 'What to do in the storm.');
    await newsroom.publish(article, 'The wind is rising.');
    await reader.opens(article);
    const pinned = reader.page.getByRole('region', { name: 'Pinned' });
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    await expect(pinned).toContainText('What to do in the storm.');
    await reader.seesEntries([4, 3, 2, 1]);
    await newsroom.api.command(article, { type: 'unpin-entry' });
    await expect(pinned).toHaveCount(0);
    await expect(reader.entry(3)).toContainText('What to do in the storm.');
    reader.hasNotReloaded();
  });

  test('a pinned entry of long ago leads to its place in the timeline', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 65 });
    const { entries } = await newsroom.api.older(article, 8);
    const entryId = entries[0]?.id as string;
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    await reader.opens(article);
    await reader.page
      .getByRole('region', { name: 'Pinned' })
      .getByRole('link', { name: 'See it in the timeline' })
      .click();
    await expect(reader.entry(7)).toBeInViewport();
  });

  test('the status changes', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ status: 'upcoming' });
    await reader.opens(article);
    const status = reader.page.locator('.article-head .status');
    await expect(status).toHaveText('Upcoming');
    for (const [wanted, shown] of [
      ['live', 'Live'],
      ['paused', 'Paused'],
      ['ended', 'Ended'],
    ] as const) {
      await newsroom.api.command(article, { type: 'set-status', status: wanted });
      await expect(status).toHaveText(shown);
    }
    reader.hasNotReloaded();
  });

  test('the summary comes, changes and goes', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 1 });
    await reader.opens(article);
    const summary = reader.page.getByRole('region', { name: 'What we know' });
    await newsroom.api.command(article, { type: 'set-summary', points: ['The road is open.', 'Nobody is hurt.'] });
    await expect(summary.getByRole('listitem')).toHaveText(['The road is open.', 'Nobody is hurt.']);
    await newsroom.api.command(article, { type: 'set-summary', points: ['The road is closed.'] });
    await expect(summary.getByRole('listitem')).toHaveText(['The road is closed.']);
    await newsroom.api.command(article, { type: 'set-summary', points: [] });
    await expect(summary).toHaveCount(0);
  });

  test('the headline and the text of the article change', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ standfirst: 'It is late.', entries: 1 });
    await reader.opens(article);
    await newsroom.api.command(article, {
      type: 'edit-article',
      expectedVersion: 1,
      article: { headline: 'The bridge is in place', standfirst: 'It was late.' },
    });
    await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText('The bridge is in place');
    await expect(reader.page).toHaveTitle(/^The bridge is in place/);
    await reader.sees('It was late.');
    reader.hasNotReloaded();
  });

  test('an article that is removed says so', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    await reader.opens(article);
    await newsroom.api.command(article, { type: 'remove-article' });
    await reader.sees('This coverage is no longer available.');
  });
});
