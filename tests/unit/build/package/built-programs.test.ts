import { readFile } from 'node:fs/promises';
import { dirname, join, parse as partsOf } from 'node:path';
import type { Configuration } from 'electron-builder';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { rootDirectory, targets } from '../../../../build/targets.ts';
import { builtHeadlessProgram } from '../../../support/tested-program.ts';

const read = (name: string): Promise<string> => readFile(join(rootDirectory, name), 'utf8');

it('packs everything that is built', async () => {
  const { files } = parse(await read('electron-builder.yml')) as Configuration;
  expect(files).toEqual(expect.arrayContaining(targets.map(({ outputDirectory }) => `${outputDirectory}/**`)));
});

it('starts the program without a window that is built, in the package and in tests', async () => {
  const target = targets.find(({ outputDirectory }) => outputDirectory === dirname(builtHeadlessProgram));
  const { input, output } = target?.vite.build?.rolldownOptions ?? {};
  const { name, ext } = partsOf(builtHeadlessProgram);
  expect(input).toHaveProperty([name]);
  expect(output).toMatchObject({ entryFileNames: `[name]${ext}` });
  expect(await read('build/package/files/usr/bin/petlog')).toContain(`"$home/resources/app/${builtHeadlessProgram}"`);
});
