import { expect, type Page } from '@playwright/test';

/** Browsers place text on fractions of a pixel and scroll by whole ones: what moved by less than one did not move. */
const STILL_PX = 1;

interface Shift {
  readonly by: number;
  /** What moved, as the beginnings of its markup. */
  readonly moved: readonly string[];
}

/** What is in the window stays where it is while `act` goes on (R1). */
export async function expectNothingMoves(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await placesOf(page);
  await expectNoShift(page, act);
  const after = await placesOf(page);
  const moved = Object.keys(before).filter(id => Math.abs((after[id] ?? Number.NaN) - (before[id] ?? 0)) < STILL_PX);
  expect(moved, 'entries that stayed where they were').toEqual(Object.keys(before));
}

/** The browser counts no layout shift while `act` goes on. */
export async function expectNoShift(page: Page, act: () => Promise<void>): Promise<void> {
  const shifts = await watchShifts(page);
  await act();
  expect(await shifts(), 'layout shifts').toEqual([]);
}

/** Where the entries in the window are, by their ids, in pixels from its top. */
function placesOf(page: Page): Promise<Record<string, number>> {
  return page.locator('.timeline .entries > li > article').evaluateAll(entries =>
    Object.fromEntries(
      entries
        .map(entry => ({ id: entry.id, box: entry.getBoundingClientRect() }))
        .filter(({ box }) => box.bottom > 0 && box.top < innerHeight)
        .map(({ id, box }) => [id, box.top]),
    ),
  );
}

/** What the browser counts as layout shifts from now on; the answer tells those so far. */
async function watchShifts(page: Page): Promise<() => Promise<Shift[]>> {
  const shifts = await page.evaluateHandle(() => {
    type LayoutShift = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    const seen: Shift[] = [];
    new PerformanceObserver(list => {
      for (const shift of list.getEntries() as LayoutShift[]) {
        const moved = shift.sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 80) : '?'));
        seen.push({ by: shift.value, moved });
      }
    }).observe({ type: 'layout-shift' });
    return seen;
  });
  return async () => {
    await page.evaluate(() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted))));
    return shifts.jsonValue();
  };
}
