import type { Line } from '../part.ts';
import { launchBrowser } from './browser.ts';
import type { PagePart } from './page-part.ts';
import { publishAtRate } from './publish-at-rate.ts';
import { forget, goTo, heldCount, highestShown, openReading, type Place, settle, watchedOn } from './reading-page.ts';

const ENTRIES_BEFORE = 100;
const ARRIVING = { aSecond: 2, forS: 10 };

const LINES = {
  shift: { label: 'layout shift', goal: '0' },
  shifts: { label: 'times that something shifted', goal: '0' },
  shown: { label: 'entries that came into the page' },
  held: { label: 'entries that were held' },
} as const satisfies Readonly<Record<string, Line>>;

/** Entries come, and what is on screen does not jump. */
export const stillness: PagePart<Place, keyof typeof LINES> = {
  title: `${ARRIVING.aSecond * ARRIVING.forS} entries arrive, ${ARRIVING.aSecond} a second`,
  contenders: { top: 'at the top', held: 'further down' },
  against: [],
  lines: LINES,
  rounds: () => 1,
  async measure(place, site) {
    const article = await site.newArticle(ENTRIES_BEFORE);
    await using launched = await launchBrowser();
    const page = await openReading(launched.browser, article);
    await goTo(page, place);
    const before = await highestShown(page);
    await forget(page);
    await publishAtRate(site, article, ARRIVING);
    await settle(page);
    const { shifts } = await watchedOn(page);
    const shown = (await highestShown(page)) - before;
    const shift = shifts.reduce((sum, value) => sum + value, 0);
    return { figures: { shift, shifts: shifts.length, shown, held: await heldCount(page) } };
  },
};
