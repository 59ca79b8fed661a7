import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import type { Reader } from './newsroom/reader.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

const ANN = { name: 'Ann Lee', role: 'in Houston' };
const WEATHER = { body: paragraphs(['The wind is rising.']), tags: ['weather'] };
const KEY = { body: paragraphs(['The gates are open.']), keyEvent: true };
/** Those of the long article, newest first. */
const ABOUT_WEATHER = numbersDown(65).filter(number => number % 3 !== 0);

test.describe('a lens', () => {
  test('is chosen in the display options, applies at once, stands in the address and can be passed on', async ({
    newsroom,
    reader,
  }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    const { page } = reader;
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Key events', exact: true }).check();
    await reader.seesEntries([6, 3]);
    await expect(page).toHaveURL(/\?show=key$/);
    await page.getByRole('combobox', { name: 'Author' }).selectOption('Ann Lee');
    await reader.seesEntries([6]);
    await expect(page.locator('.lens-line')).toContainText('1 update');
    reader.hasNotReloaded();

    const friend = await newsroom.reader();
    await friend.visits(new URL(page.url()).pathname + new URL(page.url()).search);
    await friend.isLive();
    await friend.seesEntries([6]);
    await friend.page.getByRole('link', { name: 'Remove: By Ann Lee' }).click();
    await friend.seesEntries([6, 3]);
    await friend.page.getByRole('link', { name: 'Remove: Key events' }).click();
    await friend.seesEntries(numbersDown(6));
    await expect(friend.page).toHaveURL(`/live/${article.slug}`);
    friend.hasNotReloaded();
  });

  test('is what the tags and authors of updates lead to, at once', async ({ newsroom, reader }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    await reader.listensToKeys();
    const { page } = reader;
    await reader.entry(2).getByRole('link', { name: 'weather' }).click();
    await reader.seesEntries([5, 2]);
    await expect(page).toHaveURL(/\?tag=weather$/);
    await expect(page.locator('#updates')).toBeFocused();
    await expect(page.locator('#updates')).toBeInViewport();
    await page.goBack();
    await reader.entry(6).getByRole('link', { name: 'Ann Lee, in Houston' }).click();
    await reader.seesEntries([6]);
    reader.hasNotReloaded();
  });

  test('goes back and forward with the buttons of the browser', async ({ newsroom, reader }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    const { page } = reader;
    await page.getByText('Display options').click();
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('weather');
    await reader.seesEntries([5, 2]);
    await page.getByRole('radio', { name: 'Oldest first' }).check();
    await reader.seesEntries([2, 5]);
    await page.goBack();
    await reader.seesEntries([5, 2]);
    await page.goBack();
    await reader.seesEntries(numbersDown(6));
    await page.goForward();
    await reader.seesEntries([5, 2]);
    reader.hasNotReloaded();
  });

  test('on corrections shows what was corrected and what was withdrawn', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const wrong = await newsroom.publish(article, 'The ferry leaves at nine.');
    const gone = await newsroom.publish(article, 'The mayor has resigned.');
    await reader.opens(article, { query: 'show=corrections' });
    await expect(reader.page.getByText('No updates match.')).toBeVisible();
    await newsroom.api.edit(article, { entryId: wrong, version: 1 }, 'The ferry leaves at ten.', {
      kind: 'correction',
      note: 'An earlier version gave the wrong hour.',
    });
    await reader.seesEntries([4]);
    const retraction = { type: 'retract-entry' as const, entryId: gone, expectedVersion: 1, reason: '' };
    await newsroom.api.command(article, retraction);
    await reader.seesEntries([5, 4]);
    await expect(reader.page.locator('.lens-line')).toContainText('2 updates');
  });

  test('that picks nothing says so, and offers everything', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article, { query: 'tag=nobody-has-this' });
    await reader.sees('No updates match.');
    await reader.page.getByRole('link', { name: 'Show all updates' }).click();
    await reader.seesEntries([3, 2, 1]);
    reader.hasNotReloaded();
  });

  test('finds what it picks on older pages too', async ({ newsroom, reader }) => {
    const article = await longArticle(newsroom);
    await reader.opens(article);
    const { page } = reader;
    await page.getByText('Display options').click();
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('weather');
    await reader.seesEntries(ABOUT_WEATHER.slice(0, 17 + 20));
    await reader.loadsEarlierUpdates();
    await reader.seesEntries(ABOUT_WEATHER);
    await expect(page.locator('.lens-line')).toContainText('44 updates');
    await expect(page.getByRole('combobox', { name: 'Topic' })).toContainText('weather (44)');
    await page.getByRole('radio', { name: 'Oldest first' }).check();
    await reader.seesEntries(ABOUT_WEATHER.toReversed().slice(0, 20));
    await page.getByRole('link', { name: 'Later updates' }).click();
    await reader.seesEntries(ABOUT_WEATHER.toReversed());
    reader.hasNotReloaded();
  });

  test('never touches the position: what it leaves out is followed and counted nowhere, and is there without it', async ({
    newsroom,
    reader,
  }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article, { query: 'show=key' });
    await newsroom.publish(article, 'Nothing of weight.');
    await newsroom.publish(article, KEY);
    await reader.seesEntries([8, 6, 3]);
    await expect(reader.page.locator('.lens-line')).toContainText('3 updates');
    await reader.page.getByRole('link', { name: 'Remove: Key events' }).click();
    await reader.seesEntries(numbersDown(8));
    await expect(reader.page.locator('li', { has: reader.line }).locator('#entry-6')).toHaveCount(1);
    expect(reader.messages).not.toContain('reset');
    reader.hasNotReloaded();
  });

  test('[R2] leaves the tombstone of what it picked where it stood, the focus in it, and tells of it', async ({
    newsroom,
    reader,
  }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article, { query: 'show=key' });
    const link = reader.entry(6).locator('.entry-when');
    await link.focus();
    await newsroom.api.withdraw(article, 6, 'It was last year.');
    await expect(reader.entry(6)).toContainText('It was last year.');
    await reader.seesEntries([6, 3]);
    await expect(reader.entry(6).locator(':focus')).toHaveCount(1);
    await expect(reader.page.locator('.lens-line')).toContainText('1 update');
    await expect(reader.page.getByRole('status')).toHaveText('1 update withdrawn');
  });

  test('shows nothing of what is held, and what it left out as it came is told apart without it', async ({
    newsroom,
    reader,
  }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    await reader.pauseSwitch.click();
    await newsroom.publish(article, 'It waits.');
    await newsroom.publish(article, KEY);
    await reader.isToldOf('2 new updates');
    await reader.entry(2).getByRole('link', { name: 'weather' }).click();
    await reader.seesEntries([5, 2]);
    await reader.page.goBack();
    await reader.seesEntries(numbersDown(6));
    await reader.isToldOf('2 new updates');
    await reader.looksAtNews();
    await reader.seesEntries(numbersDown(8));
    await expect(reader.page.locator('li', { has: reader.line }).locator('#entry-6')).toHaveCount(1);
  });

  test('[R2] does not lose a correction that it leaves out and the reader has not seen', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 30 });
    await newsroom.publish(article, KEY);
    await reader.opens(article);
    await reader.scrollsTo(15);
    const { entries } = await newsroom.api.snapshot(article);
    const entryId = entries.find(({ number }) => number === 29)?.id ?? '';
    await newsroom.api.edit(article, { entryId, version: 1 }, 'Otherwise.', { kind: 'correction', note: 'Wrong.' });
    await reader.isToldOf('1 correction');
    await reader.page.getByText('Display options').click();
    await reader.page.getByRole('radio', { name: 'Key events', exact: true }).check();
    await reader.seesEntries([31]);
    await expect(reader.heldButton).toHaveCount(0);
    await reader.page.goBack();
    await reader.scrollsTo(15);
    await reader.isToldOf('1 correction');
  });

  test('is what the address says also where the page was loaded anew on the way', async ({ newsroom, reader }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    const { page } = reader;
    await reader.listensToKeys();
    await reader.entry(2).getByRole('link', { name: 'weather' }).click();
    await reader.seesEntries([5, 2]);
    await page.goBack();
    await reader.seesEntries(numbersDown(6));
    await page.reload();
    await reader.listensToKeys();
    await page.goForward();
    await expect(page).toHaveURL(/\?tag=weather$/);
    await reader.seesEntries([5, 2]);
    await expect(page).toHaveTitle(/#weather/);
  });

  test('[R1] holds only what it picks for one who reads further down', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    for (let number = 1; number <= 30; number += 1) await newsroom.publish(article, WEATHER);
    await reader.opens(article, { query: 'tag=weather' });
    await reader.scrollsTo(20);
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'Nothing about the sky.');
      await newsroom.publish(article, WEATHER);
      await reader.isToldOf('1 new update');
    });
    await expect(reader.page).toHaveTitle(/^\(1\) /);
    await reader.looksAtNews();
    await reader.seesEntries([32, ...numbersDown(30)]);
  });
});

