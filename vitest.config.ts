import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/http/**/*.test.ts'],
    setupFiles: ['tests/support/leaks.ts'],
    environment: 'node',
    pool: 'forks',
    // On two cores: tests of real processes mostly wait, but with more at once encoders would be late.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    // Machines of continuous integration are shared: a test gets a second attempt there, which the report names. Nowhere else.
    retry: process.env.CI === undefined ? 0 : 1,
    reporters: ['default'],
  },
});
