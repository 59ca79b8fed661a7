import type { Page } from '@playwright/test';
import { expectAccessible } from './newsroom/accessibility.ts';
import { numbersDown } from './newsroom/numbers.ts';
import { expect, test } from './newsroom.ts';
import { READER_STATES } from './reader-states.ts';

test.describe('[R5] axe finds nothing on', () => {
  for (const [name, comesTo] of Object.entries(READER_STATES))
    test(name, async ({ newsroom, reader }) => {
      await comesTo({ newsroom, reader });
      await expectAccessible(reader.page, name);
    });
});

test('[R5] of ten entries within a second the status line speaks once', async ({ newsroom, reader }) => {
  const article = await newsroom.article({ entries: 2 });
  await reader.opens(article);
  await reader.listensToKeys();
  const spoken = await listenTo(reader.page);
  await Promise.all(Array.from({ length: 10 }, (_, index) => newsroom.publish(article, `Word ${index} comes.`)));
  await reader.seesEntries(numbersDown(12));
  await expect.poll(spoken).toEqual(['10 new updates']);
  await expect(reader.page.getByRole('status')).toBeEmpty();
  expect(await spoken()).toEqual(['10 new updates']);
});

test('[R5] who wants no motion is taken to what is new at once, and nothing glides', async ({ newsroom }) => {
  const reader = await newsroom.reader({ reducedMotion: 'reduce' });
  const { page } = reader;
  const article = await newsroom.article({ entries: 30 });
  await reader.opens(article);
  await reader.listensToKeys();
  const moved = await watchMotion(page);
  await reader.scrollsTo(10);
  await newsroom.publish(article, 'Somebody waved.');
  await reader.isToldOf('1 new update');
  await reader.heldButton.press('Enter');
  await expect(reader.entry(31).getByRole('heading')).toBeFocused();
  await expect(reader.entry(31)).toBeInViewport();
  await newsroom.publish(article, 'Somebody waved back.');
  await reader.sees('Somebody waved back.');
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  await expect(page.locator('.timeline .entries article:focus')).toBeInViewport();
  expect(await moved()).toEqual([]);
});

/** All that the status line says from now on. */
async function listenTo(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.getByRole('status').evaluateHandle(line => {
    const heard: string[] = [];
    new MutationObserver(() => line.textContent && heard.push(line.textContent)).observe(line, {
      ...{ childList: true, characterData: true, subtree: true },
    });
    return heard;
  });
  return () => said.jsonValue();
}

/** Whatever scrolls smoothly or is animated from now on. */
async function watchMotion(page: Page): Promise<() => Promise<string[]>> {
  const moved = await page.evaluateHandle(() => {
    const seen: string[] = [];
    for (const [owner, name] of [
      [Element.prototype, 'scrollIntoView'],
      [window, 'scrollTo'],
      [window, 'scrollBy'],
    ] as const) {
      const scroll = Reflect.get(owner, name);
      Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
        if (Object(given[0]).behavior === 'smooth') seen.push(name);
        return scroll.apply(this, given);
      });
    }
    const look = () => {
      for (const { effect } of document.getAnimations())
        seen.push((effect as KeyframeEffect).target?.outerHTML.slice(0, 60) ?? '?');
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => moved.jsonValue();
}
