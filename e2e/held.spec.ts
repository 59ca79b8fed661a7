import type { Page } from '@playwright/test';
import { numbersDown } from './newsroom/numbers.ts';
import { expectNothingMoves } from './newsroom/stillness.ts';
import { expect, test } from './newsroom.ts';

test.describe('[R1] new entries', () => {
  test('appear at once for a reader at the top', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.sees('The second lorry has left.');
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(reader.heldButton).toHaveCount(0);
    reader.hasNotReloaded();
  });

  test('wait, counted, for one who reads further down, and nothing moves by a pixel', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'One came in.');
      await reader.isToldOf('1 new update');
      await newsroom.publish(article, 'Two came in.');
      await newsroom.publish(article, 'Three came in.');
      await reader.isToldOf('3 new updates');
    });
    await reader.doesNotSee('Three came in.');
    await expect(reader.page).toHaveTitle(/^\(3\) /);
  });

  test('are shown by the button, which takes the reader and the focus to them', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (const text of ['One came in.', 'Two came in.']) await newsroom.publish(article, text);
    await reader.isToldOf('2 new updates');
    await reader.looksAtNews();
    await expect(reader.entry(32)).toBeInViewport();
    await expect(reader.entry(32)).toContainText('Two came in.');
    await expect(reader.heldButton).toHaveCount(0);
    await expect(reader.entry(31).getByRole('heading')).toBeFocused();
    await expect(reader.page).not.toHaveTitle(/^\(/);
    await reader.seesEntries(numbersDown(32));
    await newsroom.publish(article, 'Three came in.');
    await reader.seesEntries(numbersDown(33));
  });

  test('are read on with the oldest of them, where they are many', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (let n = 31; n <= 45; n += 1) await newsroom.publish(article, `Number ${n}.`);
    await reader.isToldOf('15 new updates');
    await reader.looksAtNews();
    await expect(reader.entry(31).getByRole('heading')).toBeFocused();
    await expect(reader.entry(31)).toBeInViewport();
    await expect(reader.line).toBeInViewport();
    await expect(reader.entry(45)).not.toBeInViewport();
  });

  test('are shown when the reader comes back to the top', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.scrollsToTop();
    await reader.sees('Somebody waved.');
    await expect(reader.heldButton).toHaveCount(0);
  });

  test('do not take the focus from a reader who goes through the page by keyboard', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    const link = reader.entry(4).getByRole('link').first();
    await link.focus();
    await expectNothingMoves(reader.page, async () => {
      await newsroom.publish(article, 'Somebody waved.');
      await reader.isToldOf('1 new update');
    });
    await expect(link).toBeFocused();
  });

  test('leave the focus where reading goes on when they are withdrawn while their button has it', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    await newsroom.publish(article, 'One came in.');
    await reader.isToldOf('1 new update');
    await reader.heldButton.focus();
    await expectNothingMoves(reader.page, async () => {
      await newsroom.api.withdraw(article, 31);
      await expect(reader.heldButton).toHaveCount(0);
    });
    // The end of the one above it is still in the window.
    await expect(reader.entry(21).getByRole('heading')).toBeFocused();
    await expectNothingMoves(reader.page, () => reader.page.keyboard.press('Tab'));
    await expect(reader.entry(20).locator('.entry-when')).toBeFocused();
  });

  test('do not move what is read when an entry above it changes', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 28 });
    const entryId = await newsroom.publish(article, 'Short.');
    await reader.opens(article);
    await reader.scrollsTo(20);
    await expectNothingMoves(reader.page, async () => {
      const long = 'A good deal longer than it was before, and over several lines on every screen. '.repeat(12);
      await newsroom.api.edit(article, { entryId, version: 1 }, long);
      await expect(reader.entry(29)).toContainText('A good deal longer');
    });
  });

  test('are told apart by a line from those that were there before, in the room between two entries', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (const text of ['One came in.', 'Two came in.']) await newsroom.publish(article, text);
    await reader.isToldOf('2 new updates');
    await reader.looksAtNews();
    await expect(reader.line).toHaveText('New since you were here');
    const places = await Promise.all(
      [reader.entry(31), reader.line, reader.entry(30)].map(async each => (await each.boundingBox())?.y),
    );
    expect(places).toEqual(places.toSorted((a = 0, b = 0) => a - b));
    await reader.scrollsToTop();
    await newsroom.publish(article, 'Three came in.');
    await reader.sees('Three came in.');
    await expect(reader.page.locator('li', { has: reader.line })).toContainText('update 30');
  });

  for (const [reducedMotion, movements] of [
    ['no-preference', 'some'],
    ['reduce', 'no'],
  ] as const)
    test(`[R5] come with ${movements} movement where the reader prefers: ${reducedMotion}`, async ({ newsroom }) => {
      const article = await newsroom.article({ entries: 3 });
      const reader = await newsroom.reader({ reducedMotion });
      await reader.opens(article);
      await reader.listensToKeys();
      const moved = await watchMovements(reader.page);
      await newsroom.publish(article, 'The second lorry has left.');
      await expect(reader.entry(4)).toBeInViewport();
      expect((await moved()) > 0).toBe(movements === 'some');
    });

  test('show no line to a reader who saw them come', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await newsroom.publish(article, 'The second lorry has left.');
    await reader.sees('The second lorry has left.');
    await expect(reader.line).toHaveCount(0);
  });

  test('wait while a text among them is selected', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.entry(3).getByText('This is what update 3 says.').selectText();
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.seesEntries([3, 2, 1]);
  });

  test('wait while the page is in a tab that nobody sees, with their count in its title', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 3 });
    await reader.opens(article);
    await reader.listensToKeys();
    await reader.hides();
    await newsroom.publish(article, 'Somebody waved.');
    await expect(reader.page).toHaveTitle(/^\(1\) /);
    await reader.seesEntries([3, 2, 1]);
    await reader.returns();
    await reader.seesEntries([4, 3, 2, 1]);
    await expect(reader.page).not.toHaveTitle(/^\(/);
  });

  test('wait while something plays in the first entries', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 5 });
    await reader.opens(article);
    await reader.entry(5).evaluate(entry => entry.append(document.createElement('iframe')));
    await newsroom.publish(article, 'Somebody waved.');
    await reader.isToldOf('1 new update');
    await reader.entry(5).evaluate(entry => entry.querySelector('iframe')?.remove());
    await newsroom.publish(article, 'Somebody waved again.');
    await reader.sees('Somebody waved again.');
  });

  test('and corrections that the reader did not see are counted by kind, in the button and in the title', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 27 });
    const entryId = await newsroom.publish(article, 'The ferry leaves at nine.');
    await newsroom.publish(article, 'The ferry is full.');
    await newsroom.publish(article, 'The ferry leaves.');
    await reader.opens(article);
    await reader.scrollsTo(20);
    const correction = { kind: 'correction', note: 'It was the wrong hour.' } as const;
    await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', correction);
    for (const text of ['One.', 'Two.', 'Three.']) await newsroom.publish(article, text);
    await reader.isToldOf('3 new updates, 1 correction');
    await expect(reader.page).toHaveTitle(/^\(4\) The bridge .* – 3 new updates, 1 correction$/);
    await reader.looksAtNews();
    await expect(reader.entry(33)).toBeInViewport();
    await reader.scrollsTo(28);
    await expect(reader.heldButton).toHaveCount(0);
    await expect(reader.page).not.toHaveTitle(/^\(/);
  });

  test('that are corrections only are shown by the button too', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    const { entries } = await newsroom.api.snapshot(article);
    const { id: entryId = '' } = entries.find(({ number }) => number === 12) ?? {};
    await reader.opens(article);
    await newsroom.api.edit(article, { entryId, version: 1 }, 'It was twelve.', { kind: 'correction', note: 'Wrong.' });
    await reader.isToldOf('1 correction');
    await reader.looksAtNews();
    await expect(reader.entry(12)).toBeInViewport();
    await expect(reader.entry(12).getByRole('heading')).toBeFocused();
    await expect(reader.heldButton).toHaveCount(0);
  });

  test('that are several corrections are gone to one after the other, and the rest stays counted', async ({
    newsroom,
    reader,
  }) => {
    const article = await newsroom.article({ entries: 30 });
    const { entries } = await newsroom.api.snapshot(article);
    await reader.opens(article);
    const numbers = [24, 16, 8];
    for (const number of numbers) {
      const { id: entryId = '' } = entries.find(entry => entry.number === number) ?? {};
      const change = { kind: 'correction', note: 'It was the wrong hour.' } as const;
      await newsroom.api.edit(article, { entryId, version: 1 }, 'The ferry leaves at ten.', change);
    }
    await reader.isToldOf('3 corrections');
    for (const [at, number] of numbers.entries()) {
      await reader.looksAtNews();
      await expect(reader.entry(number).getByRole('heading')).toBeFocused();
      await expect(reader.entry(number)).toBeInViewport();
      if (at < 2) await reader.isToldOf(at === 0 ? '2 corrections' : '1 correction');
    }
    await expect(reader.heldButton).toHaveCount(0);
  });

  test('are told of in one polite line, and nothing else speaks up', async ({ newsroom, reader }) => {
    const article = await newsroom.article({ entries: 30 });
    await reader.opens(article);
    await reader.scrollsTo(20);
    for (const text of ['One.', 'Two.', 'Three.']) await newsroom.publish(article, text);
    await expect(reader.page.getByRole('status')).toHaveText('3 new updates');
    await expect(reader.page.locator('[aria-live], [role=log], [role=alert]')).toHaveCount(0);
  });
});

/** The answer tells how many animations and transitions there have been in the timeline since. */
async function watchMovements(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = new Set<Animation>();
    const look = () => {
      for (const animation of document.getAnimations())
        if ((animation.effect as KeyframeEffect).target?.closest('.timeline')) seen.add(animation);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => (window as unknown as { seen: Set<Animation> }).seen.size);
}
