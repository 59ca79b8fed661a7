import { paragraphs } from '#shared/body-text.ts';
import { everythingPublic } from './newsroom/public-routes.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
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

  test('a correction is pointed out to who had the wrong version on screen, moves nothing, and may be dismissed', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 28 });
    const { entries } = await newsroom.api.snapshot(article);
    const { id: entryId = '' } = entries.find(({ number }) => number === 14) ?? {};
    await reader.opens(article);
    await reader.scrollsTo(14);
    const notice = reader.page.getByText('Corrected since you read it');
    const elsewhere = await newsroom.reader();
    await elsewhere.opens(article);
    await reader.scrollsTo(8);
    await expectNothingMoves(reader.page, async () => {
      const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
      await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
      await expect(notice).toHaveCount(1);
    });
    await expect(reader.page.locator('li', { has: notice })).toContainText('The ferry leaves at ten.');
    await reader.page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
    await expect(elsewhere.entry(14)).toContainText('The ferry leaves at ten.');
    await expect(elsewhere.page.getByText('Corrected since you read it')).toHaveCount(0);
  });

  test('what changed is shown word by word where the reader asks for it', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
    await reader.opens(article);
    await reader.entry(1).getByRole('button', { name: 'What changed' }).click();
    const changes = reader.page.getByRole('region', { name: 'What changed' });
    await expect(changes.getByRole('deletion')).toHaveText('nine');
    await expect(changes.getByRole('insertion')).toHaveText('ten');
    await expect(changes).toBeFocused();
    await newsroom.api.edit(article, { entryId, version: 2 }, 'The ferry left at ten.', { kind: 'update' });
    await expect(changes.getByRole('deletion').first()).toHaveText('leaves');
    await changes.getByRole('button', { name: 'Close' }).click();
    await expect(changes).toHaveCount(0);
    await expect(reader.entry(1).getByRole('button', { name: 'What changed' })).toBeFocused();
  });

  test('what changed stays open and focused while the entry is corrected once more, and says so', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.entry(1).getByRole('button', { name: 'What changed' }).click();
    const changes = reader.page.getByRole('region', { name: 'What changed' });
    await expect(changes).toBeFocused();
    await newsroom.api.edit(article, { entryId, version: 2 }, 'The ferry leaves at eleven.', change);
    await expect(changes.getByRole('insertion').first()).toHaveText('eleven');
    await expect(changes).toContainText('Corrected since you read it');
    await expect(changes).toBeFocused();
    await expect(reader.page.locator('.corrected-notice')).toHaveCount(0);
  });

  test('[D11] what changed goes with the entry when that is withdrawn', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The mayor has resigned.');
    const change = { kind: 'correction', note: 'Only his deputy.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The deputy has resigned.', change);
    await reader.opens(article);
    await reader.entry(1).getByRole('button', { name: 'What changed' }).click();
    await reader.sees('mayor');
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 2 });
    await reader.sees('This update was withdrawn');
    await reader.doesNotSee(/resigned|mayor/);
  });

  test('an update and a clarification say so, with their time and the note', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await reader.opens(article);
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry has left.', { kind: 'update' });
    await expect(reader.entry(1)).toContainText(/Updated \d\d:\d\d/);
    const clarification = { kind: 'clarification', note: 'The evening ferry is meant.' } as const;
    await newsroom.api.edit(article, { entryId, version: 2 }, 'The evening ferry has left.', clarification);
    await expect(reader.entry(1)).toContainText(/Clarified \d\d:\d\d: The evening ferry is meant\./);
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
    const picture = await newsroom.api.picture('The mayor who has resigned');
    await newsroom.api.command(article, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 2, kind: 'minor' },
      entry: { body: { type: 'doc', content: [...paragraphs([canary]).content, { type: 'image', attrs: picture }] } },
    });
    await newsroom.api.command(article, { type: 'pin-entry', entryId });
    const elsewhere = await newsroom.reader();
    // What is fetched to be kept comes last, and would find nothing any more.
    const kept = [reader, elsewhere].map(({ page }) => page.waitForResponse(/-480\.webp$/));
    for (const page of [reader, elsewhere]) await page.opens(article);
    await elsewhere.sees(canary);
    await Promise.all(kept);
    await newsroom.api.command(article, {
      type: 'retract-entry',
      entryId,
      expectedVersion: 3,
      reason: 'We could not confirm it.',
    });
    const { position } = await newsroom.api.snapshot(article);
    const everything = await everythingPublic(newsroom.server.url, article, position, [picture]);
    expect([...everything].filter(([, text]) => text.includes('resigned'))).toEqual([]);
    expect(everything.get(picture.src)).toMatch(/^404/);
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
