import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyrightFile } from '../../../../build/package/copyright.ts';
import { rootDirectory } from '../../../../build/targets.ts';

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
  const text = copyrightFile(await readFile(join(rootDirectory, 'LICENSE'), 'utf8'));
  const ofPages = text.split('\n\n').find((paragraph) => paragraph.includes('/out/renderer/*')) ?? '';
  const names = [...(await packagesOfPages())];
  expect(names).toEqual(expect.arrayContaining(['lit', 'hls.js', 'zod']));
  expect(names.filter((name) => !new RegExp(`\\b${name.replace('.', '\\.')}\\b`, 'i').test(ofPages))).toEqual([]);
});
