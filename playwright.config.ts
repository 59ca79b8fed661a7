import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/find-chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
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
