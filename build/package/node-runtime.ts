import { copyFile, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDirectory } from '../targets.ts';
import type { Architecture } from './architecture.ts';
import { run } from './run.ts';

/** What the service, the command line and every child process of the package run on; beside Electron's program. */
export const packagedNode = 'petlog-node';
/** Major version; the same as the one that PetLog is made and tested with. */
export const nodeMajorVersion = 24;

/** The release that a program says it is made of, in the address of its own source. */
const sourceAddress = 'node-v';

/**
 * Installs Node of an architecture that need not be this machine's: as
 * build/package/node-runtime/ has it, whose checksums npm verifies.
 *
 * @returns the directory of its package
 */
export async function installNodeRuntime({ node }: Architecture): Promise<string> {
  const from = join(rootDirectory, 'build/package/node-runtime');
  const directory = join(rootDirectory, 'out/package', `node-${node}`);
  const found = join(directory, 'node_modules', `node-linux-${node}`);
  const lock = await readFile(join(from, 'package-lock.json'), 'utf8');
  if ((await readFile(join(directory, '.stamp'), 'utf8').catch(() => '')) !== lock) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await Promise.all(['package.json', 'package-lock.json'].map((name) => copyFile(join(from, name), join(directory, name))));
    await run('npm', ['ci', '--ignore-scripts', '--os=linux', `--cpu=${node}`, '--libc=glibc', '--no-progress'], { cwd: directory });
    await writeFile(join(directory, '.stamp'), lock);
  }
  return found;
}

/** Of a Node of whatever architecture, found without running it; null for another program. */
export async function nodeVersionOf(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    let before = '';
    for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024, autoClose: false })) {
      const text = before + (chunk as Buffer).toString('latin1');
      for (let at = text.indexOf(sourceAddress); at !== -1; at = text.indexOf(sourceAddress, at + 1)) {
        const version = /^(\d+\.\d+\.\d+)[^\d]/.exec(text.slice(at + sourceAddress.length, at + sourceAddress.length + 20))?.[1];
        if (version !== undefined) {
          return version;
        }
      }
      before = text.slice(-64);
    }
    return null;
  } finally {
    await file.close();
  }
}
