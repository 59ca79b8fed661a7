import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The browser for the tests: CHROMIUM_PATH, Playwright's own download, one of the system's, or the one that comes with the
 * development dependencies (Linux on x64). Playwright's own has no path to give: null.
 */
export async function findChromium(): Promise<{ readonly path: string | null; readonly from: string }> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return { path: CHROMIUM_PATH, from: 'CHROMIUM_PATH' };
  if (existsSync(chromium.executablePath())) return { path: null, from: 'playwright' };
  const installed = systemBrowser();
  if (installed) return { path: installed, from: 'system' };
  const packed = await packedShell();
  if (packed) return { path: packed, from: 'node_modules' };
  throw new Error(
    'No Chromium for the browser tests. Run `npx playwright install chromium`, or set CHROMIUM_PATH to one.',
  );
}

/** The headless shell that comes with the development dependencies; null where it does not run. */
export async function packedShell(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), MAC_CHROME].find(file =>
    existsSync(file),
  );
}
