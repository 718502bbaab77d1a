import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from '../support/chromium.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: true,
  // On two cores: with three, they stood still for a sixth of the time.
  workers: 4,
  forbidOnly: process.env.CI !== undefined,
  // As in vitest.config.ts; the report calls what needed it flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findChromium(), args: [...chromiumFlags] },
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    // Recording a trace takes as much of the processor as the test itself.
    trace: 'on-first-retry',
  },
});
