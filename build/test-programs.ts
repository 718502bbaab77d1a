import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findElectron } from './electron-runtime.ts';

/** A program that tests run, and the Debian package that it is in. */
interface TestProgram {
  readonly names: readonly string[];
  readonly package: string;
}

const programs = (): TestProgram[] => [
  ...(process.env['PETLOG_CHROMIUM'] === undefined ? [{ names: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium' }] : []),
  { names: ['curl'], package: 'curl' },
  { names: ['nginx'], package: 'nginx-light' },
  // The real Electron draws on a virtual screen; its stand-in needs none.
  ...(findElectron() === undefined ? [] : [{ names: ['Xvfb'], package: 'xvfb' }]),
];

/** Where Debian puts servers; only root's PATH has it. */
const serverDirectory = '/usr/sbin';

const isInstalled = (name: string): boolean => [...(process.env['PATH'] ?? '').split(delimiter), serverDirectory].some((directory) => existsSync(join(directory, name)));

const missingPackages = (): string[] =>
  programs()
    .filter(({ names }) => !names.some(isInstalled))
    .map((program) => program.package);

/**
 * Installs what the tests need from the system, where that needs no question.
 *
 * @returns one line that says what is missing, or undefined
 */
export function provideTestPrograms(): string | undefined {
  const missing = missingPackages();
  if (missing.length > 0 && process.getuid?.() === 0 && isInstalled('apt-get')) {
    process.stderr.write(`installing ${missing.join(' and ')} for the tests\n`);
    const install = (): boolean => aptGet('install', '--yes', '--no-install-recommends', ...missing);
    if (!install() && aptGet('update')) {
      install();
    }
  }
  const stillMissing = missingPackages();
  return stillMissing.length === 0 ? undefined : `The tests need ${stillMissing.join(' and ')}: "sudo apt install ${stillMissing.join(' ')}" brings what is missing.`;
}

function aptGet(...args: string[]): boolean {
  const { status } = spawnSync('apt-get', ['--quiet', '--quiet', ...args], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return status === 0;
}
