import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDirectory } from '../targets.ts';
import type { Architecture } from './architecture.ts';
import { installNodeRuntime } from './node-runtime.ts';

/**
 * Makes a directory that electron-builder takes for an unpacked Electron: its
 * executable is the Node of that architecture, and everything else says what it
 * stands in for. It can host everything but a window, and has no fuses.
 *
 * @returns the directory
 */
export async function makeStandInElectron(architecture: Architecture): Promise<string> {
  const node = await installNodeRuntime(architecture);
  const version = `${await versionOf(join(rootDirectory, 'node_modules/electron'))}, stand-in: Node ${await versionOf(node)}\n`;
  const dist = join(rootDirectory, 'out/package', `stand-in-${architecture.node}`, 'electron');
  if ((await readFile(join(dist, 'version'), 'utf8').catch(() => '')) === version) {
    return dist;
  }
  await rm(dist, { recursive: true, force: true });
  await mkdir(join(dist, 'locales'), { recursive: true });
  await mkdir(join(dist, 'resources'));
  await copyFile(join(node, 'bin/node'), join(dist, 'electron'));
  await writeFile(
    join(dist, 'chrome-sandbox'),
    '#!/bin/sh\necho "This is a stand-in for Electron; it has no window to put into a sandbox." >&2\nexit 1\n',
  );
  await chmod(join(dist, 'electron'), 0o755);
  await chmod(join(dist, 'chrome-sandbox'), 0o755);
  await writeFile(
    join(dist, 'LICENSE'),
    'A stand-in for Electron: the executable is Node.js, whose licence is at https://github.com/nodejs/node/blob/main/LICENSE\n',
  );
  await writeFile(join(dist, 'LICENSES.chromium.html'), '<p>A stand-in for Electron: there is no Chromium in this package.</p>\n');
  await writeFile(join(dist, 'locales/en-US.pak'), '');
  await writeFile(join(dist, 'version'), version);
  return dist;
}

async function versionOf(packageDirectory: string): Promise<string> {
  return (JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')) as { version: string }).version;
}
