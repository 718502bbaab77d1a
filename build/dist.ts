/**
 * Makes the Debian packages in dist/, with electron-builder. `--stand-in` needs no release site: a Node
 * binary stands in for Electron, and our own program for fpm; version and description say so.
 * Names of architectures (`amd64`, `arm64`) limit it to these.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { parse } from 'yaml';
import { type Architecture, architectureNamed, architectures } from './package/architecture.ts';
import { run } from './package/run.ts';
import { makeStandInElectron } from './package/stand-in-electron.ts';
import { rootDirectory } from './targets.ts';

const args = process.argv.slice(2);
const isStandIn = args.includes('--stand-in');
const named = args.filter((argument) => !argument.startsWith('--')).map(architectureNamed);
// Neither who makes the package nor from which checkout is to be seen in its modes.
process.umask(0o022);
const environment = { ...process.env, SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] ?? timeOfCommit() };

for (const architecture of named.length > 0 ? named : architectures) {
  const standIn = isStandIn ? await standInArguments(architecture) : [];
  await run('electron-builder', ['--linux', 'deb', `--${architecture.node}`, '--publish', 'never', ...standIn], {
    cwd: rootDirectory,
    env: isStandIn ? { ...environment, CUSTOM_FPM_PATH: join(rootDirectory, 'build/package/stand-in-fpm.ts') } : environment,
  });
}

/** The stand-in's own configuration: what electron-builder.yml says, but for what a Node cannot have. */
async function standInArguments(architecture: Architecture): Promise<string[]> {
  const { version } = JSON.parse(await readFile(join(rootDirectory, 'package.json'), 'utf8')) as { version: string };
  // Node has no fuses, and electron-builder fails to set them.
  const { electronFuses: _, ...usual } = parse(await readFile(join(rootDirectory, 'electron-builder.yml'), 'utf8')) as Configuration;
  const configuration: Configuration = {
    ...usual,
    electronDist: await makeStandInElectron(architecture),
    extraMetadata: { version: `${version}-standin` },
    // Made often, and installed once.
    deb: { ...usual.deb, compression: 'gz' },
    linux: { ...usual.linux, synopsis: 'Home camera for a Raspberry Pi (STAND-IN for tests, has no window)' },
  };
  process.stderr.write('Node stands in for Electron: it opens no window and has no fuses, so that none are set.\n');
  const file = join(rootDirectory, 'out/package', `stand-in-${architecture.node}.json`);
  await mkdir(join(rootDirectory, 'out/package'), { recursive: true });
  await writeFile(file, JSON.stringify(configuration, null, 2));
  return ['--config', file];
}

/** Of the newest commit, in seconds: https://reproducible-builds.org/specs/source-date-epoch/ */
function timeOfCommit(): string {
  return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: rootDirectory, encoding: 'utf8' }).trim();
}
