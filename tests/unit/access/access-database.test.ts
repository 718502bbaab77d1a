import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openAccessDatabase, openAuditDatabase } from '../../../main/access/access-database.ts';
import { RunningTime } from '../../../main/access/running-time.ts';
import { transaction } from '../../../main/system/sqlite.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { admin, collectingLogger, days, openAccess, refusalOf } from '../../support/open-access.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

async function modesIn(directory: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all((await readdir(directory)).map(async (name) => [name, await modeOf(join(directory, name))] as const)),
  );
}

describe('the files of who may come in', () => {
  it("are PetLog's own user's, whatever the umask says, with those that SQLite keeps beside them", async () => {
    await using directory = await temporaryDirectory();
    const umask = process.umask(0);
    try {
      const audit = openAuditDatabase(directory.path, collectingLogger());
      const access = openAccessDatabase(directory.path, collectingLogger());
      access.exec("INSERT INTO secrets VALUES ('a', 'b')");
      audit.current.exec(
        "INSERT INTO audit (at_ms, last_at_ms, last_at_running_ms, actor, address, action, outcome, detail, count) VALUES (0, 0, 0, '', '', '', '', '', 1)",
      );
      expect(await modesIn(join(directory.path, 'access'))).toEqual(
        Object.fromEntries(
          ['access.db', 'access.db-shm', 'access.db-wal', 'audit.db', 'audit.db-shm', 'audit.db-wal'].map((name) => [name, '600']),
        ),
      );
      expect(await modeOf(join(directory.path, 'access'))).toBe('700');
      access.close();
      audit.close();
    } finally {
      process.umask(umask);
    }
  });

  it('are closed to others where they were open to them', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'access'));
    openAccessDatabase(directory.path, collectingLogger()).close();
    await Promise.all([chmod(join(directory.path, 'access'), 0o755), chmod(join(directory.path, 'access', 'access.db'), 0o644)]);
    openAccessDatabase(directory.path, collectingLogger()).close();
    expect([await modeOf(join(directory.path, 'access')), await modeOf(join(directory.path, 'access', 'access.db'))]).toEqual([
      '700',
      '600',
    ]);
  });

  it('are written so that a power cut does not let anyone back in', async () => {
    await using directory = await temporaryDirectory();
    using database = openAccessDatabase(directory.path, collectingLogger());
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
  });

  it('are moved aside when damaged: nobody is known any more, and the camera works', async () => {
    await using set = await openAccess();
    await set.pair('admin');
    set.stop();
    for (const name of ['access.db', 'audit.db']) {
      const path = join(set.dataDirectory, 'access', name);
      await writeFile(path, (await readFile(path)).fill(0x5a, 0, 2000));
    }
    const logger = collectingLogger();
    openAccessDatabase(set.dataDirectory, logger).close();
    openAuditDatabase(set.dataDirectory, logger).close();
    expect(logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringMatching(/access\.db was damaged; it was put aside as .*access\.db\.damaged/),
      expect.stringMatching(/audit\.db was damaged; it was put aside as .*audit\.db\.damaged/),
    ]);
    expect(await modesIn(join(set.dataDirectory, 'access'))).toEqual({
      'access.db': '600',
      'access.db.damaged': '600',
      'audit.db': '600',
      'audit.db.damaged': '600',
      'signing-keys.json': '600',
    });
  });

  it('are not begun anew because the disk does not want them', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'access', 'access.db'), { recursive: true });
    using database = openAccessDatabase(directory.path, collectingLogger());
    expect(database.problem).toMatchObject({ code: 'database_not_saved' });
    expect(database.isComplete).toBe(false);
  });
});

it('a database of a newer PetLog is left as it is, lets nobody in, and keeps the screen locked', async () => {
  await using set = await openAccess();
  const before = await set.pair('admin');
  await set.access.kioskLock.setPin('2580');
  const path = join(set.dataDirectory, 'access', 'access.db');
  set.stop();
  {
    using database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);');
  }
  const bytes = await readFile(path);
  await set.restart();
  expect(set.access.problems).toMatchObject([{ code: 'database_newer', message: expect.stringContaining(path) as string }]);
  expect([set.access.hasAdmin, set.access.hasAnyone]).toEqual([false, true]);
  expect(await refusalOf(() => set.access.sessions.refresh(before.refreshToken, '192.168.1.20'))).toBe('unauthorized');
  expect(set.access.kioskLock.state).toMatchObject({ has_pin: true });
  await set.pair('viewer');
  set.access.retry();
  set.stop();
  expect(await readFile(path)).toEqual(bytes);
});

it('a damaged database leaves nobody in and lets the first device be paired', async () => {
  await using set = await openAccess();
  const before = await set.pair('admin');
  const path = join(set.dataDirectory, 'access', 'access.db');
  set.stop();
  await writeFile(path, 'this is no database, and it is longer than one would be by chance');
  await set.restart();
  expect(set.access.hasAdmin).toBe(false);
  expect(await refusalOf(() => set.access.sessions.refresh(before.refreshToken, '192.168.1.20'))).toBe('unauthorized');
  expect(
    await set.access.authenticator.authenticate({ bearer: before.accessToken, accessCookie: null, kioskCookie: null, address: '' }),
  ).toBeNull();
  await set.pair('admin');
  expect(set.access.hasAdmin).toBe(true);
  expect((await set.access.operations['devices.list']({}, admin)).devices).toHaveLength(1);
});

