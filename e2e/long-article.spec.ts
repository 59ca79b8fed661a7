import type { Page } from '@playwright/test';
import { findWholeBrowser } from './find-chromium.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import type { Reader } from './newsroom/reader.ts';
import { expect, test } from './newsroom.ts';

/** More than are ever shown at once (client/reader/reading.ts), and none of them quick to read. */
const MANY = 460;
const MOST_SHOWN = 400;

test('[R6] a page never holds all of a long article, takes a new entry in without touching the others, and leads on by links', async ({
  newsroom,
  reader,
}) => {
  test.slow();
  const article = await fullPage(newsroom, reader);
  const { page } = reader;
  expect(await reader.numbers()).toEqual(numbersDown(MANY, 61));
  await reader.scrollsToTop();
  const touched = await watchEntries(page);
  await newsroom.publish(article, 'One more came in.');
  await expect(reader.entry(MANY + 1)).toBeInViewport();
  expect(await touched()).toEqual({ added: [MANY + 1], removed: numbersDown(80, 61), changed: [] });
  await page.evaluate(() => {
    location.hash = '#entry-81';
  });
  await expect(reader.entry(81)).toBeInViewport();
  await reader.loadsEarlierUpdates();
  await expect(page).toHaveURL(`/live/${article.slug}/page/4`);
  await reader.seesEntries(numbersDown(80, 61));
  await expect(page.locator('a[rel=prev]').first()).toHaveAttribute('href', `/live/${article.slug}/page/5`);
});

test('[R6] the browser finds what is far from the window, and drawn only when it is near', async ({ newsroom }) => {
  test.slow();
  const path = findWholeBrowser();
  test.skip(
    path === null,
    'the headless shell of Chromium has no search in pages: install a browser, or set CHROMIUM_PATH',
  );
  const reader = await newsroom.reader({ browser: { path: path as string } });
  await fullPage(newsroom, reader);
  test.skip(!(await reader.finds('Updates')), `${path} has no search in pages`);
  expect(await reader.finds('This is what update 81 says.')).toBe(true);
});

test('[R6] from the oldest on a page does not hold more either, and leads to where it goes on', async ({
  newsroom,
  reader,
}) => {
  test.slow();
  const article = await newsroom.article({ entries: MOST_SHOWN + 3 });
  await reader.opens(article, { query: 'order=oldest' });
  await loadsAllItCan(reader);
  expect(await reader.numbers()).toEqual(numbersDown(MOST_SHOWN).toReversed());
  await reader.page.getByRole('link', { name: 'Later updates' }).click();
  await reader.seesEntries([MOST_SHOWN + 1, MOST_SHOWN + 2, MOST_SHOWN + 3]);
});

/** A page that holds all it can of a long article. */
async function fullPage(newsroom: Newsroom, reader: Reader): Promise<ArticleHandle> {
  const article = await newsroom.article({ entries: MANY });
  await reader.opens(article);
  await loadsAllItCan(reader);
  return article;
}

/** Presses "Earlier updates", or "Later", until it would leave the page. */
async function loadsAllItCan(reader: Reader): Promise<void> {
  await reader.page.evaluate(async most => {
    const list = document.querySelector('.timeline .entries');
    if (list === null) throw new Error('there is a timeline');
    while (list.children.length < most)
      await new Promise<void>(resolve => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          // The link is itself again when what came is drawn.
          requestAnimationFrame(() => setTimeout(resolve));
        }).observe(list, { childList: true });
        document.querySelector<HTMLElement>('a.older')?.click();
      });
  }, MOST_SHOWN);
}

/** What becomes of the entries from now on: the answer tells their numbers. What stands in the rail beside them, such as how long ago they were, may change. */
async function watchEntries(page: Page) {
  await page.evaluate(() => {
    const itemOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('li');
    const numberOf = (node: Node) => Number(itemOf(node)?.querySelector('.entry')?.id.slice('entry-'.length));
    const isSaid = (node: Node) =>
      Boolean((node instanceof Element ? node : node.parentElement)?.closest('.entry-main'));
    const seen = { added: [] as number[], removed: [] as number[], changed: [] as number[] };
    Object.assign(window, { seen });
    const list = document.querySelector('.timeline .entries');
    if (list === null) throw new Error('there is a timeline');
    new MutationObserver(records => {
      for (const { target, addedNodes, removedNodes } of records) {
        // What has just come may still be finished.
        if (isSaid(target) && !seen.added.includes(numberOf(target))) seen.changed.push(numberOf(target));
        if (target !== list) continue;
        seen.added.push(...[...addedNodes].map(numberOf));
        seen.removed.push(...[...removedNodes].map(numberOf));
      }
    }).observe(list, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  return () =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: Record<'added' | 'removed' | 'changed', number[]> };
      return { ...seen, removed: seen.removed.toSorted((a, b) => b - a) };
    });
}
