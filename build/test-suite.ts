/** What `npm test` and `npm run test:extras` share: bringing what the tests need, running them, and the line that counts them at the end. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { supervise } from './supervise.ts';
import { testTheBuild } from '../tests/support/tested-program.ts';
import { rootDirectory } from './targets.ts';
import { closingLine, countPlaywright, countVitest, withExitCode, type TestCounts } from './test-counts.ts';
import { playwrightProblems, problemLines, vitestProblems, type TestProblem } from './test-problems.ts';
import { provideTestElectron } from './test-electron/provide.ts';
import { provideTestPrograms } from './test-programs.ts';

const reportDirectory = join(rootDirectory, 'out/test-reports');
/** Where a runner's report, or what ran beside the tests, is written to. */
export const reportFile = (name: string): string => join(reportDirectory, name);
const program = (name: string): string => join(rootDirectory, 'node_modules/.bin', name);

export interface TestRun {
  readonly counts: TestCounts;
  readonly problems: readonly TestProblem[];
}

/** Directories of tests, and what runs beside them. */
interface TestSuite {
  /** Of its reports. */
  readonly name: 'tests' | 'extras';
  readonly vitest: readonly string[];
  readonly playwright: readonly string[];
  /** Started before the tests, and waited for after them. */
  startAside?(interrupted: AbortSignal): readonly Promise<TestRun>[];
}

/** @returns the exit code */
export async function runSuite({ name, vitest, playwright, startAside }: TestSuite): Promise<number> {
  const missing = provideTestPrograms({ withExtras: name === 'extras' });
  if (missing.always !== undefined) {
    process.stderr.write(`${missing.always}\n`);
    return 1;
  }
  mkdirSync(reportDirectory, { recursive: true });
  // PetLog is started hundreds of times, and compiling its source is most of what a start costs.
  process.env['NODE_COMPILE_CACHE'] ??= join(rootDirectory, 'node_modules/.cache/node-compile');
  await bundle();
  testTheBuild();
  const noElectron = missing.forElectron ?? (await provideTestElectron());

  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort(constants.signals[signal]));
  }
  const aside = startAside?.(interrupted.signal) ?? [];
  const runs = [await runVitest(name, vitest)];
  if (!interrupted.signal.aborted) {
    runs.push(await runPlaywright(name, playwright));
  }
  runs.push(...(await Promise.all(aside)));
  if (interrupted.signal.aborted) {
    return 128 + Number(interrupted.signal.reason);
  }

  process.stdout.write(
    `The kiosk was tested on ${noElectron === undefined ? 'a real Electron' : `the stand-in for Electron: ${noElectron}`}.\n`,
  );
  problemLines(runs.flatMap(({ problems }) => problems)).forEach((line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`${closingLine(runs.map(({ counts }) => counts))}\n`);
  return runs.every(({ counts }) => counts.failed === 0) ? 0 : 1;
}

function runVitest(suite: string, directories: readonly string[]): Promise<TestRun> {
  const report = reportFile(`${suite}-vitest.json`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...directories];
  return run('vitest', args, report, countVitest, (json) => vitestProblems(json, rootDirectory));
}

function runPlaywright(suite: string, directories: readonly string[]): Promise<TestRun> {
  const report = reportFile(`${suite}-playwright.json`);
  process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = report;
  const args = ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json', ...directories];
  return run('playwright', args, report, countPlaywright, playwrightProblems);
}

async function run(
  name: string,
  args: readonly string[],
  report: string,
  count: (json: string) => TestCounts,
  problemsOf: (json: string) => TestProblem[],
): Promise<TestRun> {
  rmSync(report, { force: true });
  const exitCode = await supervise(program(name), args);
  try {
    const json = readFileSync(report, 'utf8');
    return { counts: withExitCode(count(json), exitCode), problems: problemsOf(json) };
  } catch (error) {
    const reason = `${name} left no report: ${String(error)}`;
    return { counts: { passed: 0, failed: 1, skipped: 0 }, problems: [{ name, reason, passedInTheEnd: false }] };
  }
}

/** Runs something while tests run, and says at its end what it had to say. Returns whether it went well. */
export async function aside(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const file = reportFile(`${name}.txt`);
  const output = openSync(file, 'w');
  try {
    const exitCode = await supervise(command, args, ['ignore', output, output]);
    process.stdout.write(`\n${readFileSync(file, 'utf8')}\n`);
    return exitCode === 0;
  } finally {
    closeSync(output);
  }
}
