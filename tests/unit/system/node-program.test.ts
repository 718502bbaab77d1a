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
  expect(nodeProgram({ execPath: '/opt/PetLog/petlog', isElectron: true, candidates: ['/nowhere/petlog-node', '/nowhere/node'] })).toBe('/nowhere/petlog-node');
});

test('a module is started with a channel for messages', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'module.mjs');
  await writeFile(path, "process.once('message', (bytes) => process.send({ bytes, execArgv: process.execArgv }, () => process.disconnect()));");
  const child = forkNode(path, { serialization: 'advanced', execArgv: ['--max-semi-space-size=1'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(new Uint8Array([1, 2]));
  const [answer] = (await once(child, 'message')) as [unknown];
  expect(answer).toEqual({ bytes: new Uint8Array([1, 2]), execArgv: ['--max-semi-space-size=1'] });
  await once(child, 'exit');
});
