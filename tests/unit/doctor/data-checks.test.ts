import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { checkDatabaseFiles } from '../../../main/doctor-process/check-databases.ts';
import { checkDataDirectory } from '../../../main/doctor/checks/data-directory.ts';
import { checkDatabases } from '../../../main/doctor/checks/databases.ts';
import type { Subject } from '../../../main/doctor/subject.ts';
import { findingOf, owner } from '../../support/doctor-finding.ts';
import { type FakeMachineOptions, statusOf, users } from '../../support/fake-machine.ts';

describe('data directory', () => {
  const me: FakeMachineOptions = { files: { ...users, '/proc/self/status': statusOf(process.getuid?.() ?? 0) } };
  const make = async ({ dataDirectory }: Subject): Promise<void> => {
    await mkdir(dataDirectory);
  };

  test('not there yet, there, in use', async () => {
    expect(await findingOf(checkDataDirectory, me)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('/data is not there yet'),
    });
    expect(await findingOf(checkDataDirectory, me, make)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('can be written. No PetLog uses it now.'),
    });
    expect(await findingOf(checkDataDirectory, { ...me, subject: { owner } }, make)).toMatchObject({
      status: 'ok',
      summary: expect.stringContaining('PetLog uses it (process 70, since 2026-05-01T12:00:00.000Z).'),
    });
  });

  test("somebody else's, and one that cannot be", async () => {
    const stranger = { ...users, '/proc/self/status': statusOf(54_321) };
    expect(await findingOf(checkDataDirectory, { files: stranger }, make)).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('sudo chown -R'),
    });
    expect(await findingOf(checkDataDirectory, { ...me, subject: { dataDirectory: '/dev/null/petlog' } })).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('cannot be looked at'),
    });
  });

  test('one on a read-only disk', async () => {
    const mount = { '/proc/self/mountinfo': '22 1 8:1 / / ro,relatime shared:1 - ext4 /dev/root ro\n' };
    expect(await findingOf(checkDataDirectory, { files: { ...me.files, ...mount } }, make)).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('can only be read. No PetLog uses it now.'),
    });
  });

  test('one with keys that others can read, because its file system keeps no permissions', async () => {
    const makeWith =
      (mode: number) =>
      async (subject: Subject): Promise<void> => {
        await make(subject);
        await mkdir(join(subject.dataDirectory, 'access'), { mode });
      };
    expect(await findingOf(checkDataDirectory, me, makeWith(0o700))).toMatchObject({ status: 'ok' });
    const mounts = { ...me.files, '/proc/self/mountinfo': '36 1 8:17 / / rw shared:1 - exfat /dev/sda1 rw,umask=0022\n' };
    expect(await findingOf(checkDataDirectory, { files: mounts }, makeWith(0o755))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('the file system (exfat) keeps no permissions'),
      advice: expect.stringContaining('umask=0077'),
    });
  });

  test.skipIf(process.getuid?.() === 0)('one that may not be written', async () => {
    const close = async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(dataDirectory, { mode: 0o500 });
    };
    expect(await findingOf(checkDataDirectory, me, close)).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('may not write'),
    });
  });
});

describe('databases', () => {
  /** In this process; the real one has a test of its own. */
  const direct: FakeMachineOptions = { subject: { askProcess: async ([, ...paths]) => JSON.stringify(checkDatabaseFiles(paths)) } };
  const place =
    (name: string, content: string) =>
    async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(join(dataDirectory, 'access'), { recursive: true });
      await writeFile(join(dataDirectory, name), content);
    };

  test('none, a damaged one, one that was put aside, one that may not be read', async () => {
    expect(await findingOf(checkDatabases, direct)).toMatchObject({ status: 'ok', summary: 'There are no databases yet.' });
    expect(
      await findingOf(checkDatabases, direct, place('petlog.db', 'this is no database, though it is long enough to be one')),
    ).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('Damaged: recordings (/data/petlog.db: file is not a database)'),
    });
    expect(await findingOf(checkDatabases, direct, place('access/access.db.damaged', 'x'))).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('/data/access/access.db.damaged'),
    });
    const forbidden: FakeMachineOptions = {
      subject: { askProcess: async ([, ...paths]) => JSON.stringify(Object.fromEntries(paths.map((path) => [path, 'forbidden']))) },
    };
    expect(await findingOf(checkDatabases, forbidden)).toMatchObject({
      status: 'warning',
      summary: expect.stringContaining('may not read the databases of: recordings, '),
    });
  });

  test('one of a newer PetLog, and a damaged one of which PetLog runs', async () => {
    const newer = async ({ dataDirectory }: Subject): Promise<void> => {
      await mkdir(join(dataDirectory, 'access'), { recursive: true });
      using database = new DatabaseSync(join(dataDirectory, 'access/access.db'));
      database.exec('CREATE TABLE later (id INTEGER); PRAGMA user_version = 99;');
    };
    expect(await findingOf(checkDatabases, direct, newer)).toMatchObject({
      status: 'problem',
      summary: 'Of a newer PetLog, and left as they are: devices and people (/data/access/access.db).',
      advice: expect.stringContaining('Install the newer PetLog'),
    });
    expect(
      await findingOf(checkDatabases, direct, place('lock.db', 'this is no database, though it is long enough to be one')),
    ).toMatchObject({
      status: 'problem',
      summary: expect.stringContaining('lock.db'),
    });
  });
});
