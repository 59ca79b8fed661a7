import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The browser for tests and measurements: CHROMIUM_PATH, the headless shell among the development dependencies (Linux on x64), Playwright's
 * own download, or one of the system's. The shell goes first: it is the same on every machine, and draws nothing but the page, where
 * whole browsers draw windows of their own beside it, which takes twice the time.
 */
export async function findChromium(): Promise<string> {
  const found = process.env.CHROMIUM_PATH || (await packedShell()) || ownDownload() || systemBrowser();
  if (!found)
    throw new Error(
      'No Chromium for the browser tests. Run `npx playwright install chromium`, or set CHROMIUM_PATH to one.',
    );
  return found;
}

/** One with all that people have around a page, such as a search in it; null where none is installed. */
export function findWholeBrowser(): string | null {
  return process.env.CHROMIUM_PATH || ownDownload() || systemBrowser() || null;
}

/** Null where it does not run. */
async function packedShell(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: packed, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  const path = await packed.executablePath();
  if (await runs(path)) return path;
  // Small systems lack libraries that it needs. They come with it, for the whole process: browsers inherit the environment.
  const libraries = fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium')));
  setupLambdaEnvironment(join(await inflate(libraries), 'lib'));
  return (await runs(path)) ? path : null;
}

function runs(path: string): Promise<boolean> {
  return promisify(execFile)(path, ['--version']).then(
    () => true,
    () => false,
  );
}

function ownDownload(): string | null {
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), MAC_CHROME].find(file =>
    existsSync(file),
  );
}
