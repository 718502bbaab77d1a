import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDirectory } from './targets.ts';

const packageDirectory = join(rootDirectory, 'node_modules/electron');
const failureFile = join(rootDirectory, 'out/.electron-install-failed');
const progressSeconds = 10;

/**
 * Path of Electron's program, or undefined. Found as the electron package
 * itself does, without asking that package, which would download it.
 */
export function findElectron(environment: NodeJS.ProcessEnv = process.env, directory = packageDirectory): string | undefined {
  const dist = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(directory, 'dist');
  let program = 'electron';
  try {
    program = readFileSync(join(directory, 'path.txt'), 'utf8').trim();
  } catch {
    // Written by the package's installer; a dist of one's own has the usual name.
  }
  const path = join(dist, program);
  return existsSync(path) ? path : undefined;
}

/**
 * Runs the electron package's own installer, unless that failed before. Tells
 * on standard error how it goes.
 *
 * @returns what went wrong, in a few words, or undefined
 */
export async function installElectron(limitSeconds = 120): Promise<string | undefined> {
  const version = electronVersion();
  if (version === undefined) {
    return 'the package "electron" is not installed';
  }
  if (readFailure() === version) {
    return `its download failed before; "rm ${failureFile.slice(rootDirectory.length)}" has it tried again`;
  }
  process.stderr.write(`downloading the Electron ${version} runtime for the window, once, for ${limitSeconds} s at most\n`);
  const problem = await runInstaller(limitSeconds);
  if (problem === undefined) {
    rmSync(failureFile, { force: true });
  } else {
    mkdirSync(join(rootDirectory, 'out'), { recursive: true });
    writeFileSync(failureFile, version);
  }
  return problem;
}

function runInstaller(limitSeconds: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(packageDirectory, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let lastWords = '';
    installer.stderr.setEncoding('utf8').on('data', (text: string) => (lastWords += text));
    let seconds = 0;
    let isTooLate = false;
    const progress = setInterval(() => {
      seconds += progressSeconds;
      if (seconds >= limitSeconds) {
        isTooLate = true;
        installer.kill('SIGKILL');
      } else {
        process.stderr.write(`... ${seconds} s\n`);
      }
    }, progressSeconds * 1000);
    const end = (problem: string | undefined): void => {
      clearInterval(progress);
      resolve(problem);
    };
    installer.once('error', (error) => end(error.message));
    installer.once('close', (code) => {
      if (code === 0) {
        end(undefined);
      } else {
        end(isTooLate ? `its download took longer than ${limitSeconds} s` : `its download failed: ${firstLine(lastWords)}`);
      }
    });
  });
}

const firstLine = (text: string): string =>
  text
    .trim()
    .split('\n', 1)[0]
    ?.replace(/^Error: /, '') ?? '';

function electronVersion(): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    return undefined;
  }
}

function readFailure(): string | undefined {
  try {
    return readFileSync(failureFile, 'utf8').trim();
  } catch {
    return undefined;
  }
}
