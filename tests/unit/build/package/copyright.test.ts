import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { copyrightFile } from '../../../../build/package/copyright.ts';
import { type PackageLock, unneededPackages } from '../../../../build/package/unneeded-packages.ts';
import { rootDirectory } from '../../../../build/targets.ts';

const text = copyrightFile(await readFile(join(rootDirectory, 'LICENSE'), 'utf8'));

/** Packages that the source of the pages names, but for those that only make them. */
async function packagesOfPages(): Promise<Set<string>> {
  const named = new Set<string>();
  for (const directory of ['renderer', 'shared']) {
    const files = await readdir(join(rootDirectory, directory), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const code = await readFile(join(rootDirectory, directory, file), 'utf8');
      for (const [, name = ''] of code.matchAll(/(?:\bfrom |\bimport\()'((?:@[^/']+\/)?[a-z][^/':]*)(?:\/[^']*)?'/g)) {
        named.add(name);
      }
    }
  }
  named.delete('vite');
  return named;
}

it('names the authors of every package in the pages, which have no directory of their own', async () => {
  const ofPages = text.split('\n\n').find((paragraph) => paragraph.includes('/out/renderer/*')) ?? '';
  const names = [...(await packagesOfPages())];
  expect(names).toEqual(expect.arrayContaining(['lit', 'hls.js', 'zod']));
  expect(names.filter((name) => !new RegExp(`\\b${name.replace('.', '\\.')}\\b`, 'i').test(ofPages))).toEqual([]);
});

it('says under which licence a package is that has no text of it in its own directory', async () => {
  const lock = JSON.parse(await readFile(join(rootDirectory, 'package-lock.json'), 'utf8')) as PackageLock;
  const unneeded = unneededPackages(lock);
  const without: string[] = [];
  for (const [directory, { dev = false }] of Object.entries(lock.packages)) {
    const isPacked = directory !== '' && !dev && !unneeded.includes(directory.slice('node_modules/'.length));
    if (isPacked && existsSync(join(rootDirectory, directory))) {
      const names = await readdir(join(rootDirectory, directory));
      if (!names.some((name) => /^(un)?licen[sc]e|^copying/i.test(name))) {
        without.push(`opt/PetLog/resources/app/${directory}/package.json`);
      }
    }
  }
  const patterns = [...text.matchAll(/^(?:Files:)? (opt\/PetLog\/resources\/app\/node_modules\/\S+)$/gm)]
    .map(([, pattern = '']) => (pattern.endsWith('-*') ? `${pattern}/*` : pattern))
    .filter((pattern) => !pattern.endsWith('app/node_modules/*'));
  expect(without.length).toBeGreaterThan(0);
  expect(without.filter((file) => !patterns.some((pattern) => matchesGlob(file, pattern)))).toEqual([]);
});