test.describe('further pages of a lens', () => {
  test('lead back page by page, in either order', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 105 });
    const { page } = reader;
    const back = page.locator('a[rel=prev]').first();
    await reader.opens(article, { query: 'order=oldest&after=60' });
    await reader.seesEntries(numbersDown(105, 61).toReversed());
    await back.click();
    await reader.seesEntries(numbersDown(60, 41).toReversed());
    await back.click();
    await reader.seesEntries(numbersDown(40, 21).toReversed());
    await back.click();
    await expect(page).toHaveURL(/\?order=oldest$/);
    await reader.seesEntries(numbersDown(20).toReversed());
  });

  test('lead back to what is newer, and keep the lens on the way to what came in', async ({ newsroom, reader }) => {
    const article = await newsroom.article();
    for (let number = 1; number <= 65; number += 1) await newsroom.publish(article, WEATHER);
    const { page } = reader;
    await reader.opens(article, { query: 'tag=weather&before=11' });
    await reader.seesEntries(numbersDown(10));
    await page.locator('a[rel=prev]').first().click();
    await reader.seesEntries(numbersDown(30, 11));
    await reader.isLive();
    await newsroom.publish(article, WEATHER);
    await page.getByRole('link', { name: '1 new update' }).click();
    await expect(page).toHaveURL(/\?tag=weather$/);
    await reader.seesEntries(numbersDown(66, 21));
  });

  test('are named in the title, which follows what is chosen', async ({ newsroom, reader }) => {
    const article = await mixedArticle(newsroom);
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.entry(2).getByRole('link', { name: 'weather' }).click();
    await expect(reader.page).toHaveTitle(`${article.headline} – #weather – Pressbox`);
    await reader.page.getByRole('link', { name: 'Remove: #weather' }).click();
    await expect(reader.page).toHaveTitle(`${article.headline} – Pressbox`);
  });
});

