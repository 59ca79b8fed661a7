import { defineConfig } from '@playwright/test';
import { findChromium, findWholeBrowser } from './e2e/find-chromium.ts';

// The headless shell has no window. The workers, which know nothing of how they were called, inherit the choice.
const isWatched = ['--headed', '--debug', '--ui'].some(flag => process.argv.includes(flag));
const whole = isWatched ? findWholeBrowser() : null;
if (whole !== null) process.env.CHROMIUM_PATH = whole;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  // Tests wait for pages about as long as they keep a processor busy.
  workers: '150%',
  forbidOnly: Boolean(process.env.CI),
  // What fails once and not twice on a machine that others use too is told of as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    // Readers see times by their own clock: that of the machine is none of the tests' business.
    timezoneId: 'UTC',
    // Each step's page is kept as a snapshot; a film strip beside it would cost a fifth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { args: ['--disable-gpu'], executablePath: await findChromium() },
  },
});
