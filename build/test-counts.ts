/** What a test runner counted. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Reads vitest's JSON report. A file that failed without any of its tests, as one that cannot be loaded, counts as one. */
export function countVitest(json: string): TestCounts {
  const report = JSON.parse(json) as VitestReport;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
  /** Those that belong to no test. */
  readonly errors: readonly unknown[];
}

/** Reads Playwright's JSON report. A second attempt is made in continuous integration alone, and the report above names what needed it. */
export function countPlaywright(json: string): TestCounts {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** A runner that ended badly has failed once at least, whatever it counted. */
export function withExitCode(counts: TestCounts, exitCode: number): TestCounts {
  return { ...counts, failed: exitCode === 0 ? counts.failed : Math.max(counts.failed, 1) };
}

/** The last line of `npm test`: `412 passed, 0 failed, 1 skipped`. */
export function closingLine(runs: readonly TestCounts[]): string {
  const sum = (key: keyof TestCounts): number => runs.reduce((total, counts) => total + counts[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`;
}
