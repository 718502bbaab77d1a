import { chmod, mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOwn, prepareRuntimeDirectory, runtimePlaces } from '../../../main/control-socket/runtime-directory.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const userId = process.getuid?.() ?? 0;

describe('runtimePlaces', () => {
  const paths = (user: number, environment: Record<string, string>): string[] =>
    runtimePlaces({ userId: user, environment }).map(({ path }) => path);

  it("has the service's first, then the user's, then what anybody can make", () => {
    expect(paths(999, { RUNTIME_DIRECTORY: '/run/petlog:/run/more' })).toEqual(['/run/petlog', '/tmp/petlog-999']);
    expect(paths(1000, { XDG_RUNTIME_DIR: '/run/user/1000' })).toEqual(['/run/user/1000/petlog', '/tmp/petlog-1000']);
    expect(paths(0, {})).toEqual(['/run/petlog', '/tmp/petlog-0']);
    expect(paths(1000, { RUNTIME_DIRECTORY: 'petlog', XDG_RUNTIME_DIR: '' })).toEqual(['/tmp/petlog-1000']);
  });
});

describe('prepareRuntimeDirectory', () => {
  it('makes a directory for this user alone, and takes it again', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'petlog');
    prepareRuntimeDirectory({ path, isMadeByUs: true }, userId);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await chmod(path, 0o755);
    prepareRuntimeDirectory({ path, isMadeByUs: true }, userId);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('takes nothing that somebody else may have prepared', async () => {
    await using directory = await temporaryDirectory();
    const own = join(directory.path, 'own');
    await mkdir(own, { mode: 0o700 });
    const link = join(directory.path, 'link');
    await symlink(own, link);
    const open = join(directory.path, 'open');
    await mkdir(open);
    await chmod(open, 0o777);
    for (const path of [link, open]) {
      expect(() => prepareRuntimeDirectory({ path, isMadeByUs: true }, userId)).toThrow('no directory of this user alone');
    }
    expect(() => prepareRuntimeDirectory({ path: own, isMadeByUs: true }, userId + 1)).toThrow('no directory of this user alone');
    expect(() => prepareRuntimeDirectory({ path: join(directory.path, 'none'), isMadeByUs: false }, userId)).toThrow();
    expect(isOwn(own, [userId])).toBe(true);
    expect(isOwn(own, [userId + 1])).toBe(false);
  });
});
