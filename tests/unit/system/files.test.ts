import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDataDirectory } from '../../../main/system/data-directory.ts';
import { diskSpace } from '../../../main/system/disk-space.ts';
import { StartupError } from '../../../main/system/startup-error.ts';
import { syncDirectory, writeAtomically } from '../../../main/system/write-atomically.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('writeAtomically', () => {
  it('writes and replaces, and leaves nothing else behind', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'settings.yaml');
    await writeAtomically(path, 'first');
    await writeAtomically(path, Buffer.from('second'), 0o640);
    expect(await readFile(path, 'utf8')).toBe('second');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(directory.path)).toEqual(['settings.yaml']);
  });

  it('shows a reader the old or the new content, never a part', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'file');
    const contents = ['a', 'b'].map((letter) => letter.repeat(1_000_000));
    await writeAtomically(path, contents[0]!);
    let isWriting = true;
    const writing = (async () => {
      for (let count = 0; count < 20; count += 1) {
        await writeAtomically(path, contents[count % 2]!);
      }
      isWriting = false;
    })();
    while (isWriting) {
      expect(contents).toContain(await readFile(path, 'utf8'));
    }
    await writing;
  });

  it('needs no file system that can sync directories', async () => {
    // It says EINVAL, as others do that cannot.
    await syncDirectory('/proc/self');
    await expect(syncDirectory('/none')).rejects.toThrow('ENOENT');
  });

  it('keeps the old content and removes its temporary file when it fails', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'taken');
    await mkdir(path);
    await writeFile(join(path, 'inside'), 'kept');
    await expect(writeAtomically(path, 'new')).rejects.toThrow(/EISDIR|ENOTEMPTY/);
    expect(await readdir(directory.path)).toEqual(['taken']);
    expect(await readFile(join(path, 'inside'), 'utf8')).toBe('kept');
  });
});

describe('diskSpace', () => {
  it('measures the disk of a path, also of one that does not exist yet', async () => {
    await using directory = await temporaryDirectory();
    const there = await diskSpace(directory.path);
    expect(there.totalBytes).toBeGreaterThan(there.availableBytes);
    expect(there.availableBytes).toBeGreaterThan(0);
    expect((await diskSpace(join(directory.path, 'not', 'yet'))).totalBytes).toBe(there.totalBytes);
  });

  it('passes on what is wrong with the path', async () => {
    await expect(diskSpace('/etc/passwd/below')).rejects.toThrow('ENOTDIR');
  });
});

describe('prepareDataDirectory', () => {
  it('makes the directory with its parents', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'a', 'b');
    prepareDataDirectory(path);
    prepareDataDirectory(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('says in one line why it cannot be had', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'file'), '');
    expect(() => prepareDataDirectory(join(directory.path, 'file', 'below'))).toThrow(StartupError);
    expect(() => prepareDataDirectory(join(directory.path, 'file', 'below'))).toThrow(
      /^The data directory .* cannot be used \(.*\); choose another with --data-dir\.$/,
    );
  });

  it('ends where no directory can be made', () => {
    expect(() => prepareDataDirectory('/proc/petlog/data')).toThrow(
      'The data directory /proc/petlog/data cannot be used (the directory is not there); choose another with --data-dir.',
    );
  });

  it.runIf(process.getuid?.() !== 0)('refuses a directory that it may not write', async () => {
    await using directory = await temporaryDirectory();
    await chmod(directory.path, 0o500);
    expect(() => prepareDataDirectory(directory.path)).toThrow(StartupError);
  });
});
