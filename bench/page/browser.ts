import { createServer } from 'node:net';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../../e2e/find-chromium.ts';

export interface LaunchedBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** Where the DevTools protocol is spoken. */
  readonly debugPort: number;
}

/** The browser of the end-to-end tests, fresh: nothing is cached, nothing is left over. */
export async function launchBrowser(): Promise<LaunchedBrowser> {
  const { path } = await findChromium();
  const debugPort = await freePort();
  const browser = await chromium.launch({
    args: ['--disable-gpu', `--remote-debugging-port=${debugPort}`],
    // What people have switched on is not to be missing here.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    ...(path === null ? {} : { executablePath: path }),
  });
  return { browser, debugPort, [Symbol.asyncDispose]: () => browser.close() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
