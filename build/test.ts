/** `npm test`: brings what the tests need, builds, runs the tests and a short soak, and ends with one line that counts them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDirectory } from './targets.ts';
import { aside, reportFile, runSuite, type TestRun } from './test-suite.ts';

/** The soak as one test, with the second attempt that every test has in continuous integration. */
async function soak(interrupted: AbortSignal): Promise<TestRun> {
  const arguments_ = [join(rootDirectory, 'tests/soak/soak.ts'), '--minutes', '1'];
  const attempt = (): Promise<boolean> => aside('soak', process.execPath, arguments_);
  if (await attempt()) {
    return { counts: { passed: 1, failed: 0, skipped: 0 }, problems: [] };
  }
  const reason = /^FAILED: (.*)$/m.exec(readFileSync(reportFile('soak.txt'), 'utf8'))?.[1] ?? 'it ended before it could say why';
  const passedInTheEnd = process.env['CI'] !== undefined && !interrupted.aborted && (await attempt());
  return {
    counts: { passed: passedInTheEnd ? 1 : 0, failed: passedInTheEnd ? 0 : 1, skipped: 0 },
    problems: [{ name: 'tests/soak/soak.ts', reason, passedInTheEnd }],
  };
}

process.exitCode = await runSuite({
  name: 'tests',
  vitest: ['tests/unit/', 'tests/http/'],
  playwright: ['tests/e2e/'],
  // A minute of what `npm run soak` does for twenty, as one test. It mostly waits, and what it measures is memory, not time.
  startAside: (interrupted) => [soak(interrupted)],
});
