import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rootDirectory } from '../targets.ts';
import type { Architecture } from './architecture.ts';
import { run } from './run.ts';

/**
 * Makes a directory that electron-builder takes for an unpacked Electron: its
 * executable is the Node of that architecture, from the registry, and everything
 * else says what it stands in for. The packaged service runs with it as it does
 * under Electron; a window it cannot open.
 *
 * @returns the directory
 */
export async function makeStandInElectron({ node }: Architecture): Promise<string> {
  const require = createRequire(import.meta.url);
  const { version: nodeVersion } = await packageAt(require.resolve('node/package.json'));
  const { version: electronVersion } = await packageAt(join(rootDirectory, 'node_modules/electron/package.json'));
  const directory = join(rootDirectory, 'out/package', `stand-in-${node}`);
  const download = join(directory, 'download');
  const dist = join(directory, 'electron');
  if ((await readFile(join(dist, 'version'), 'utf8').catch(() => '')) === `${electronVersion}, stand-in: Node ${nodeVersion}\n`) {
    return dist;
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(download, { recursive: true });
  await mkdir(join(dist, 'locales'), { recursive: true });
  await mkdir(join(dist, 'resources'));
  await writeFile(join(download, 'package.json'), '{"private": true}\n');
  await run('npm', ['install', '--ignore-scripts', '--force', '--no-save', '--no-progress', `node-linux-${node}@${nodeVersion}`], { cwd: download });
  await copyFile(join(download, 'node_modules', `node-linux-${node}`, 'bin/node'), join(dist, 'electron'));
  await rm(download, { recursive: true });
  await writeFile(join(dist, 'chrome-sandbox'), '#!/bin/sh\necho "This is a stand-in for Electron; it has no window to put into a sandbox." >&2\nexit 1\n');
  await chmod(join(dist, 'electron'), 0o755);
  await chmod(join(dist, 'chrome-sandbox'), 0o755);
  await writeFile(join(dist, 'LICENSE'), 'A stand-in for Electron: the executable is Node.js, whose licence is at https://github.com/nodejs/node/blob/main/LICENSE\n');
  await writeFile(join(dist, 'LICENSES.chromium.html'), '<p>A stand-in for Electron: there is no Chromium in this package.</p>\n');
  await writeFile(join(dist, 'locales/en-US.pak'), '');
  await writeFile(join(dist, 'version'), `${electronVersion}, stand-in: Node ${nodeVersion}\n`);
  return dist;
}

async function packageAt(path: string): Promise<{ version: string }> {
  return JSON.parse(await readFile(path, 'utf8')) as { version: string };
}
