import type { Page } from '@playwright/test';
import type { Line } from '../part.ts';
import { launchBrowser } from './browser.ts';
import type { PagePart } from './page-part.ts';
import { publishAtRate } from './publish-at-rate.ts';
import {
  forget,
  goTo,
  heldCount,
  highestShown,
  loadAllItCan,
  openReading,
  type Place,
  settle,
  watchedOn,
} from './reading-page.ts';
import type { Site } from './site.ts';

const RATE = { aSecond: 5, forS: 10 };
const ENTRIES = RATE.aSecond * RATE.forS;
const MS_PER_S = 1_000;

const SETTINGS = {
  top: { place: 'top', slower: 1, label: 'at the top' },
  topSlow: { place: 'top', slower: 4, label: 'at the top, processor slowed down 4 x' },
  held: { place: 'held', slower: 1, label: 'further down, held' },
  heldSlow: { place: 'held', slower: 4, label: 'further down, held, processor slowed down 4 x' },
} as const satisfies Record<string, { place: Place; slower: number; label: string }>;

type SettingName = keyof typeof SETTINGS;
const MEASURES = {
  LongTasks: { label: 'tasks over 50 ms', goal: '0', compared: 'difference' },
  LongestMs: { label: 'the longest of them, ms', goal: '≤ 50', compared: 'not' },
  CpuMs: { label: "the page's CPU an entry, ms" },
  Shift: { label: 'layout shift', goal: '0', compared: 'not' },
  Missing: { label: 'entries that did not arrive', goal: '0', compared: 'not' },
} as const satisfies Record<string, Line>;

type Measure = keyof typeof MEASURES;
type Figure = `${SettingName}${Measure}`;

interface Contender {
  readonly label: string;
  readonly entries: number;
  readonly isFull: boolean;
  readonly isQuiet: boolean;
}

const CONTENDERS = {
  full: { label: '10,000 entries, 400 on the page', entries: 10_000, isFull: true, isQuiet: false },
  long: { label: '10,000 entries', entries: 10_000, isFull: false, isQuiet: false },
  short: { label: '100 entries', entries: 100, isFull: false, isQuiet: false },
  quiet: { label: '10,000, nothing arrives', entries: 10_000, isFull: false, isQuiet: true },
} as const satisfies Record<string, Contender>;

/** What a page does while entries arrive faster than anybody publishes. */
export const arrivals: PagePart<keyof typeof CONTENDERS, Figure> = {
  title: `${RATE.aSecond} entries a second for ${RATE.forS} s`,
  contenders: mapped(CONTENDERS, ({ label }) => label),
  against: ['short'],
  lines: lines(),
  rounds: () => 1,
  async measure(name, site) {
    const figures: Partial<Record<Figure, number>> = {};
    for (const setting of Object.keys(SETTINGS) as SettingName[])
      Object.assign(figures, await measured(setting, CONTENDERS[name], site));
    return { figures: figures as Record<Figure, number> };
  },
};

async function measured(setting: SettingName, contender: Contender, site: Site): Promise<object> {
  const { place, slower } = SETTINGS[setting];
  // Short ones grow too fast to be used twice.
  const article =
    contender.entries > ENTRIES ? await site.longArticle(contender.entries) : await site.newArticle(contender.entries);
  await using launched = await launchBrowser();
  const page = await openReading(launched.browser, article);
  if (contender.isFull) await loadAllItCan(page);
  await goTo(page, place);
  const cpu = await cpuOf(page, slower);
  const before = await highestShown(page);
  await forget(page);
  const cpuBefore = await cpu();
  await (contender.isQuiet ? page.waitForTimeout(RATE.forS * MS_PER_S) : publishAtRate(site, article, RATE));
  await settle(page);
  const cpuMs = (await cpu()) - cpuBefore;
  const { longTasks, shifts } = await watchedOn(page);
  const arrived = place === 'held' ? await heldCount(page) : (await highestShown(page)) - before;
  const found: Record<Measure, number> = {
    LongTasks: longTasks.length,
    LongestMs: Math.max(0, ...longTasks),
    CpuMs: cpuMs / ENTRIES,
    Shift: shifts.reduce((sum, value) => sum + value, 0),
    Missing: contender.isQuiet ? Number.NaN : ENTRIES - arrived,
  };
  return Object.fromEntries(Object.entries(found).map(([measure, value]) => [`${setting}${measure}`, value]));
}

/** The CPU time of the page's main thread so far, in milliseconds; others on the machine do not count, its own slowing down does. */
async function cpuOf(page: Page, slower: number): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * MS_PER_S;
  };
}

function lines(): Record<Figure, Line> {
  const all = Object.entries(SETTINGS).flatMap(([setting, { label: where }]) =>
    Object.entries(MEASURES).map(([measure, line]) => [
      `${setting}${measure}`,
      { ...line, label: `${where}: ${line.label}` },
    ]),
  );
  return Object.fromEntries(all);
}

function mapped<Name extends string, From, To>(
  all: Readonly<Record<Name, From>>,
  to: (from: From) => To,
): Record<Name, To> {
  const entries = (Object.entries(all) as [Name, From][]).map(([name, value]) => [name, to(value)]);
  return Object.fromEntries(entries);
}