describe('the time that PetLog has run', () => {
  it('goes on over restarts, and not while PetLog is off or because the clock is set', async () => {
    await using directory = await temporaryDirectory();
    const clock = new ManualClock();
    using database = openAccessDatabase(directory.path, collectingLogger());
    await clock.advance(5000);
    const first = new RunningTime(database, clock);
    expect(first.milliseconds()).toBe(0);
    await clock.advance(3000);
    clock.jump(-30 * 365 * days);
    first.save();
    await clock.advance(1_000_000);
    const second = new RunningTime(database, clock);
    clock.jump(60 * 365 * days);
    expect(second.milliseconds()).toBe(3000);
    await clock.advance(1000);
    second.save();
    expect(new RunningTime(database, clock).milliseconds()).toBe(4000);
  });

  it('loses at most ten minutes to a killed process, and nothing to one that ends', async () => {
    await using set = await openAccess();
    const saved = (): number => {
      using database = openAccessDatabase(set.dataDirectory, collectingLogger());
      return new RunningTime(database, set.clock).milliseconds();
    };
    await set.clock.advance(25 * 60_000);
    expect(saved()).toBe(20 * 60_000);
    await set.restart();
    expect(saved()).toBe(25 * 60_000);
  });
});

it('a transaction happens as a whole or not at all', async () => {
  await using directory = await temporaryDirectory();
  using database = openAccessDatabase(directory.path, collectingLogger());
  const insert = (name: string) => database.prepare("INSERT INTO secrets VALUES (?, '')").run(name);
  expect(() =>
    transaction(database, () => {
      insert('a');
      insert('a');
    }),
  ).toThrow(/UNIQUE/);
  expect(transaction(database, () => insert('b').changes)).toBe(1);
  expect(database.prepare('SELECT name FROM secrets').all()).toEqual([{ name: 'b' }]);
});

describe('a database of a PetLog that knew no limits', () => {
  /** As its first release made it. */
  const firstVersion = `
    CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL, password_hash TEXT NOT NULL, created_at_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE devices (id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, paired_at_ms INTEGER NOT NULL, last_seen_at_ms INTEGER NOT NULL, last_address TEXT NOT NULL, expires_at_running_ms INTEGER NOT NULL) STRICT;
    CREATE INDEX devices_of_account ON devices (account_id);
    CREATE TABLE refresh_tokens (hash TEXT PRIMARY KEY, device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE, is_used INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE INDEX refresh_tokens_of_device ON refresh_tokens (device_id);
    CREATE TABLE api_tokens (id TEXT PRIMARY KEY, name TEXT NOT NULL, scope TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at_ms INTEGER NOT NULL, expires_at_ms INTEGER, last_used_at_ms INTEGER) STRICT;
    CREATE TABLE attempts (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_failure_at_running_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE running_time (id INTEGER PRIMARY KEY CHECK (id = 1), milliseconds INTEGER NOT NULL) STRICT;
    CREATE TABLE secrets (name TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
    INSERT INTO accounts VALUES ('a1', 'Robin', 'viewer', 'x', 1);
    INSERT INTO devices VALUES ('d1', 'Phone', 'admin', NULL, 1, 2, '192.168.1.9', 900000000000), ('d2', 'Tablet', 'viewer', 'a1', 1, 1, '192.168.1.8', 900000000000);
    INSERT INTO api_tokens VALUES ('t1', 'Home Assistant', 'viewer', 'h', 1, NULL, NULL);
    PRAGMA user_version = 1;`;

  it('keeps everybody, who may see every camera, and can limit them from then on', async () => {
    await using set = await openAccess();
    set.stop();
    const path = join(set.dataDirectory, 'access', 'access.db');
    await Promise.all(['', '-wal', '-shm'].map((end) => rm(`${path}${end}`, { force: true })));
    {
      using database = new DatabaseSync(path);
      database.exec(firstVersion);
    }
    await set.restart();
    set.cameraIds.push('garden');
    const operations = (): typeof set.access.operations => set.access.operations;
    const limits = async (): Promise<unknown[]> => [
      ...(await operations()['devices.list']({}, admin)).devices.map(({ name, role, camera_ids }) => [name, role, camera_ids]),
      ...(await operations()['accounts.list']({}, admin)).accounts.map(({ name, role, camera_ids }) => [name, role, camera_ids]),
      ...(await operations()['tokens.list']({}, admin)).tokens.map(({ name, scope, camera_ids }) => [name, scope, camera_ids]),
    ];
    expect(await limits()).toEqual([
      ['Phone', 'admin', null],
      ['Tablet', 'viewer', null],
      ['Robin', 'viewer', null],
      ['Home Assistant', 'viewer', null],
    ]);
    await operations()['accounts.change']({ id: 'a1', camera_ids: ['garden'] }, admin);
    await operations()['devices.change']({ id: 'd1', camera_ids: ['main'] }, admin);
    await operations()['tokens.change']({ id: 't1', name: 'Door', scope: 'admin', camera_ids: ['main', 'garden'] }, admin);
    await set.restart();
    expect(await limits()).toEqual([
      ['Phone', 'admin', ['main']],
      ['Tablet', 'viewer', ['garden']],
      ['Robin', 'viewer', ['garden']],
      ['Door', 'admin', ['main', 'garden']],
    ]);
    set.access.forgetCamera('garden');
    expect((await limits()).map((row) => (row as unknown[])[2])).toEqual([['main'], [], [], ['main']]);
    {
      using database = new DatabaseSync(path, { readOnly: true });
      expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 });
    }
  });
});
