/** `npm start -- [flags]`: builds what changed, then runs PetLog with a window where there can be one, and without elsewhere. */
import { join } from 'node:path';
import { readOrder } from '../main/run.ts';
import { bundle } from './bundle.ts';
import { hasDisplay } from './display.ts';
import { findElectron, installElectron } from './electron-runtime.ts';
import { frugalNodeArguments } from './frugal-memory.ts';
import { supervise } from './supervise.ts';
import { rootDirectory } from './targets.ts';

/** What a shell and the dynamic linker say when a program cannot be run. */
const cannotRun = 127;

async function main(args: readonly string[]): Promise<number> {
  const order = await readOrder(args);
  if ('exitCode' in order) {
    return order.exitCode;
  }
  await bundle();
  if (order.configuration.config.server.headless) {
    return runHeadless(args);
  }
  if (!hasDisplay(process.env)) {
    return runHeadless(args, 'there is no display');
  }
  const problem = findElectron() === undefined ? await installElectron() : undefined;
  const electron = findElectron();
  if (electron === undefined) {
    return runHeadless(args, `there is no Electron runtime${problem === undefined ? '' : `: ${problem}`}`);
  }
  const code = await supervise(electron, electronArguments(args));
  return code === cannotRun ? runHeadless(args, `${electron} cannot be run here`) : code;
}

function runHeadless(args: readonly string[], reason?: string): Promise<number> {
  if (reason !== undefined) {
    process.stderr.write(`PetLog runs without a window: ${reason}.\n`);
  }
  return supervise(process.execPath, [...frugalNodeArguments, join(rootDirectory, 'out/headless/headless.cjs'), ...args]);
}

/** Chromium's sandbox refuses to run as root. Behind `--` are PetLog's own flags, which Chromium is not to take for its own. */
function electronArguments(args: readonly string[]): string[] {
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), rootDirectory, '--', ...args];
}

process.exitCode = await main(process.argv.slice(2));
