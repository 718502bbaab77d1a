import { copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { Stamps } from '../stamps.ts';
import { isPackage, rootDirectory, targets, type Target } from '../targets.ts';

const applicationDirectory = 'out/test-electron';

/**
 * Builds the application for the Node of the test's old Electron: newer syntax is
 * written out, and SQLite, which that Node lacks, comes from a package with the
 * same interface. What windows, browsers and Node load is the ordinary build.
 *
 * @returns its directory
 */
export async function buildTestApplication(): Promise<string> {
  const stamps = new Stamps(rootDirectory);
  if (!stamps.isCurrent(target)) {
    const { build } = await import('vite');
    await stamps.build(target, async () => {
      await build(target.vite);
    });
    process.stderr.write('built main for the Electron of the tests\n');
  }
  const directory = join(rootDirectory, applicationDirectory);
  await copyFile(join(rootDirectory, 'package.json'), join(directory, 'package.json'));
  for (const name of ['media-process', 'preload', 'renderer']) {
    await link(join(rootDirectory, 'out', name), join(directory, 'out', name));
  }
  // Also the Node that child processes run on.
  await link(join(rootDirectory, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}

async function link(to: string, path: string): Promise<void> {
  await rm(path, { force: true, recursive: true });
  await mkdir(join(path, '..'), { recursive: true });
  await symlink(to, path);
}

const main = targets.find(({ name }) => name === 'main') as Target;
const { build = {} } = main.vite;
const { rolldownOptions = {} } = build;
const { output } = rolldownOptions;
if (Array.isArray(output)) {
  throw new Error('main is built in one form');
}
const outputDirectory = `${applicationDirectory}/out/main`;

const target: Target = {
  ...main,
  name: 'main-for-test-electron',
  outputDirectory,
  vite: {
    ...main.vite,
    build: {
      ...build,
      target: 'node20',
      outDir: join(rootDirectory, outputDirectory),
      rolldownOptions: {
        ...rolldownOptions,
        // What written-out syntax needs comes out of the bundler itself.
        external: (id) => isPackage(id) && !id.startsWith('@oxc-project/runtime/'),
        output: { ...output, paths: { 'node:sqlite': '@photostructure/sqlite' } },
      },
    },
  } satisfies InlineConfig,
};
