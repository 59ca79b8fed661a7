import type { Locator, Page } from '@playwright/test';
import { paragraphs } from '#shared/body-text.ts';
import type { ArticleHandle, CommandWish } from './newsroom/api.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expectNoShift, expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const BEFORE = 30;
const ARRIVING = 20;
const LATER = new Date(Date.now() + 3 * 24 * 60 * 60 * 1_000).toISOString();
const LONGER = {
  headline: 'The bridge over the Aure is being lowered into place while the whole town stands on the banks',
  standfirst: 'It is late, and there is wind.',
};

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

for (const [width, height] of [
  [360, 740],
  [1280, 800],
] as const)
  test.describe(`at the top of a page that is ${width} pixels wide`, () => {
    test.use({ viewport: { width, height } });

    test('[R1] [R2] what changes there lets the rest glide, and shifts nothing', async ({ newsroom, reader }) => {
      const article = await newsroom.article({ entries: 6 });
      const entryId = await newsroom.publish(article, 'What to do in the storm.');
      await reader.opens(article);
      await reader.listensToKeys();
      const command = (wish: CommandWish) => newsroom.api.command(article, wish);
      const changesTo = async (act: () => Promise<unknown>, wanted: Locator, count = 1) =>
        expectNoShift(reader.page, async () => {
          await act();
          await expect(wanted).toHaveCount(count);
          await isStill(reader.page);
        });
      const { page } = reader;
      const summary = page.locator('.summary');
      const pinned = page.locator('.pinned');
      const keyEvents = page.locator('.key-events li');
      const keyEvent = (headline: string) => newsroom.publish(article, { headline, keyEvent: true });
      await changesTo(() => keyEvent('The bridge is up'), keyEvents);
      await changesTo(() => command({ type: 'set-summary', points: ['The road is open.'] }), summary);
      await changesTo(() => command({ type: 'set-summary', points: ['One.', 'Two.'] }), summary.getByText('Two.'));
      await changesTo(() => command({ type: 'pin-entry', entryId }), pinned);
      await changesTo(() => keyEvent('The bridge is down'), keyEvents, 2);
      const long = 'Stay at home. '.repeat(40);
      await changesTo(() => newsroom.api.edit(article, { entryId, version: 1 }, long), pinned.getByText(long.trim()));
      const longer = { type: 'edit-article', expectedVersion: 1, article: LONGER } as const;
      await changesTo(() => command(longer), page.getByText(LONGER.standfirst));
      const paused = { type: 'set-status', status: 'paused', resumesAt: LATER } as const;
      await changesTo(() => command(paused), page.getByText(/^Back on/));
      await changesTo(() => command({ type: 'set-status', status: 'ended' }), reader.pauseSwitch, 0);
      await changesTo(() => command({ type: 'unpin-entry' }), pinned, 0);
      await changesTo(() => command({ type: 'set-summary', points: [] }), summary, 0);
    });
  });

/** Nothing is on its way any more. */
async function isStill(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
}

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
