import type { FrameLocator, Page } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import { expectAccessible } from './newsroom/accessibility.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { otherSite } from './newsroom/other-site.ts';
import { expect, test } from './newsroom.ts';
import { richEntry } from './rich-entry.ts';

test.describe('an article in a page of another site', () => {
  test('is there by a script, and follows live', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 3 });
    await using site = await otherSite(placeOf(newsroom, article));
    await page.goto(site.url);
    const frame = embedIn(page);
    await expect(frame.getByRole('heading', { name: article.headline })).toBeVisible();
    await isLive(frame);
    await newsroom.publish(article, 'The second lorry has left.');
    await expect(frame.getByText('The second lorry has left.')).toBeVisible();
    expect(await numbersIn(frame)).toEqual([4, 3, 2, 1]);
    await expect(page.locator('iframe')).toHaveAttribute('title', article.headline);
    expect(await page.context().cookies()).toEqual([]);
  });

  test('may be one entry alone, which stays as it is now', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 2 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await using site = await otherSite(placeOf(newsroom, article, 'data-entry="3"'));
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    await newsroom.publish(article, 'The second lorry has left.');
    await newsroom.api.command(article, {
      ...{ type: 'edit-entry', entryId, expectedVersion: 1, kind: 'correction', note: 'It is ten.' },
      entry: { body: paragraphs(['The ferry leaves at ten.']) },
    });
    await expect(frame.getByText('The ferry leaves at ten.')).toBeVisible();
    expect(await numbersIn(frame)).toEqual([3]);
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 2, reason: 'No ferry.' });
    await expect(frame.getByText('No ferry.')).toBeVisible();
    await expect(frame.getByText('The ferry leaves')).toHaveCount(0);
  });

  test('is as high as what it shows, whatever comes and goes', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 2 });
    await using site = await otherSite(placeOf(newsroom, article));
    await page.goto(site.url);
    await isLive(embedIn(page));
    await expectToFitItsContent(page);
    const before = await heightOf(page);
    const entryId = await newsroom.publish(article, 'A long one. '.repeat(200));
    await expect.poll(() => heightOf(page)).toBeGreaterThan(before + 100);
    await expectToFitItsContent(page);
    await newsroom.api.command(article, { type: 'retract-entry', entryId, expectedVersion: 1, reason: 'Wrong.' });
    await expect.poll(() => heightOf(page)).toBeLessThan(before + 200);
    await expectToFitItsContent(page);
  });

  test('[R1] does not push down what is read in it', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 20 });
    await using site = await otherSite(`${placeOf(newsroom, article)}<p>The end of their page.</p>`);
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    await frame.locator('#entry-9').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy({ top: 300, behavior: 'instant' }));
    const read = frame.locator('#entry-9');
    const place = (await read.boundingBox())?.y;
    await newsroom.publish(article, 'The second lorry has left.');
    await expect(frame.getByRole('button', { name: '1 new update', includeHidden: true })).toHaveCount(1);
    expect((await read.boundingBox())?.y).toBe(place);
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await expect(frame.getByText('The second lorry has left.')).toBeVisible();
  });

  test('opens a picture in a tab of its own: the middle of the frame may be far away', async ({
    newsroom,
    reader: { page },
  }) => {
    const article = await newsroom.article();
    await newsroom.publish(article, await richEntry(newsroom));
    await using site = await otherSite(placeOf(newsroom, article));
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    // A browser's own page around a picture has a script, for zooming: nothing runs there.
    newsroom.expectComplaint(/Blocked script execution in '\S+\/media\//);
    const opened = page.context().waitForEvent('page');
    await frame.getByRole('link', { name: 'The bridge at dawn' }).click();
    expect((await opened).url()).toMatch(/\/media\/\w+\.jpg$/);
    await expect(frame.getByRole('dialog')).toHaveCount(0);
    expect(new URL(page.url()).origin).toBe(site.url);
  });

  test('stands still while its reader wants that', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 1 });
    await using site = await otherSite(placeOf(newsroom, article));
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    await frame.getByRole('button', { name: 'Pause updates' }).click();
    await newsroom.publish(article, 'The second lorry has left.');
    await expect(frame.getByRole('button', { name: '1 new update' })).toBeVisible();
    await expect(frame.getByText('The second lorry has left.')).toHaveCount(0);
    await frame.getByRole('button', { name: 'Resume updates' }).click();
    await expect(frame.getByText('The second lorry has left.')).toBeVisible();
  });

  test('has the theme, the order and the length that are asked for', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 5 });
    const place = placeOf(newsroom, article, 'data-theme="dark" data-order="oldest" data-entries="2"');
    await using site = await otherSite(place);
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    expect(await numbersIn(frame)).toEqual([4, 5]);
    const paper = await frame.locator('body').evaluate(body => getComputedStyle(body).backgroundColor);
    expect(paper).toBe('rgb(20, 21, 24)');
    await newsroom.publish(article, 'The second lorry has left.');
    await expect.poll(() => numbersIn(frame)).toEqual([4, 5, 6]);
  });

  test('is there by a script tag alone, and by a frame without any script', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    const { page } = reader;
    await using tagged = await otherSite(
      `<script async src="${newsroom.url}/embed.js" data-article="${article.slug}" data-entries="1"></script>`,
    );
    await page.goto(tagged.url);
    await isLive(embedIn(page));
    expect(await numbersIn(embedIn(page))).toEqual([3]);
    await using framed = await otherSite(
      `<iframe src="${newsroom.url}/embed/${article.slug}" title="Live" height="400"></iframe>`,
    );
    await page.goto(framed.url);
    await isLive(page.frameLocator('iframe'));
    expect(await numbersIn(page.frameLocator('iframe'))).toEqual([3, 2, 1]);
  });

  test('leads to the site itself, in the whole window', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 3 });
    await using site = await otherSite(placeOf(newsroom, article));
    await page.goto(site.url);
    const frame = embedIn(page);
    await isLive(frame);
    await frame.getByRole('link', { name: /^All updates on/ }).click();
    await expect(page).toHaveURL(`${newsroom.url}/live/${article.slug}`);
  });

  test('[S] is the only page that may be framed', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 3 });
    await using site = await otherSite(`<iframe src="${newsroom.url}/live/${article.slug}"></iframe>`);
    newsroom.expectComplaint(/frame-ancestors 'none'|Refused to (display|frame)/);
    await page.goto(site.url);
    await expect(page.frameLocator('iframe').locator('.article')).toHaveCount(0);
  });

  test('[S] tells its height to nobody who has not said where it is', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 3 });
    await using site = await otherSite(
      `<iframe src="${newsroom.url}/embed/${article.slug}" title="Live"></iframe><script>window.heard = []; addEventListener('message', event => heard.push(event.data))</script>`,
    );
    await page.goto(site.url);
    await isLive(page.frameLocator('iframe'));
    await newsroom.publish(article, 'The second lorry has left.');
    await expect(page.frameLocator('iframe').getByText('The second lorry has left.')).toHaveCount(1);
    expect(await page.evaluate('heard')).toEqual([]);
  });

  test('[R5] is accessible, by itself', async ({ newsroom, reader: { page } }) => {
    const article = await newsroom.article({ entries: 3 });
    await page.goto(`/embed/${article.slug}`);
    await expectAccessible(page, 'embed');
  });
});

function placeOf(newsroom: Newsroom, { slug, headline }: ArticleHandle, more = ''): string {
  const link = `<a href="${newsroom.url}/live/${slug}">${headline}</a>`;
  return `<div class="pressbox-embed" data-article="${slug}" ${more}>${link}</div><script async src="${newsroom.url}/embed.js"></script>`;
}

function embedIn(page: Page): FrameLocator {
  return page.frameLocator('iframe.pressbox-embed');
}

async function isLive(frame: FrameLocator): Promise<void> {
  await expect(frame.locator('html')).toHaveAttribute('data-live', 'live');
}

async function numbersIn(frame: FrameLocator): Promise<number[]> {
  const ids = await frame.locator('.entries > li > article').evaluateAll(all => all.map(({ id }) => id));
  return ids.map(id => Number(id.replace('entry-', '')));
}

async function heightOf(page: Page): Promise<number> {
  return (await page.locator('iframe').boundingBox())?.height ?? 0;
}

async function expectToFitItsContent(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const content = await embedIn(page)
        .locator('#root')
        .evaluate(root => root.getBoundingClientRect().height);
      return Math.abs(content - (await heightOf(page)));
    })
    .toBeLessThanOrEqual(1);
}
