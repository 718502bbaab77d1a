/** `npm test`: brings what the tests need, builds, checks, runs every test and a short soak, and ends with one line that counts them. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { findElectron } from './electron-runtime.ts';
import { supervise } from './supervise.ts';
import { rootDirectory } from './targets.ts';
import { closingLine, countPlaywright, countVitest, withExitCode, type TestCounts } from './test-counts.ts';
import { provideTestPrograms } from './test-programs.ts';

const reportDirectory = join(rootDirectory, 'out/test-reports');
const program = (name: string): string => join(rootDirectory, 'node_modules/.bin', name);

async function main(): Promise<number> {
  const missing = provideTestPrograms();
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
    return 1;
  }
  mkdirSync(reportDirectory, { recursive: true });
  await bundle();
  // It mostly waits, and what it measures is memory, not time: the rest need not wait for it.
  const soaked = soak();
  const checkCode = await supervise('npm', ['run', '--silent', 'check']);
  const runs = [
    await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest')}`], countVitest),
    await run('playwright', ['test', '--config=tests/e2e/playwright.config.ts', '--reporter=list,json'], countPlaywright),
    await soaked,
  ];
  const kioskHost = findElectron() === undefined ? 'its stand-in: no Electron runtime was found' : 'the real Electron';
  process.stdout.write(`The kiosk was tested on ${kioskHost}.\n`);
  if (checkCode !== 0) {
    process.stdout.write('"npm run check" failed; see above.\n');
  }
  process.stdout.write(`${closingLine(runs)}\n`);
  return checkCode === 0 && runs.every(({ failed }) => failed === 0) ? 0 : 1;
}

const report = (name: string): string => join(reportDirectory, `${name}.json`);

async function run(name: string, args: readonly string[], count: (json: string) => TestCounts): Promise<TestCounts> {
  rmSync(report(name), { force: true });
  const exitCode = await supervise(program(name), args);
  try {
    return withExitCode(count(readFileSync(report(name), 'utf8')), exitCode);
  } catch (error) {
    process.stderr.write(`${name} left no report: ${String(error)}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A minute of what `npm run soak` does for twenty, as one test. */
async function soak(): Promise<TestCounts> {
  const exitCode = await supervise(process.execPath, [join(rootDirectory, 'tests/soak/soak.ts'), '--minutes', '1']);
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = report('playwright');
// PetLog is started hundreds of times, and compiling its source is most of what a start costs.
process.env['NODE_COMPILE_CACHE'] ??= join(rootDirectory, 'node_modules/.cache/node-compile');
process.exitCode = await main();
