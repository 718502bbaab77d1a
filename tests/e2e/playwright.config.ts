import { defineConfig } from '@playwright/test';
import { chromiumFlags, findTestBrowser } from '../support/chromium.ts';
import { testTheBuild } from '../support/tested-program.ts';

// Its pages are those of the build in any case.
testTheBuild();

/** Whatever has a browser of its own comes last, and of that this takes so long that the other workers would have nothing to do. */
const longest = '**/extras/many-windows.spec.ts';

export default defineConfig({
  // Of `npm test` in this directory, of `npm run test:extras` beside it.
  testDir: '..',
  testMatch: '{e2e,extras}/**/*.spec.ts',
  outputDir: '../../test-results',
  projects: [
    { name: 'longest', testMatch: longest },
    { name: 'all', testIgnore: longest },
  ],
  fullyParallel: true,
  // On two cores: with three, they stood still for a sixth of the time.
  workers: 4,
  forbidOnly: process.env.CI !== undefined,
  // As in vitest.config.ts; the report calls what needed it flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  // Only what hangs runs into these: a machine that has other work is slow, not wrong.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findTestBrowser(), args: [...chromiumFlags] },
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    // It fetches every file of the app once more, in each test's new browser: where pages come by it, a test allows it.
    serviceWorkers: 'block',
    // Recording a trace takes as much of the processor as the test itself.
    trace: 'on-first-retry',
  },
});
