import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootDirectory } from '../targets.ts';
import type { Architecture } from './architecture.ts';
import { run } from './run.ts';

const inputs = ['package.json', 'package-lock.json', '.npmrc'];

/** Where the packages that PetLog runs with lie, for one architecture. */
export function productionModulesDirectory({ node }: Architecture): string {
  return join(rootDirectory, 'out/package', node, 'node_modules');
}

/**
 * Installs what PetLog runs with, and nothing else, for an architecture that
 * need not be this machine's: as package-lock.json has it, whose checksums npm
 * verifies. The developer's own node_modules is left alone. No package's script
 * runs. Does nothing when the lock has not changed.
 */
export async function installProductionModules(architecture: Architecture): Promise<void> {
  const directory = join(productionModulesDirectory(architecture), '..');
  const stamp = createHash('sha256');
  for (const name of inputs) {
    stamp.update(await readFile(join(rootDirectory, name)));
  }
  const digest = stamp.digest('hex');
  const stampFile = join(directory, '.stamp');
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === digest) {
    return;
  }
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await Promise.all(inputs.map((name) => copyFile(join(rootDirectory, name), join(directory, name))));
  await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--os=linux', `--cpu=${architecture.node}`, '--libc=glibc', '--no-progress'], {
    cwd: directory,
  });
  await writeFile(stampFile, digest);
}
