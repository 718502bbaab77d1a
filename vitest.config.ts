import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { isBuildTested } from './tests/support/tested-program.ts';
import { WholeFirst } from './tests/support/whole-first.ts';

/** What a test puts in the place of a package stays there for the files after it. */
const replacesPackages = ['tests/unit/drawing-process/encode-jpeg.test.ts'];
/** To go through all objects takes many times as long where those of other files are among them. */
const countsObjects = ['tests/unit/mqtt/broker-connection.test.ts'];
const alone = [...replacesPackages, ...countsObjects];

const builtChildModule = fileURLToPath(new URL('tests/support/built-child-module.ts', import.meta.url));

export default defineConfig({
  resolve: { alias: isBuildTested() ? [{ find: /^.*\/child-module\.ts$/, replacement: builtChildModule }] : [] },
  test: {
    projects: [
      {
        extends: true,
        // A process of its own for each file takes a quarter of a second of the processor, and a second where it loads all of PetLog.
        test: { name: 'shared', include: ['tests/{unit,http,extras}/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    setupFiles: ['tests/support/leaks.ts'],
    environment: 'node',
    sequence: { sequencer: WholeFirst },
    pool: 'forks',
    // On two cores: tests of real processes mostly wait, but with more at once encoders would be late.
    maxWorkers: 4,
    // Only what hangs runs into these: a machine that has other work is slow, not wrong.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Machines of continuous integration are shared: a test gets a second attempt there, which the report names. Nowhere else.
    retry: process.env.CI === undefined ? 0 : 1,
    reporters: ['default'],
  },
});
