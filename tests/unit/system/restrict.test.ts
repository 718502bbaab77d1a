import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPermissionsProblem } from '../../../main/access/permissions-problem.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { isOpenToOthers, restrict } from '../../../main/system/restrict.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

it('gives permissions where there are any, and goes on where there are none', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'file');
  await writeFile(path, '', { mode: 0o644 });
  restrict(path, 0o600);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  // The kernel lets nobody change these, as a file system that keeps no permissions does.
  restrict('/proc/self/status', 0o600);
  expect(() => restrict(join(directory.path, 'none'), 0o600)).toThrow('ENOENT');
});

it('tells where keys can be read by others', async () => {
  await using directory = await temporaryDirectory();
  const access = join(directory.path, 'access');
  const find = () => findPermissionsProblem(directory.path, { clock: new ManualClock(), logger: silentLogger });
  expect(find()).toBeNull();
  await mkdir(access);
  for (const mode of [0o700, 0o755, 0o710]) {
    await chmod(access, mode);
    expect(isOpenToOthers(access)).toBe(mode !== 0o700);
    expect(find()?.code).toBe(mode === 0o700 ? undefined : 'keys_readable');
  }
});
