import { paragraphs } from '#shared/body-text.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R4] the address of an entry', () => {
  test('opens at it, marks it, and says how many are newer', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ headline: 'The lock opens', entries: 64 });
    await newsroom.publish(article, { headline: 'The gates of oak hold' });
    await reader.visits(`/live/${article.slug}/entry/25`);
    await reader.isLive();
    await expect(reader.entry(25)).toBeInViewport();
    await reader.seesEntries(numbersDown(40, 21));
    const notice = reader.page.locator('.is-named .entry-notice');
    await expect(notice).toContainText('You are reading an update from');
    await expect(notice).toBeInViewport();
    await expect(reader.page).toHaveTitle('Update 25 – The lock opens – Pressbox');
    await newsroom.publish(article, 'One more.');
    await notice.getByRole('link', { name: '41 newer updates' }).click();
    await expect(reader.page).toHaveURL(`/live/${article.slug}`);
  });

  test('counts as newer only what has not been withdrawn', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    for (const text of ['One came in.', 'Two came in.', 'Three came in.']) await newsroom.publish(article, text);
    await newsroom.api.withdraw(article, 4);
    await reader.visits(`/live/${article.slug}/entry/3`);
    await reader.isLive();
    const way = reader.page.locator('.entry-notice').getByRole('link');
    await expect(way).toHaveText('2 newer updates');
    await newsroom.api.withdraw(article, 5);
    await expect(way).toHaveText('1 newer update');
    await newsroom.publish(article, 'Four came in.');
    await expect(way).toHaveText('2 newer updates');
    await newsroom.api.withdraw(article, 7);
    await expect(way).toHaveText('1 newer update');
    await reader.page.reload();
    await expect(way).toHaveText('1 newer update');
  });

  test('says of itself where it is shared what the entry says, with a picture of its own', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ headline: 'The lock opens', entries: 2 });
    const body = paragraphs(['Sixty years after the last barge, the gates hold.']);
    await newsroom.publish(article, { headline: 'The gates of oak hold', body });
    const address = `/live/${article.slug}/entry/3-the-gates-of-oak-hold`;
    await reader.visits(address);
    const said = (property: string) => reader.page.locator(`meta[property="og:${property}"]`).getAttribute('content');
    expect(await said('title')).toBe('The gates of oak hold');
    expect(await said('description')).toBe('Sixty years after the last barge, the gates hold.');
    expect(await said('url')).toBe(`${newsroom.url}${address}`);
    const picture = await reader.page.request.get(String(await said('image')));
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
    await reader.visits(`/live/${article.slug}`);
    expect(await said('title')).toBe('The lock opens');
    const other = await reader.page.request.get(String(await said('image')));
    expect((await other.body()).equals(await picture.body())).toBe(false);
  });

  test('is where its time leads, with the words of its headline', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 2 });
    await newsroom.publish(article, { headline: 'The gates of oak hold' });
    await reader.opens(article);
    await reader.entry(3).locator('.entry-when').click();
    await expect(reader.page).toHaveURL(`/live/${article.slug}/entry/3-the-gates-of-oak-hold`);
    await expect(reader.page).toHaveTitle(/^The gates of oak hold – /);
  });

  test('shows why the entry was withdrawn, in place where that happens before the eyes of its reader', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 45 });
    const entryId = await newsroom.publish(article, 'The captain is ill.');
    await reader.visits(`/live/${article.slug}/entry/46`);
    await reader.isLive();
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'He is well.' });
    await expect(reader.entry(46)).toContainText('He is well.');
    const answer = await reader.page.goto(`/live/${article.slug}/entry/46`);
    expect(answer?.status()).toBe(200);
    await expect(reader.entry(46)).toContainText('He is well.');
    await reader.doesNotSee('The captain is ill.');
  });

  test('of an entry that never was is not found', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    newsroom.expectComplaint(/404/);
    const answer = await reader.page.goto(`/live/${article.slug}/entry/4`);
    expect(answer?.status()).toBe(404);
    await reader.sees('Not found');
  });

  test('opens at the entry without JavaScript too', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 45 });
    const reader = await newsroom.reader({ javaScriptEnabled: false });
    await reader.visits(`/live/${article.slug}/entry/24`);
    await expect(reader.entry(24)).toBeInViewport();
    await reader.page.getByRole('link', { name: 'Go to update No. 24' }).click();
    await expect(reader.page).toHaveURL(/#entry-24$/);
    await expect(reader.entry(24)).toBeInViewport();
  });

  test('as it was written before goes on working', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 65 });
    await reader.visits(`/live/${article.slug}?before=31#entry-30`);
    await expect(reader.entry(30)).toBeInViewport();
    await reader.page.goto('about:blank');
    await reader.visits(`/live/${article.slug}#entry-3`);
    await expect(reader.page).toHaveURL(`/live/${article.slug}/entry/3`);
    await expect(reader.entry(3)).toBeInViewport();
  });

  for (const query of ['', 'before=41', 'show=key'])
    test(`is where a fragment leads that names it on a page without it: ?${query}`, async ({ newsroom, reader }) => {
      const article = await newsroom.article({ entries: 65 });
      const [path, number] = [`/live/${article.slug}?${query}`, query === '' ? 10 : 64];
      await reader.opens(article, { query });
      await reader.page.evaluate(hash => location.assign(hash), `#entry-${number}`);
      await expect(reader.page).toHaveURL(`/live/${article.slug}/entry/${number}`);
      await expect(reader.entry(number)).toBeInViewport();
      await reader.page.goBack();
      await expect(reader.page).not.toHaveURL(/entry/);
      await reader.page.goto('about:blank');
      await reader.visits(`${path}#entry-${number}`);
      await expect(reader.page).toHaveURL(`/live/${article.slug}/entry/${number}`);
    });

  test('is not where a fragment leads that names an entry of this page, or none that is known', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 45 });
    await reader.opens(article);
    for (const number of [46, 0, 30]) {
      await reader.page.evaluate(hash => location.assign(hash), `#entry-${number}`);
      await expect(reader.page).toHaveURL(`/live/${article.slug}#entry-${number}`);
    }
    await expect(reader.entry(30)).toBeInViewport();
    reader.hasNotReloaded();
  });
});

test('[R3] pages of older entries say which they are, and lead on and back', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ headline: 'The lock opens', entries: 65 });
  await reader.visits(`/live/${article.slug}/page/2`);
  await reader.isLive();
  const { page } = reader;
  await expect(page).toHaveTitle('The lock opens – page 2 of 3 – Pressbox');
  await reader.seesEntries(numbersDown(40, 21));
  await expect(page.locator('a[rel=next]')).toHaveAttribute('href', `/live/${article.slug}/page/1`);
  const pages = page.locator('.newer');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(1);
  await expect(pages).toHaveText(Array(2).fill('Latest updatespage 2 of 3Older page'));
  await expect(pages.first()).toBeInViewport();
  await page.goto(`/live/${article.slug}/page/1`);
  await reader.seesEntries(numbersDown(20));
  await expect(page.locator('a[rel=prev]').first()).toHaveAttribute('href', `/live/${article.slug}/page/2`);
  await page.goto(`/live/${article.slug}/page/3`);
  await expect(page).toHaveURL(`/live/${article.slug}`);
  await expect(pages).toHaveText('page 3 of 3Older pageFirst updates');
  await pages.getByRole('link', { name: 'First updates' }).click();
  await reader.seesEntries(numbersDown(20));
  await expect(pages.first()).toHaveText('Latest updatesNewer updatespage 1 of 3');
});
