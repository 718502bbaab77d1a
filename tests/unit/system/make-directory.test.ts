import { mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory, makeDirectorySync } from '../../../main/system/make-directory.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe.each([
  ['makeDirectory', makeDirectory],
  ['makeDirectorySync', async (path: string, mode: number) => makeDirectorySync(path, mode)],
])('%s', (_name, make) => {
  it('makes what is missing, with its permissions, and leaves what is there', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'a/b/c');
    await make(path, 0o750);
    expect((await stat(path)).mode & 0o777).toBe(0o750);
    expect((await stat(join(directory.path, 'a'))).mode & 0o777).toBe(0o750);
    await make(path, 0o700);
    expect((await stat(path)).mode & 0o777).toBe(0o750);
  });

  it('ends in a file system that takes no directories', async () => {
    await expect(make('/proc/petlog/recordings', 0o750)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(make('/proc/self/petlog', 0o750)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends in a directory that was deleted and is still in use', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'gone');
    await mkdir(path);
    const before = process.cwd();
    try {
      // What a mount of a deleted directory is like: it is there, and takes nothing.
      process.chdir(path);
      await rm(path, { recursive: true });
      await expect(make('/proc/self/cwd/.petlog', 0o750)).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      process.chdir(before);
    }
  });

  it('says what is in the way', async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, 'file');
    await writeFile(file, '');
    await expect(make(file, 0o750)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(make(join(file, 'below'), 0o750)).rejects.toMatchObject({ code: 'ENOTDIR' });
    const link = join(directory.path, 'link');
    await symlink(join(directory.path, 'nowhere'), link);
    await expect(make(join(link, 'below'), 0o750)).rejects.toThrow();
  });
});
