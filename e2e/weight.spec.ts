import type { Page } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { expectNoShift } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';
import { richEntry } from './rich-entry.ts';

/** Of scripts, compressed, that a reader's page loads before anybody asks for anything (R6). */
const MAX_SCRIPT_BYTES = 70_000;

test('[R6] all scripts of a plain page, those that come by themselves once it rests too, are within the budget', async ({
  newsroom,
}) => {
  // Of what a worker passes on the browser does not tell the compressed size.
  const reader = await newsroom.reader({ serviceWorkers: 'block' });
  const article = await newsroom.article({ entries: 5 });
  await reader.opens(article);
  await reader.listensToKeys();
  await newsroom.publish(article, 'One more comes in.');
  await expect(reader.entry(6)).toBeVisible();
  const scripts = await scriptsOf(reader.page);
  expect(scripts.filter(({ name }) => /rich-parts|lightbox/.test(name))).toEqual([]);
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
});

test.describe('the first entry with more than text that comes to a page', () => {
  for (const [what, shown] of [
    ['picture', 'figure.picture'],
    ['confirmation', '.confirmation'],
    ['translation', '.translation'],
  ] as const)
    test(`[R1] [R6] comes whole, its ${what} with it, however long its program takes`, async ({ newsroom }) => {
      const article = await newsroom.article({ entries: 5 });
      const reader = await newsroom.reader({ serviceWorkers: 'block' });
      const { page } = reader;
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      const asked = page.waitForRequest(/rich-parts/);
      await page.route('**/assets/rich-parts*', route => held.then(() => route.continue()));
      await reader.opens(article);
      await reader.listensToKeys();
      await page.locator('#updates').evaluate(head => head.scrollIntoView({ behavior: 'instant' }));
      await expectNoShift(page, async () => {
        await newsroom.publish(article, await entryWith(newsroom, what));
        await asked;
        await expect(reader.entry(6)).toHaveCount(0);
        release();
        await expect(reader.entry(6).locator(shown).first()).toBeVisible();
      });
    });

  test('has its program before a reader who is further down asks for it', async ({ newsroom }) => {
    const article = await newsroom.article({ entries: 30 });
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.scrollsTo(10);
    const come = reader.page.waitForResponse(/rich-parts/);
    await newsroom.publish(article, await entryWith(newsroom, 'picture'));
    await come;
    await reader.isToldOf('1 new update');
  });

  test('comes without it where its program cannot be had', async ({ newsroom }) => {
    newsroom.expectComplaint(/rich-parts|ERR_FAILED/);
    const reader = await newsroom.reader({ serviceWorkers: 'block' });
    const article = await newsroom.article({ entries: 2 });
    await reader.page.route('**/assets/rich-parts*', route => route.abort());
    await reader.opens(article);
    await newsroom.publish(article, {
      headline: 'The bridge is sold',
      body: paragraphs(['Says one.']),
      confirmation: 'unconfirmed',
    });
    await expect(reader.entry(3)).toContainText('Says one.', { timeout: 10_000 });
  });
});

/** Their compressed sizes, as the browser got them. */
function scriptsOf(page: Page): Promise<{ name: string; bytes: number }[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(entry => entry as PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
  );
}

async function entryWith(newsroom: Newsroom, what: 'picture' | 'confirmation' | 'translation') {
  const { body, translations = [] } = await richEntry(newsroom);
  const plain = { headline: 'The bridge is up', body: paragraphs(['By two metres.']) };
  switch (what) {
    case 'picture':
      return { ...plain, body };
    case 'confirmation':
      return { ...plain, confirmation: 'disputed' as const };
    case 'translation':
      return { ...plain, translations };
    default:
      return what satisfies never;
  }
}