test.describe('from the oldest on', () => {
  test('[R1] new entries belong at the end: nothing moves, and it is told that they are below', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 25 });
    await reader.opens(article, { query: 'order=oldest' });
    await readsToTheEnd(reader);
    await reader.seesEntries(numbersDown(25).toReversed());
    await reader.scrollsTo(5);
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'One came in.');
      await newsroom.publish(article, 'Two came in.');
      await reader.isToldOf('2 new updates below');
    });
    await reader.looksAtNews();
    await expect(reader.entry(26)).toBeInViewport();
    await reader.seesEntries(numbersDown(27).toReversed());
    reader.hasNotReloaded();
  });

  test('chosen without a network, it is there as soon as that is back', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 45 });
    await reader.opens(article);
    const { page } = reader;
    await page.getByText('Display options').click();
    // What the choice needs of the program is there already.
    await page.getByRole('radio', { name: 'Key events', exact: true }).check();
    await page.getByRole('radio', { name: 'All updates' }).check();
    newsroom.network.cut();
    await reader.isCutOff();
    await page.getByRole('radio', { name: 'Oldest first' }).check();
    await reader.sees('The updates could not be loaded');
    newsroom.network.mend();
    await reader.seesEntries(numbersDown(45).toReversed());
  });

  test('an article that has been read to its end goes on there', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article, { query: 'order=oldest' });
    await reader.seesEntries([1, 2, 3, 4, 5]);
    await reader.page.locator('.timeline-foot').scrollIntoViewIfNeeded();
    await newsroom.publish(article, 'The last lorry has left.');
    await reader.seesEntries([1, 2, 3, 4, 5, 6]);
    await expect(reader.heldButton).toHaveCount(0);
  });
});

