import { type Browser, chromium } from '@playwright/test';
import { launch } from 'chrome-launcher';
import { findChromium } from '../../e2e/find-chromium.ts';

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
    executablePath: await findChromium(),
  });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** The same without Playwright beside it, which would listen to everything that the page does, and take its share of the processor. */
export async function launchBareBrowser(): Promise<BareBrowser> {
  const chrome = await launch({
    chromePath: await findChromium(),
    chromeFlags: ['--headless', ...FLAGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  return { debugPort: chrome.port, [Symbol.asyncDispose]: async () => chrome.kill() };
}
