/** A data directory on a disk that is full, read-only or gone: who is known stays in, the picture comes, and everyone is told which disk it is. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { repositoryDirectory, startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { testedProgram } from '../support/tested-program.ts';
import { mayMount, PrivateMounts } from '../support/private-mounts.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const password = 'a sunny day';
const config = {
  camera: { resolution: [320, 240] as [number, number], frame_rate: 15 },
  recording: { min_free_mb: 1, max_disk_used_percent: 100 },
};

/** A disk of its own with a data directory, and PetLog on it as often as it is started. */
async function setUp(mountOptions: string) {
  const directory = await temporaryDirectory();
  const mounts = await PrivateMounts.open();
  const disk = join(directory.path, 'disk');
  const dataDirectory = join(disk, 'data');
  await mkdir(disk);
  await mounts.run(`mount -t tmpfs -o ${mountOptions} tmpfs '${disk}'`);
  return {
    disk,
    dataDirectory,
    run: (command: string) => mounts.run(`cd '${disk}'; ${command}`),
    start: () =>
      startPetLog({ dataDirectory, config, command: [...mounts.enter, process.execPath, join(repositoryDirectory, testedProgram())] }),
    async [Symbol.asyncDispose]() {
      await mounts[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

interface Known {
  refreshToken: string;
  bearer: Record<string, string>;
}

/** Lets a device and somebody with a password in, and nobody else from then on. */
async function letIn({ url }: PetLogProcess): Promise<Known> {
  const { body: invitation } = await call(`${url}/auth/invitations`, 'POST', { role: 'admin' });
  const { body } = await call(`${url}/auth/pair`, 'POST', { code: invitation['code'], device_name: 'Phone', token_delivery: 'body' });
  expect((await call(`${url}/auth/accounts`, 'POST', { name: 'Anna', password, role: 'admin' })).status).toBe(200);
  const bearer = { Authorization: `Bearer ${String(body['access_token'])}` };
  expect((await call(`${url}/settings`, 'PATCH', { security: { access: 'accounts' } }, bearer)).status).toBe(200);
  return { refreshToken: String(body['refresh_token']), bearer };
}

async function refresh({ url }: PetLogProcess, known: Known): Promise<Known> {
  const { status, body } = await call(`${url}/auth/refresh`, 'POST', { refresh_token: known.refreshToken });
  expect(status).toBe(200);
  return { refreshToken: String(body['refresh_token']), bearer: { Authorization: `Bearer ${String(body['access_token'])}` } };
}

const statusOf = async ({ url }: PetLogProcess, known?: Known): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${url}/live/status`, 'GET', undefined, known?.bearer)).body);

const codesOf = async (petlog: PetLogProcess, known?: Known): Promise<string[]> =>
  (await statusOf(petlog, known)).problems.map(({ code }) => code);

async function seesPicture({ url }: PetLogProcess, known?: Known): Promise<void> {
  const reader = new StreamReader(Number(new URL(url).port), '/live/stream', '127.0.0.1', known?.bearer);
  try {
    await reader.next(2);
  } finally {
    reader.close();
  }
}

/** What has to go on, whatever the disk does. */
async function goesOn(petlog: PetLogProcess, known: Known): Promise<Known> {
  const next = await refresh(petlog, known);
  await seesPicture(petlog, next);
  const { url } = petlog;
  expect(
    (await call(`${url}/auth/sign-in`, 'POST', { name: 'Anna', password, device_name: 'Browser', token_delivery: 'body' })).status,
  ).toBe(200);
  const token = await call(`${url}/auth/tokens`, 'POST', { name: 'Home', scope: 'viewer' }, next.bearer);
  expect(token.status).toBe(200);
  expect((await call(`${url}/live/status`, 'GET', undefined, { Authorization: `Bearer ${String(token.body['token'])}` })).status).toBe(200);
  for (const on of [true, false]) {
    expect(await call(`${url}/live/privacy`, 'POST', { on }, next.bearer)).toMatchObject({ status: 200, body: { on } });
  }
  expect(await call(`${url}/auth/tokens/${String(token.body['token_id'])}`, 'DELETE', undefined, next.bearer)).toMatchObject({
    status: 200,
  });
  return next;
}

/** PetLog starts twice in some, on machines that do other things as well. */
const timeout = 90_000;

describe.skipIf(!mayMount)('the disk of the data directory', { timeout }, () => {
  it('is full: who is known stays in, over a restart too, and all is saved when there is room', async () => {
    await using set = await setUp('size=12m');
    let known: Known;
    {
      await using petlog = await set.start();
      known = await letIn(petlog);
      await set.run('dd if=/dev/zero of=filler bs=4k 2>/dev/null || true');
      known = await goesOn(petlog, known);
      await expect.poll(() => codesOf(petlog, known)).toContain('disk_full');
      expect((await statusOf(petlog, known)).problems.find(({ code }) => code === 'disk_full')?.message).toContain(set.dataDirectory);
      expect((await call(`${petlog.url}/live/record/start`, 'POST', {}, known.bearer)).status).toBe(507);
      expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    }
    await using petlog = await set.start();
    known = await goesOn(petlog, known);
    await set.run('rm filler');
    await expect.poll(() => codesOf(petlog, known)).toEqual([]);
    known = await refresh(petlog, known);
    expect((await call(`${petlog.url}/auth/devices`, 'GET', undefined, known.bearer)).body['devices']).toHaveLength(2);
  });

  it('is read-only from the start: one may watch, and is told', async () => {
    await using set = await setUp('size=20m');
    let known: Known;
    {
      await using petlog = await set.start();
      known = await letIn(petlog);
      await petlog.stop('SIGKILL'); // with a log of changes that is not in the database yet
    }
    await set.run(`mount -o remount,ro '${set.disk}'`);
    await using petlog = await set.start();
    known = await goesOn(petlog, known);
    expect((await statusOf(petlog, known)).problems).toMatchObject([
      { code: 'disk_read_only', message: expect.stringContaining(set.dataDirectory) as string },
    ]);
    expect(await call(`${petlog.url}/live/record/start`, 'POST', {}, known.bearer)).toMatchObject({
      status: 507,
      body: { code: 'disk_read_only' },
    });
    expect(await call(`${petlog.url}/health`)).toMatchObject({ status: 200, body: { status: 'degraded' } });
    await set.run(`mount -o remount,rw '${set.disk}'`);
    await expect.poll(() => codesOf(petlog, known)).toEqual([]);
    expect((await call(`${petlog.url}/live/record/start`, 'POST', {}, known.bearer)).status).toBe(200);
  });

  it('has no inodes left: that is what is said', async () => {
    await using set = await setUp('size=60m,nr_inodes=60');
    await using petlog = await set.start();
    const known = await letIn(petlog);
    await set.run('i=0; while touch f$i 2>/dev/null; do i=$((i+1)); done');
    await goesOn(petlog, known);
    await expect.poll(() => codesOf(petlog, known)).toContain('disk_no_inodes');
    expect((await statusOf(petlog, known)).problems.map(({ message }) => message).join()).toMatch(
      /\d\d MB are free, as its inodes are used up/,
    );
    expect(await call(`${petlog.url}/live/record/start`, 'POST', {}, known.bearer)).toMatchObject({
      status: 507,
      body: { code: 'disk_no_inodes' },
    });
  });

  it('is deleted under PetLog: unhealthy at once, and no recording that was "stopped successfully"', async () => {
    await using set = await setUp('size=60m');
    await using petlog = await set.start();
    await call(`${petlog.url}/live/record/start`, 'POST', { filename: 'Mimi' });
    await expect.poll(async () => (await statusOf(petlog)).current_recording?.elapsed_seconds).toBeGreaterThan(1);
    await set.run('rm -r data');
    expect(await call(`${petlog.url}/health`)).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
    const stopped = await call(`${petlog.url}/live/record/stop`, 'POST');
    expect(stopped).toMatchObject({
      status: 503,
      body: { code: 'recording_failed', detail: expect.stringContaining('deleted') as string },
    });
    await expect.poll(() => codesOf(petlog)).toContain('data_directory_gone');
    await set.run('mkdir data');
    expect((await call(`${petlog.url}/health`)).status).toBe(503);
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });
});

describe.skipIf(!mayMount)('the directory of the recordings', { timeout }, () => {
  it('was deleted behind its mount: Record answers, and works when it is back', async () => {
    await using set = await setUp('size=60m');
    await set.run('mkdir -p data/recordings host && mount --bind host data/recordings && rmdir host');
    await using petlog = await set.start();
    for (let count = 0; count < 2; count += 1) {
      expect(await call(`${petlog.url}/live/record/start`, 'POST')).toMatchObject({
        status: 503,
        body: { code: 'recording_failed', detail: expect.stringContaining('not there') as string },
      });
    }
    expect(await call(`${petlog.url}/health`)).toMatchObject({ body: { status: 'degraded' } });
    await set.run('mkdir host && umount data/recordings && mount --bind host data/recordings');
    await expect.poll(() => codesOf(petlog)).toEqual([]);
    expect((await call(`${petlog.url}/live/record/start`, 'POST')).status).toBe(200);
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
  });
});

it(
  'databases that are damaged or of a newer PetLog do not stop the start; each is named, and none is changed or deleted',
  { timeout },
  async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, 'data');
    const start = (): Promise<PetLogProcess> => startPetLog({ dataDirectory, config });
    {
      await using petlog = await start();
      await letIn(petlog);
      expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    }
    const newer = ['petlog.db', 'access/access.db', 'access/audit.db'].map((name) => join(dataDirectory, name));
    for (const path of newer) {
      using database = new DatabaseSync(path);
      database.exec('PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);');
    }
    const before = await Promise.all(newer.map((path) => readFile(path)));
    await writeFile(join(dataDirectory, 'lock.db'), 'x'.repeat(5000));
    await using petlog = await start();
    expect((await call(`${petlog.url}/live/status`)).status).toBe(401); // nobody is known, and nobody gets in for that
    expect((await call(`${petlog.url}/health`)).body).toMatchObject({
      status: 'degraded',
      database_status: expect.stringContaining('newer PetLog') as string,
    });
    expect(await petlog.stop()).toEqual({ code: 0, signal: null });
    expect(await Promise.all(newer.map((path) => readFile(path)))).toEqual(before);
    expect(await readFile(join(dataDirectory, 'lock.db.damaged'), 'utf8')).toBe('x'.repeat(5000));
    for (const name of ['petlog.db', 'access.db', 'audit.db', 'lock.db']) {
      expect(petlog.stderr).toContain(name);
    }
  },
);