test.describe('[R3] without JavaScript', () => {
  test('tags and authors are links', async ({ newsroom }) => {
    const article = await mixedArticle(newsroom);
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}`);
    await reader.entry(6).getByRole('link', { name: 'Ann Lee' }).click();
    await reader.seesEntries([6]);
    await reader.visits(`/live/${article.slug}`);
    await reader.entry(2).getByRole('link', { name: 'weather' }).click();
    await reader.seesEntries([5, 2]);
  });

  test('lenses are a form and links', async ({ newsroom }) => {
    const article = await longArticle(newsroom);
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    const { page } = reader;
    await reader.visits(`/live/${article.slug}`);
    await page.getByText('Display options').click();
    await page.getByRole('radio', { name: 'Oldest first' }).check();
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('weather');
    await page.getByRole('button', { name: 'Show' }).click();
    await reader.seesEntries(ABOUT_WEATHER.toReversed().slice(0, 20));
    await expect(page.locator('.lens-line')).toContainText('44 updates');
    await page.getByRole('link', { name: 'Later updates' }).click();
    await reader.seesEntries(ABOUT_WEATHER.toReversed().slice(20));
    await expect(page).toHaveTitle(/ – Oldest first, #weather – Pressbox$/);
    await page.getByRole('link', { name: 'Read from the beginning' }).first().click();
    await reader.seesEntries(ABOUT_WEATHER.toReversed().slice(0, 20));
    await page.getByRole('link', { name: 'Later updates' }).click();
    await page.getByRole('link', { name: 'Remove: Oldest first' }).click();
    await reader.seesEntries(ABOUT_WEATHER.slice(0, 17 + 20));
    await reader.loadsEarlierUpdates();
    await reader.seesEntries(ABOUT_WEATHER.slice(17 + 20));
    await expect(page).toHaveTitle(/ – #weather – Pressbox$/);
    await page.getByRole('link', { name: 'Latest updates', exact: true }).first().click();
    await reader.seesEntries(ABOUT_WEATHER.slice(0, 17 + 20));
    await reader.loadsEarlierUpdates();
    await page.getByRole('link', { name: 'Remove: #weather' }).click();
    await reader.seesEntries(numbersDown(65, 41));
  });
});

/** 65 entries, of which every third is about something else; 17 of the others are on the newest page, from 41 on. */
async function longArticle(newsroom: Newsroom): Promise<ArticleHandle> {
  const article = await newsroom.article();
  for (let number = 1; number <= 65; number += 1)
    await newsroom.publish(article, number % 3 === 0 ? `Update ${number}.` : WEATHER);
  return article;
}

/** Six entries: key events 3 and 6, the weather in 2 and 5, Ann's 6. */
async function mixedArticle(newsroom: Newsroom): Promise<ArticleHandle> {
  const article = await newsroom.article();
  for (const entry of ['Dawn.', WEATHER, KEY, 'Noon.', WEATHER, { ...KEY, authors: [ANN] }])
    await newsroom.publish(article, entry);
  return article;
}

async function readsToTheEnd({ page }: Reader): Promise<void> {
  const later = page.getByRole('link', { name: 'Later updates' });
  while ((await later.count()) > 0) await later.click();
}
