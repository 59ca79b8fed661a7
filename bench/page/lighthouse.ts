import lighthouse from 'lighthouse';
import type { Line } from '../part.ts';
import { launchBareBrowser } from './browser.ts';
import type { PagePart } from './page-part.ts';
import type { Site } from './site.ts';

const LONG = 10_000;
const SHORT = 100;

const LINES = {
  performance: { label: 'performance', goal: '≥ 0.98', compared: 'not' },
  accessibility: { label: 'accessibility', goal: '≥ 0.98', compared: 'not' },
  bestPractices: { label: 'best practices', goal: '≥ 0.98', compared: 'not' },
  seo: { label: 'SEO', goal: '≥ 0.98', compared: 'not' },
  lcpMs: { label: 'largest contentful paint, ms', goal: '≤ 1,500' },
  fcpMs: { label: 'first contentful paint, ms' },
  tbtMs: { label: 'total blocking time, ms', goal: '≤ 100', compared: 'difference' },
  cls: { label: 'cumulative layout shift while loading', goal: '0', compared: 'not' },
  speedIndexMs: { label: 'speed index, ms' },
  benchmarkIndex: { label: "Lighthouse's index of the processor, before it is slowed down", compared: 'not' },
  serverMs: { label: 'the server makes the page, ms', compared: 'difference' },
  htmlKb: { label: 'HTML on the wire, KB', goal: '≤ 60' },
  scriptKb: { label: 'JavaScript on the wire, KB', compared: 'not' },
  styleKb: { label: 'styles, KB', compared: 'not' },
  fontKb: { label: 'fonts, KB', compared: 'not' },
} as const satisfies Readonly<Record<string, Line>>;

type Figure = keyof typeof LINES;
type Result = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

const PAGES = {
  long: (site: Site) => site.longArticle(LONG),
  short: (site: Site) => site.longArticle(SHORT),
  sample: async (site: Site) => site.sample,
} as const;

/** Its mobile profile: a phone of the middle class, of which network and processor are computed from what was seen. */
export const audited: PagePart<keyof typeof PAGES, Figure> = {
  title: "Lighthouse's mobile profile",
  contenders: { long: '10,000 entries', short: '100 entries', sample: 'the sample' },
  against: ['short'],
  lines: LINES,
  rounds: asked => asked,
  measure: async (page, site) => measured((await PAGES[page](site)).url, 'simulate'),
};

/** The same with network and processor really slowed down: no model, but more at the mercy of the machine. */
export const applied: PagePart<keyof typeof PAGES, 'lcpMs' | 'fcpMs' | 'tbtMs' | 'cls'> = {
  title: "Lighthouse's mobile profile, network and processor really slowed down",
  contenders: audited.contenders,
  against: ['short'],
  lines: { lcpMs: LINES.lcpMs, fcpMs: LINES.fcpMs, tbtMs: LINES.tbtMs, cls: LINES.cls },
  rounds: asked => asked,
  measure: async (page, site) => measured((await PAGES[page](site)).url, 'devtools'),
};

type Throttling = 'simulate' | 'devtools';

async function measured(url: string, throttling: Throttling) {
  const result = (await audit(url, throttling)) ?? (await audit(url, throttling));
  if (result === null) throw new Error('Lighthouse: twice the trace did not have the beginning of the page in it');
  return { figures: figuresOf(result), notes: throttling === 'simulate' ? shortcomings(result) : [] };
}

/** Null where the trace began after the page: the browser itself loses that now and then, and Lighthouse asks to be run again. */
async function audit(url: string, throttlingMethod: Throttling): Promise<Result | null> {
  await using launched = await launchBareBrowser();
  const run = await lighthouse(url, {
    ...{ port: launched.debugPort, output: 'json', logLevel: 'error', throttlingMethod },
    ...(throttlingMethod === 'devtools' && { onlyCategories: ['performance'] }),
  });
  const error = run?.lhr.runtimeError;
  if (error?.code === 'NO_NAVSTART') return null;
  if (!run || error) throw new Error(`Lighthouse: ${error?.message ?? 'no result'}`);
  return run.lhr;
}

function figuresOf({ categories, audits, environment }: Result): Record<Figure, number> {
  const score = (category: string) => categories[category]?.score ?? Number.NaN;
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    lcpMs: value('largest-contentful-paint'),
    fcpMs: value('first-contentful-paint'),
    tbtMs: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    speedIndexMs: value('speed-index'),
    benchmarkIndex: environment?.benchmarkIndex ?? Number.NaN,
    serverMs: value('server-response-time'),
    ...weights(audits['network-requests']?.details),
  };
}

/** What came over the network, headers included, in thousands of bytes. */
function weights(details: unknown): Record<'htmlKb' | 'scriptKb' | 'styleKb' | 'fontKb', number> {
  const { items = [] } = (details ?? {}) as { items?: { resourceType?: string; transferSize?: number }[] };
  const of = (type: string) =>
    items
      .filter(({ resourceType }) => resourceType === type)
      .reduce((sum, { transferSize = 0 }) => sum + transferSize / 1_000, 0);
  return { htmlKb: of('Document'), scriptKb: of('Script'), styleKb: of('Stylesheet'), fontKb: of('Font') };
}

/** Every audit that did not pass, with what it found, whether it counts or not. */
function shortcomings({ audits, categories }: Result): string[] {
  const counting = new Map(
    Object.values(categories).flatMap(({ title, auditRefs }) =>
      auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => [id, title] as const),
    ),
  );
  return Object.values(audits)
    .filter(({ score }) => score !== null && score < 1)
    .map(
      ({ id, title }) =>
        `${id} (${title}): ${counting.has(id) ? `counts for ${counting.get(id)}` : 'counts for nothing'}`,
    );
}
