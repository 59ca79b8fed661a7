import type { Page } from '@playwright/test';
import type { Line } from '../part.ts';
import { percentile } from '../statistics.ts';
import { launchBrowser } from './browser.ts';
import type { PagePart } from './page-part.ts';
import { goTo, highestShown, openReading } from './reading-page.ts';
import type { PublishRequest, Site } from './site.ts';

const PUBLISHES = 100;
/** One entry has slid in when the next one is sent; odd, so that no timer of the page keeps step with it. */
const CALM_GAP_MS = 617;
const BRISK_GAP_MS = 200;

const LINES = {
  calmP50Ms: { label: 'one at a time: publish to paint p50, ms', goal: '< 250' },
  calmP99Ms: { label: 'publish to paint p99, ms', goal: '< 1,000' },
  calmAnsweredMs: { label: 'of that, until its answer p50, ms' },
  briskP50Ms: { label: '5 a second: publish to paint p50, ms' },
  briskP99Ms: { label: 'publish to paint p99, ms' },
  unpainted: { label: 'entries that were never painted', goal: '0', compared: 'not' },
} as const satisfies Readonly<Record<string, Line>>;

const PAGES = {
  long: (site: Site) => site.longArticle(10_000),
  short: (site: Site) => site.newArticle(100),
} as const;

/** From sending a publish to the moment when a reader can read it. */
export const paint: PagePart<keyof typeof PAGES, keyof typeof LINES> = {
  title: `publish to paint, ${PUBLISHES} publishes each`,
  contenders: { long: '10,000 entries', short: '100 entries' },
  lines: LINES,
  rounds: () => 1,
  async measure(name, site) {
    const article = await PAGES[name](site);
    await using launched = await launchBrowser();
    const page = await openReading(launched.browser, article);
    await goTo(page, 'top');
    const requests = Array.from({ length: PUBLISHES }, (_, n) => site.publishRequest(article, n));
    const calm = await timesOf(page, requests, CALM_GAP_MS);
    const again = Array.from({ length: PUBLISHES }, (_, n) => site.publishRequest(article, n));
    const brisk = await timesOf(page, again, BRISK_GAP_MS);
    return {
      figures: {
        calmP50Ms: percentile(calm.paintedMs, 0.5),
        calmP99Ms: percentile(calm.paintedMs, 0.99),
        calmAnsweredMs: percentile(calm.answeredMs, 0.5),
        briskP50Ms: percentile(brisk.paintedMs, 0.5),
        briskP99Ms: percentile(brisk.paintedMs, 0.99),
        unpainted: 2 * PUBLISHES - calm.paintedMs.length - brisk.paintedMs.length,
      },
    };
  },
};

interface Times {
  readonly paintedMs: number[];
  readonly answeredMs: number[];
}

/** The page publishes by itself, so that there is one clock. */
async function timesOf(page: Page, requests: readonly PublishRequest[], gapMs: number): Promise<Times> {
  const first = (await highestShown(page)) + 1;
  return page.evaluate(publishAndWatch, { requests, gapMs, first });
}

/** New entries fade in: one counts as painted after the frame in which it is more there than not, and can be read. */
async function publishAndWatch(given: {
  readonly requests: readonly PublishRequest[];
  readonly gapMs: number;
  readonly first: number;
}): Promise<Times> {
  const LAST_MAY_TAKE_MS = 3_000;
  const LEGIBLE_OPACITY = 0.5;
  const { requests, gapMs, first } = given;
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)));
  const list = document.querySelector('.timeline .entries');
  if (list === null) throw new Error('there is no timeline');
  const paintedAt = new Map<string, number>();
  function watch(entry: Element): void {
    requestAnimationFrame(() => {
      if (Number(getComputedStyle(entry).opacity) < LEGIBLE_OPACITY) return watch(entry);
      const afterwards = new MessageChannel();
      // Delivered when the frame is drawn.
      afterwards.port1.onmessage = () => paintedAt.set(entry.id, performance.now());
      afterwards.port2.postMessage(null);
    });
  }
  const arriving = new MutationObserver(records => {
    for (const added of records.flatMap(({ addedNodes }) => [...addedNodes]) as Element[])
      for (const entry of added.querySelectorAll('article')) watch(entry);
  });
  arriving.observe(list, { childList: true });
  const sentAt: number[] = [];
  const answeredMs: number[] = [];
  for (const { url, ...request } of requests) {
    const sent = performance.now();
    sentAt.push(sent);
    const response = await fetch(url, { method: 'POST', ...request });
    if (!response.ok) throw new Error(`publishing: ${response.status}`);
    answeredMs.push(performance.now() - sent);
    await pause(sent + gapMs - performance.now());
  }
  await pause(LAST_MAY_TAKE_MS);
  arriving.disconnect();
  const paintedMs = sentAt.map((sent, n) => (paintedAt.get(`entry-${first + n}`) ?? Number.NaN) - sent);
  return { paintedMs: paintedMs.filter(Number.isFinite), answeredMs };
}
