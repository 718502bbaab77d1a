import { once } from 'node:events';
import { expect, test } from 'vitest';
import { forkNode, nodeProgram } from '../../../main/system/node-program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const here = import.meta.filename;

test('plain Node runs children itself', () => {
  expect(nodeProgram()).toBe(process.execPath);
  expect(nodeProgram({ execPath: '/usr/bin/node', isElectron: false, candidates: [here] })).toBe('/usr/bin/node');
});

test('Electron runs none: the first Node that came with the application does', () => {
  expect(nodeProgram({ execPath: '/opt/PetLog/petlog', isElectron: true, candidates: ['/nowhere/node', here] })).toBe(here);
});

test('where there is none, the one that should be there is named by whoever starts it', () => {
  expect(nodeProgram({ execPath: '/opt/PetLog/petlog', isElectron: true, candidates: ['/nowhere/petlog-node', '/nowhere/node'] })).toBe(
    '/nowhere/petlog-node',
  );
});

test('a module is started with the arguments that Node takes', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'module.mjs');
  await writeFile(
    path,
    "process.exitCode = process.execArgv.join() === '--max-semi-space-size=1' && process.argv[1] === import.meta.filename ? 7 : 1;",
  );
  const child = forkNode(path, { execArgv: ['--max-semi-space-size=1'], stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([7, null]);
});
