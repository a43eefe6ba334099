import { defineConfig } from '@playwright/test';
import { browserOptions } from './support/browser-options.ts';

const resultsFile = process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'];

// Every test makes what it needs (its own order, its own key) and looks only at that, so that the order of tests never matters.
export default defineConfig({
  testDir: './tests',
  outputDir: './results',
  globalSetup: './support/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Long enough for a machine that is busy with other work; a test that passes does not wait for them.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(resultsFile ? [['json', { outputFile: resultsFile }] as const] : [])],
  use: {
    browserName: 'chromium',
    launchOptions: browserOptions(),
    locale: 'en-US',
    timezoneId: 'UTC',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});
