import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ControlSocket, type ControlSocketDependencies } from '../../../main/control-socket/control-socket.ts';
import { socketsOf } from '../../../main/control-socket/find-socket.ts';
import { createSystemClock } from '../../../main/system/clock.ts';
import { DataDirectoryLock } from '../../../main/system/data-directory-lock.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const userId = process.getuid?.() ?? 0;
const notAsked = (): never => {
  throw new Error('nothing is asked here');
};

const open = (
  dataDirectory: string,
  environment: Record<string, string>,
  roots?: ControlSocketDependencies['roots'],
): Promise<ControlSocket> =>
  ControlSocket.open({
    dataDirectory,
    mode: () => 'open',
    hasAdmin: () => true,
    operations: {
      'invitations.create': notAsked,
      'invitations.get': notAsked,
      'invitations.cancel': notAsked,
      'devices.list': notAsked,
      'devices.revoke': notAsked,
      'kiosk_pin.remove': notAsked,
      'configuration.export': notAsked,
      'configuration.import': notAsked,
    },
    audit: { record: () => {} },
    clock: createSystemClock(),
    logger: silentLogger,
    owner: { userId, environment },
    ...(roots === undefined ? {} : { roots }),
  });

function found(dataDirectory: string, environment: Record<string, string>): string[] {
  return [...socketsOf(dataDirectory, { userId, environment })].flatMap((openOne) => {
    try {
      using address = openOne();
      return existsSync(address.path) ? [address.path] : [];
    } catch {
      return [];
    }
  });
}

describe('the socket of the command line', () => {
  it('needs nothing of the data directory but to look at it, and is found by any path that leads there', async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    const runtime = join(directory.path, 'run');
    // There is no "access" in it: a disk without sockets is not even tried.
    await mkdir(dataDirectory);
    await mkdir(runtime, { mode: 0o700 });
    const link = join(directory.path, 'link');
    await symlink(dataDirectory, link);
    const socket = await open(dataDirectory, { XDG_RUNTIME_DIR: runtime });
    expect(socket.path.startsWith(join(runtime, 'petlog/'))).toBe(true);
    expect(found(link, { XDG_RUNTIME_DIR: runtime })).toEqual([socket.path]);
    expect(found(runtime, { XDG_RUNTIME_DIR: runtime })).toEqual([]);
    await socket.close();
    expect(existsSync(socket.path)).toBe(false);
  });

  it('serves one data directory each', async () => {
    await using directory = await temporaryDirectory();
    const [one, other, runtime] = await Promise.all(
      ['one', 'other', 'run'].map(async (name) => (await mkdir(join(directory.path, name), { mode: 0o700 }), join(directory.path, name))),
    );
    const sockets = [
      await open(one ?? '', { RUNTIME_DIRECTORY: runtime ?? '' }),
      await open(other ?? '', { RUNTIME_DIRECTORY: runtime ?? '' }),
    ];
    expect(new Set(sockets.map(({ path }) => path)).size).toBe(2);
    expect(found(other ?? '', { RUNTIME_DIRECTORY: runtime ?? '' })).toEqual([sockets[1]?.path]);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it("takes the user's directory away with the last socket in it, and leaves one that systemd made", async () => {
    await using directory = await temporaryDirectory();
    const [one = '', other = '', runtime = ''] = await Promise.all(
      ['one', 'other', 'run'].map(async (name) => (await mkdir(join(directory.path, name), { mode: 0o700 }), join(directory.path, name))),
    );
    const sockets = [await open(one, { XDG_RUNTIME_DIR: runtime }), await open(other, { XDG_RUNTIME_DIR: runtime })];
    await sockets[0]?.close();
    expect(found(other, { XDG_RUNTIME_DIR: runtime })).toEqual([sockets[1]?.path]);
    await sockets[1]?.close();
    expect(existsSync(join(runtime, 'petlog'))).toBe(false);
    await (await open(one, { RUNTIME_DIRECTORY: runtime })).close();
    expect(existsSync(runtime)).toBe(true);
  });

  it('is found by the process that has the data directory, whatever the environment of whoever looks', async () => {
    await using directory = await temporaryDirectory();
    const lock = DataDirectoryLock.acquire(directory.path);
    const place = [...socketsOf(directory.path, { userId: userId + 1, environment: {} })];
    lock.release();
    // Our own environment, our own user, and the data directory itself.
    expect(place.length).toBeGreaterThan(0);
    const socket = await open(directory.path, process.env as Record<string, string>);
    const again = DataDirectoryLock.acquire(directory.path);
    expect(
      [...socketsOf(directory.path, { userId: userId + 1, environment: {} })].map((openOne) => {
        try {
          using address = openOne();
          return address.path;
        } catch {
          return '';
        }
      }),
    ).toContain(socket.path);
    again.release();
    await socket.close();
  });

  it('is in the data directory where there is no runtime directory', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'access'));
    const nowhere = { run: '/proc', temporary: '/proc' };
    const socket = await open(directory.path, { XDG_RUNTIME_DIR: join(directory.path, 'none') }, nowhere);
    expect(socket.path).toBe(join(directory.path, 'access', 'control.sock'));
    expect(found(directory.path, {})).toEqual([socket.path]);
    await socket.close();
  });
});
