/** What `npm test` and `npm run test:extras` share: bringing what the tests need, running them, and the line that counts them at the end. */
import { closeSync, mkdirSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
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

interface TestsOfRunner {
  readonly directories: readonly string[];
  /** How many at once. */
  readonly workers: number;
}

/** What two runners do beside each other, and what runs beside them. */
interface TestSuite {
  /** Of its reports. */
  readonly name: 'tests' | 'extras';
  readonly vitest: TestsOfRunner;
  readonly playwright: TestsOfRunner;
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
  // Tests of vitest mostly wait, those in browsers do not: beside each other they leave no core without work.
  const inBrowsers = runPlaywright(name, playwright);
  const inNode = await runVitest(name, vitest);
  const runs = [inNode, await showing(`${name}-playwright`, inBrowsers), ...(await Promise.all(aside))];
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

function runVitest(suite: string, { directories, workers }: TestsOfRunner): Promise<TestRun> {
  const report = reportFile(`${suite}-vitest.json`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, `--maxWorkers=${workers}`, ...directories];
  return run(
    'vitest',
    () => supervise(program('vitest'), args),
    report,
    countVitest,
    (json) => vitestProblems(json, rootDirectory),
  );
}

/** What it says goes into a file: two runners would write into each other's lines. */
function runPlaywright(suite: string, { directories, workers }: TestsOfRunner): Promise<TestRun> {
  const report = reportFile(`${suite}-playwright.json`);
  process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = report;
  const args = ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json', `--workers=${workers}`, ...directories];
  const start = (): Promise<number> => superviseQuietly(`${suite}-playwright`, program('playwright'), args);
  return run('playwright', start, report, countPlaywright, playwrightProblems);
}

async function run(
  name: string,
  start: () => Promise<number>,
  report: string,
  count: (json: string) => TestCounts,
  problemsOf: (json: string) => TestProblem[],
): Promise<TestRun> {
  rmSync(report, { force: true });
  const exitCode = await start();
  try {
    const json = readFileSync(report, 'utf8');
    return { counts: withExitCode(count(json), exitCode), problems: problemsOf(json) };
  } catch (error) {
    const reason = `${name} left no report: ${String(error)}`;
    return { counts: { passed: 0, failed: 1, skipped: 0 }, problems: [{ name, reason, passedInTheEnd: false }] };
  }
}

const outputFile = (name: string): string => reportFile(`${name}.txt`);

async function superviseQuietly(name: string, command: string, args: readonly string[]): Promise<number> {
  const output = openSync(outputFile(name), 'w');
  try {
    return await supervise(command, args, ['ignore', output, output]);
  } finally {
    closeSync(output);
  }
}

/** Says what something has written until now, and from now on as it is written, until it is over. */
async function showing<Result>(name: string, over: Promise<Result>): Promise<Result> {
  const file = openSync(outputFile(name), 'r');
  const piece = Buffer.alloc(65_536);
  const showMore = (): void => {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
      process.stdout.write(Buffer.from(piece.subarray(0, length)));
    }
  };
  const timer = setInterval(showMore, 500);
  try {
    return await over;
  } finally {
    clearInterval(timer);
    showMore();
    closeSync(file);
  }
}

/** Runs something while tests run, and says at its end what it had to say. Returns whether it went well. */
export async function aside(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const exitCode = await superviseQuietly(name, command, args);
  process.stdout.write(`\n${readFileSync(outputFile(name), 'utf8')}\n`);
  return exitCode === 0;
}
