import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findElectron } from '../../../build/electron-runtime.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('the runtime is where the package put it, or where the environment says, or nowhere', async () => {
  await using directory = await temporaryDirectory();
  const { path } = directory;
  expect(findElectron({}, path)).toBeUndefined();

  mkdirSync(join(path, 'dist'));
  writeFileSync(join(path, 'path.txt'), 'electron');
  expect(findElectron({}, path)).toBeUndefined();
  writeFileSync(join(path, 'dist/electron'), '');
  expect(findElectron({}, path)).toBe(join(path, 'dist/electron'));

  const own = join(path, 'own');
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: own }, path)).toBeUndefined();
  mkdirSync(own);
  writeFileSync(join(own, 'electron'), '');
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: own }, path)).toBe(join(own, 'electron'));
});
