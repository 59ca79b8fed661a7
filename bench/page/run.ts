import { thisCommit } from '../commit.ts';
import { thisMachine } from '../machine.ts';
import { UsageError } from '../options.ts';
import { launchBrowser } from './browser.ts';
import { PAGE_USAGE, type PageOptions, pageCommandOf, readPageOptions } from './options.ts';
import { PAGE_PARTS, type PagePartName } from './page-parts.ts';
import { type PagePartResult, savePageResult } from './result.ts';
import { runPagePart } from './run-page-part.ts';
import { openSite } from './site.ts';

/** `npm run bench:page`: what the reader's page costs a reader's browser. docs/performance.md explains the tables. */

await main();

async function main(): Promise<void> {
  try {
    const options = readPageOptions(process.argv.slice(2));
    if (options === null) console.log(PAGE_USAGE);
    else await measure(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${PAGE_USAGE}`);
    process.exitCode = 2;
  }
}

async function measure(options: PageOptions): Promise<void> {
  const date = new Date().toISOString();
  await using site = await openSite();
  const parts: Partial<Record<PagePartName, PagePartResult>> = {};
  for (const name of options.parts) {
    const result = await runPagePart(name, PAGE_PARTS[name], { site, runs: options.runs });
    parts[name] = result;
    if ('notMeasured' in result) process.exitCode = 1;
  }
  const machine = { ...thisMachine(), browser: await browserName() };
  const run = { date, command: pageCommandOf(options), commit: thisCommit(), machine, parts };
  if (options.save) console.log(savePageResult(run, options.parts));
}

async function browserName(): Promise<string> {
  await using launched = await launchBrowser();
  return `Chromium ${launched.browser.version().split('.', 1)[0]}`;
}
