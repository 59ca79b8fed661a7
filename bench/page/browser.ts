import { type Browser, chromium } from '@playwright/test';
import { launch } from 'chrome-launcher';
import { findChromium, packedShell } from '../../e2e/find-chromium.ts';

export interface LaunchedBrowser extends AsyncDisposable {
  readonly browser: Browser;
}

/** A browser that nobody watches but who asks at its port. */
export interface BareBrowser extends AsyncDisposable {
  /** Where the DevTools protocol is spoken. */
  readonly debugPort: number;
}

/** Text as on phones: letters are as wide as their font says, not rounded to the pixels of a desk's screen. */
const FLAGS = ['--disable-gpu', '--font-render-hinting=none'];

/** A fresh browser: nothing is cached, nothing is left over. */
export async function launchBrowser(): Promise<LaunchedBrowser> {
  const browser = await chromium.launch({
    args: FLAGS,
    // What people have switched on is not to be missing here.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    executablePath: await findShell(),
  });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** The same without Playwright beside it, which would listen to everything that the page does, and take its share of the processor. */
export async function launchBareBrowser(): Promise<BareBrowser> {
  const chrome = await launch({
    chromePath: await findShell(),
    chromeFlags: ['--headless', ...FLAGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  return { debugPort: chrome.port, [Symbol.asyncDispose]: async () => chrome.kill() };
}

/**
 * The headless shell of the development dependencies where it runs, for it draws nothing but the page: whole browsers
 * draw their own windows beside it, on the same processor. Else that of the end-to-end tests.
 */
async function findShell(): Promise<string> {
  const packed = process.env.CHROMIUM_PATH ? null : await packedShell();
  return packed ?? (await findChromium()).path ?? chromium.executablePath();
}
