/** `npm test`: brings what the tests need, builds, checks, runs every test and a short soak, and ends with one line that counts them. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { supervise } from './supervise.ts';
import { rootDirectory } from './targets.ts';
import { closingLine, countPlaywright, countVitest, withExitCode, type TestCounts } from './test-counts.ts';
import { playwrightProblems, problemLines, vitestProblems, type TestProblem } from './test-problems.ts';
import { provideTestElectron } from './test-electron/provide.ts';
import { provideTestPrograms } from './test-programs.ts';

const reportDirectory = join(rootDirectory, 'out/test-reports');
const report = (name: string): string => join(reportDirectory, name);
const program = (name: string): string => join(rootDirectory, 'node_modules/.bin', name);
const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest.json')}`];
const playwright = ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json'];

async function main(): Promise<number> {
  const missing = provideTestPrograms();
  if (missing.always !== undefined) {
    process.stderr.write(`${missing.always}\n`);
    return 1;
  }
  mkdirSync(reportDirectory, { recursive: true });
  await bundle();
  const noElectron = missing.forElectron ?? (await provideTestElectron());

  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort(constants.signals[signal]));
  }
  // Tests wait for pages, servers and programs about a tenth of their time; nobody waits for this.
  const checked = aside('check', 'nice', ['-n', '19', 'npm', 'run', '--silent', 'check']);
  // A minute of what `npm run soak` does for twenty, as one test. It mostly waits, and what it measures is memory, not time.
  const soaked = soak(interrupted.signal);
  const runs = [await run('vitest', vitest, countVitest, (json) => vitestProblems(json, rootDirectory))];
  if (!interrupted.signal.aborted) {
    runs.push(await run('playwright', playwright, countPlaywright, playwrightProblems));
  }
  runs.push(await soaked);
  const isChecked = await checked;
  if (interrupted.signal.aborted) {
    return 128 + Number(interrupted.signal.reason);
  }

  process.stdout.write(
    `The kiosk was tested on ${noElectron === undefined ? 'a real Electron' : `the stand-in for Electron: ${noElectron}`}.\n`,
  );
  if (!isChecked) {
    process.stdout.write('"npm run check" failed; see above.\n');
  }
  problemLines(runs.flatMap(({ problems }) => problems)).forEach((line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`${closingLine(runs.map(({ counts }) => counts))}\n`);
  return isChecked && runs.every(({ counts }) => counts.failed === 0) ? 0 : 1;
}

interface TestRun {
  readonly counts: TestCounts;
  readonly problems: readonly TestProblem[];
}

async function run(
  name: string,
  args: readonly string[],
  count: (json: string) => TestCounts,
  problemsOf: (json: string) => TestProblem[],
): Promise<TestRun> {
  const file = report(`${name}.json`);
  rmSync(file, { force: true });
  const exitCode = await supervise(program(name), args);
  try {
    const json = readFileSync(file, 'utf8');
    return { counts: withExitCode(count(json), exitCode), problems: problemsOf(json) };
  } catch (error) {
    const reason = `${name} left no report: ${String(error)}`;
    return { counts: { passed: 0, failed: 1, skipped: 0 }, problems: [{ name, reason, passedInTheEnd: false }] };
  }
}

/** The soak as one test, with the second attempt that every test has in continuous integration. */
async function soak(interrupted: AbortSignal): Promise<TestRun> {
  const arguments_ = [join(rootDirectory, 'tests/soak/soak.ts'), '--minutes', '1'];
  const attempt = (): Promise<boolean> => aside('soak', process.execPath, arguments_);
  if (await attempt()) {
    return { counts: { passed: 1, failed: 0, skipped: 0 }, problems: [] };
  }
  const reason = /^FAILED: (.*)$/m.exec(readFileSync(report('soak.txt'), 'utf8'))?.[1] ?? 'it ended before it could say why';
  const passedInTheEnd = process.env['CI'] !== undefined && !interrupted.aborted && (await attempt());
  return {
    counts: { passed: passedInTheEnd ? 1 : 0, failed: passedInTheEnd ? 0 : 1, skipped: 0 },
    problems: [{ name: 'tests/soak/soak.ts', reason, passedInTheEnd }],
  };
}

/** Runs something while tests run, and says at its end what it had to say. Returns whether it went well. */
async function aside(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const file = report(`${name}.txt`);
  const output = openSync(file, 'w');
  try {
    const exitCode = await supervise(command, args, ['ignore', output, output]);
    process.stdout.write(`\n${readFileSync(file, 'utf8')}\n`);
    return exitCode === 0;
  } finally {
    closeSync(output);
  }
}

process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = report('playwright.json');
// PetLog is started hundreds of times, and compiling its source is most of what a start costs.
process.env['NODE_COMPILE_CACHE'] ??= join(rootDirectory, 'node_modules/.cache/node-compile');
process.exitCode = await main();
