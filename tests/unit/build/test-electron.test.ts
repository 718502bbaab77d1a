import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertIntegrity, runtimePackage } from '../../../build/test-electron/runtime.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('only the download that was pinned is unpacked', async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'package.tgz');
  await writeFile(file, 'what was published');
  const integrity = `sha512-${createHash('sha512').update('what was published').digest('base64')}`;
  await assertIntegrity(file, integrity);
  await writeFile(file, 'what somebody else published');
  await expect(assertIntegrity(file, integrity)).rejects.toThrow(/^what was downloaded is not what was expected: its integrity is sha512-/);
});

test('the runtime is pinned by a version and an integrity', () => {
  expect(runtimePackage.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(runtimePackage.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
});
