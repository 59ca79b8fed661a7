import type { Browser, Page } from '@playwright/test';
import { PAGE_ENTRIES } from '#shared/page-boundaries.ts';
import type { MeasuredPage } from './site.ts';

/** A phone held upright. */
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
/** The most that a page ever shows (client/reader/reading.ts). */
const MOST_SHOWN = 400;
/** Far enough down that the head of the timeline is out of sight. */
const FURTHER_DOWN = 15;
/** Room above the timeline, so that its head counts as seen. */
const HEAD_ROOM_PX = 8;
const SETTLE_MS = 1_000;

/** What the browser tells of a page from its first moment on. */
export interface Watched {
  /** Tasks over 50 ms, by their length in milliseconds. */
  readonly longTasks: number[];
  /** Layout shifts that no input explains, by their value. */
  readonly shifts: number[];
}

export type Place = 'top' | 'held';

/** Opens an article's page, with what watches it, and waits until it is followed and at rest. */
export async function openReading(browser: Browser, { url }: MeasuredPage): Promise<Page> {
  const page = await (await browser.newContext(PHONE)).newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  // Everything that comes on demand has come once keys are listened for.
  await page.locator('html[data-live=live][data-keys=on]').waitFor({ state: 'attached' });
  return page;
}

/** Presses "Earlier updates" until the page has all that it may have. */
export function loadAllItCan(page: Page): Promise<void> {
  return page.evaluate(async most => {
    const list = document.querySelector('.timeline .entries');
    if (list === null) throw new Error('there is no timeline');
    // With one more the page would be left for the next.
    while (list.children.length <= most)
      await new Promise<void>(resolve => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          // The link is itself again when what came is drawn.
          requestAnimationFrame(() => setTimeout(resolve));
        }).observe(list, { childList: true });
        document.querySelector<HTMLElement>('a.older')?.click();
      });
  }, MOST_SHOWN - PAGE_ENTRIES);
}

/** `top`: the head of the timeline at the top of the window; `held`: further down, where new entries wait. */
export async function goTo(page: Page, place: Place): Promise<void> {
  await page.evaluate(
    ({ nth, room }) => {
      const target = nth === 0 ? '#updates' : `.timeline .entries > li:nth-child(${nth})`;
      const { top } = document.querySelector(target)?.getBoundingClientRect() ?? { top: Number.NaN };
      scrollTo({ top: scrollY + top - room, behavior: 'instant' });
    },
    { nth: place === 'top' ? 0 : FURTHER_DOWN, room: HEAD_ROOM_PX },
  );
  await settle(page);
}

/** Until what was begun is done and told of. */
export async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
}

/** What is watched begins anew. */
export function forget(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    watched.longTasks.length = 0;
    watched.shifts.length = 0;
  });
}

export function watchedOn(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched);
}

/** How many entries are held, by the number on the button; 0 where it is not there. */
export function heldCount(page: Page): Promise<number> {
  return page.evaluate(() => Number(/\d+/.exec(document.querySelector('.held')?.textContent ?? '')?.[0] ?? 0));
}

export function highestShown(page: Page): Promise<number> {
  return page.evaluate(() =>
    Number(document.querySelector('.timeline .entries > li > article')?.id.slice('entry-'.length)),
  );
}

function watch(): void {
  type LayoutShift = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean };
  const watched: Watched = { longTasks: [], shifts: [] };
  Object.assign(window, { watched });
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries() as LayoutShift[])
      if (!hadRecentInput) watched.shifts.push(value);
  }).observe({ type: 'layout-shift', buffered: true });
}
