import type { Page } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expectNoShift, expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const BEFORE = 30;
const ARRIVING = 20;

test.describe('twenty entries that come one after the other, key events among them', () => {
  test('[R1] [R6] shift nothing where they come in, however long that takes', async ({ newsroom }) => {
    const reader = await newsroom.reader(PHONE);
    const { page } = reader;
    const article = await newsroom.article({ entries: BEFORE });
    await reader.opens(article);
    await reader.listensToKeys();
    await showsTopOfTimeline(page);
    await slowDownMotion(page, 5);
    await expectNoShift(page, async () => {
      await publishMany(newsroom, article);
      await expect(reader.entry(BEFORE + ARRIVING)).toBeInViewport();
    });
    await reader.seesEntries(numbersDown(BEFORE + ARRIVING));
  });

  test('[R1] [R6] shift nothing where they are held', async ({ newsroom }) => {
    const reader = await newsroom.reader(PHONE);
    const article = await newsroom.article({ entries: BEFORE });
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.scrollsTo(BEFORE - 10);
    await expectNothingMoves(reader.page, async () => {
      await publishMany(newsroom, article);
      await reader.isToldOf(`${ARRIVING} new updates`);
    });
  });
});

/** Its head at the upper edge of the window, and what stands above it just out of sight. */
async function showsTopOfTimeline(page: Page): Promise<void> {
  await page.locator('#updates').evaluate(head => {
    scrollTo({ top: scrollY + head.getBoundingClientRect().top - 8, behavior: 'instant' });
  });
}

/** So that entries arrive while others are on their way. */
async function slowDownMotion(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 1 / times });
}

async function publishMany(newsroom: Newsroom, article: ArticleHandle): Promise<void> {
  for (let n = 1; n <= ARRIVING; n++) {
    const text = 'Word comes from the river. '.repeat(1 + (n % 4));
    const keyEvent = { headline: `The bridge is at stage ${n}`, keyEvent: true };
    await newsroom.publish(article, { body: paragraphs([text]), ...(n % 5 === 1 && keyEvent) });
  }
}
