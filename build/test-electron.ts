/** `npm run test:electron [-- name]`: the tests of the kiosk on a real Electron, which is downloaded for them; `npm test` does the same where it can. */
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { supervise } from './supervise.ts';
import { rootDirectory } from './targets.ts';
import { provideTestElectron } from './test-electron/provide.ts';
import { provideTestPrograms } from './test-programs.ts';

async function main(names: readonly string[]): Promise<number> {
  const missing = provideTestPrograms();
  await bundle();
  const noElectron = missing.forElectron ?? (await provideTestElectron());
  const problem = missing.always ?? (noElectron === undefined ? undefined : `There is no real Electron here: ${noElectron}.`);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return 1;
  }
  const playwright = join(rootDirectory, 'node_modules/.bin/playwright');
  return supervise(playwright, ['test', '--config=tests/e2e/playwright.config.ts', ...(names.length === 0 ? ['kiosk'] : names)]);
}

process.env['NODE_COMPILE_CACHE'] ??= join(rootDirectory, 'node_modules/.cache/node-compile');
process.exitCode = await main(process.argv.slice(2));
