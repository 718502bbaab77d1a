/** What a camera is set up like, as a file: saved, and brought back on another machine. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { bringBackAtStart } from '../../main/configuration-file/bring-back-at-start.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { ConfigurationFile, ConfigurationImported } from '../../shared/configuration-file.ts';
import { ask } from '../support/ask.ts';
import { call, type JsonAnswer } from '../support/http-client.ts';
import { apiToken, type PairedDevice, pairDevice } from '../support/paired-device.ts';
import { PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { testedCommand } from '../support/tested-program.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const passphrase = 'correct horse';
const small = { PETLOG_CAMERA_RESOLUTION: '320x240' };
const https = { PETLOG_SECURITY_HTTPS: 'true', PETLOG_SERVER_HTTPS_PORT: '0' };

let old: Awaited<ReturnType<typeof temporaryDirectory>>;
let card: Awaited<ReturnType<typeof temporaryDirectory>>;
const running: RunningPetLog[] = [];

beforeEach(async () => {
  old = await temporaryDirectory();
  card = await temporaryDirectory();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((petlog) => petlog.stop()));
  await old[Symbol.asyncDispose]();
  await card[Symbol.asyncDispose]();
});

async function start(dataDirectory: string, environment: Record<string, string> = {}): Promise<RunningPetLog> {
  await bringBackAtStart(dataDirectory, silentLogger);
  const petlog = await runPetLog({ ...small, ...environment }, { dataDirectory });
  running.push(petlog);
  return petlog;
}

async function stop(petlog: RunningPetLog): Promise<void> {
  running.splice(running.indexOf(petlog), 1);
  await petlog.stop();
}

/** Over HTTPS where PetLog speaks it. */
async function send(petlog: RunningPetLog, method: string, path: string, body: unknown, device?: Pick<PairedDevice, 'bearer'>) {
  const { httpsPort } = petlog.petlog.address;
  const ca = petlog.petlog.network.trust.authority?.certificate;
  const answer = await ask(httpsPort === null ? `${petlog.url}${path}` : `https://127.0.0.1:${httpsPort}${path}`, {
    method,
    headers: device?.bearer ?? {},
    ...(body === undefined ? {} : { body }),
    ...(ca === undefined ? {} : { ca }),
  });
  return { status: answer.status, body: answer.text === '' ? {} : (JSON.parse(answer.text) as Record<string, unknown>) };
}

async function setUp(petlog: RunningPetLog, device?: PairedDevice): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const answer = await send(petlog, 'POST', path, body, device);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  await post('/cameras', {
    camera_id: 'garden',
    source: 'http://192.168.1.20/video',
    name: 'Garden',
    enabled: false,
    username: 'cam',
    password: 's3cret pass',
  });
  await post('/zones', {
    camera: 'main',
    name: 'By the window',
    kind: 'place',
    place: 'bed',
    polygon: [
      [0.1, 0.1],
      [0.5, 0.1],
      [0.5, 0.5],
    ],
  });
  const { channel_id: channelId } = await post('/alerts/channels', { kind: 'ntfy', name: 'House', topic: 'our-house' });
  await post('/alerts/rules', { name: 'Luna at the window', labels: ['cat'], channels: [channelId] });
  await post('/relays', { name: 'Recorder', url: 'rtsp://cat:s3cret@192.168.1.30:8554/cat', enabled: false });
  const { pet_id: id } = await post('/pets', { name: 'Luna', species: 'cat', birth_date: '2020-04-01' });
  await petlog.petlog.control.operations['settings.change'](
    { recording: { max_age_days: 17 }, server: { name: 'Kitchen' } },
    { kind: 'command_line', id: null, name: 'test', role: 'admin', address: null },
  );
  const picture = await tinyJpeg();
  const response = await fetch(`${petlog.url}/pets/${Number(id)}/picture`, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/jpeg', ...device?.bearer },
    body: new Uint8Array(picture),
    redirect: 'manual',
  });
  expect(response.status).toBe(200);
}

async function exported(petlog: RunningPetLog, device?: PairedDevice, withPassphrase = true): Promise<ConfigurationFile> {
  const { status, body } = await send(petlog, 'POST', '/configuration/export', withPassphrase ? { passphrase } : {}, device);
  expect(status, JSON.stringify(body)).toBe(200);
  return ConfigurationFile.parse(body);
}

const refresh = async (petlog: RunningPetLog, token: string): Promise<{ status: number; body: Record<string, unknown> }> =>
  send(petlog, 'POST', '/auth/refresh', { refresh_token: token });

async function petPicture(petlog: RunningPetLog, device?: Pick<PairedDevice, 'bearer'>): Promise<string> {
  const { httpsPort } = petlog.petlog.address;
  const ca = petlog.petlog.network.trust.authority?.certificate;
  const [pet] = (await send(petlog, 'GET', '/pets', undefined, device)).body as unknown as { picture_url: string }[];
  const { text } = await ask(
    httpsPort === null ? `${petlog.url}${pet?.picture_url ?? ''}` : `https://127.0.0.1:${httpsPort}${pet?.picture_url ?? ''}`,
    { headers: device?.bearer ?? {}, ...(ca === undefined ? {} : { ca }) },
  );
  return createHash('sha256').update(text).digest('hex');
}

describe('a new SD card', () => {
  it('is the old camera again: authority, people, devices, tokens, cameras, zones, pets and settings', async () => {
    const first = await start(old.path, { PETLOG_SECURITY_ACCESS: 'accounts' });
    const phone = await pairDevice(first, 'admin', "Anna's phone");
    await setUp(first, phone);
    const token = await apiToken(first, 'viewer');
    const account = await send(first, 'POST', '/auth/accounts', { name: 'Ben', password: 'a long password', role: 'viewer' }, phone);
    expect(account.status).toBe(200);
    await stop(first);
    const camera = await start(old.path, { ...https, PETLOG_SECURITY_ACCESS: 'accounts' });
    const authority = camera.petlog.network.trust.authority?.fingerprint;
    const picture = await petPicture(camera, phone);
    const file = await exported(camera, phone);
    expect(JSON.stringify(file)).not.toMatch(/Luna|Anna|s3cret|Kitchen.*Garden/);
    // The phone goes on, so that what it shows at last is not in the file.
    const second = await refresh(camera, phone.refreshToken);
    const third = await refresh(camera, String(second.body['refresh_token']));
    expect(third.status).toBe(200);
    await stop(camera);

    const fresh = await start(card.path, https);
    expect(fresh.petlog.network.trust.authority?.fingerprint).not.toBe(authority);
    const seen = await send(fresh, 'POST', '/configuration/import', { file, passphrase, preview: true });
    expect(seen.status, JSON.stringify(seen.body)).toBe(200);
    const plan = ConfigurationImported.parse(seen.body);
    expect(plan).toMatchObject({ name: 'Kitchen', has_secrets: true, takes_effect: 'preview', left_out: [] });
    expect(Object.fromEntries(plan.changes.map(({ part, added, changed }) => [part, [...added, ...changed]]))).toMatchObject({
      cameras: ['Garden'],
      zones: ['By the window'],
      pets: ['Luna'],
      people: ['Ben'],
      alert_channels: ['House'],
      relays: ['Recorder'],
      alert_rules: expect.arrayContaining(['Luna at the window']) as unknown,
      devices: ["Anna's phone"],
      tokens: ['Integration'],
      authority: [expect.stringContaining('PetLog at home')],
    });
    expect((await send(fresh, 'GET', '/pets', undefined)).body).toEqual([]);
    const imported = await send(fresh, 'POST', '/configuration/import', { file, passphrase });
    expect(imported.body).toMatchObject({ takes_effect: 'next_start' });
    expect((await send(fresh, 'GET', '/live/status', undefined)).body).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code: 'configuration_waiting' })]) as unknown,
    });
    await stop(fresh);

    const again = await start(card.path, https);
    expect(existsSync(join(card.path, 'restore.json'))).toBe(false);
    expect(again.petlog.network.trust.authority?.fingerprint).toBe(authority);
    expect((await send(again, 'GET', '/pets', undefined)).status).toBe(401);
    // The newest that the phone has, then the next; what came before is a stolen copy.
    const caughtUp = await refresh(again, String(third.body['refresh_token']));
    expect(caughtUp.status, JSON.stringify(caughtUp.body)).toBe(200);
    const device = { bearer: { Authorization: `Bearer ${String(caughtUp.body['access_token'])}` } };
    expect((await send(again, 'GET', '/pets', undefined, token)).body).toMatchObject([{ name: 'Luna', birth_date: '2020-04-01' }]);
    expect(await petPicture(again, device)).toBe(picture);
    expect((await send(again, 'GET', '/zones', undefined, device)).body).toMatchObject({ zones: [{ name: 'By the window' }] });
    expect((await send(again, 'GET', '/relays', undefined, device)).body).toMatchObject({
      relays: [{ name: 'Recorder', url: 'rtsp://cat:<redacted>@192.168.1.30:8554/cat', state: 'off' }],
    });
    const { channels } = (await send(again, 'GET', '/alerts/channels', undefined, device)).body as {
      channels: { channel_id: string; name: string }[];
    };
    const house = channels.find(({ name }) => name === 'House');
    const { rules } = (await send(again, 'GET', '/alerts/rules', undefined, device)).body;
    expect(rules).toContainEqual(expect.objectContaining({ name: 'Luna at the window', channels: [house?.channel_id] }));
    expect(again.petlog.config()).toMatchObject({
      server: { name: 'Kitchen' },
      recording: { max_age_days: 17 },
      cameras: { garden: { source: 'http://192.168.1.20/video', username: 'cam', password: 's3cret pass' } },
      security: { access: 'accounts' },
    });
    const ben = await send(again, 'POST', '/auth/sign-in', { name: 'Ben', password: 'a long password', device_name: 'Laptop' });
    expect(ben.status).toBe(200);
    expect((await refresh(again, phone.refreshToken)).status).toBe(401);
    expect((await refresh(again, String(caughtUp.body['refresh_token']))).status).toBe(401);
  });
});

describe('a file without a passphrase', () => {
  it('has no secrets, keeps the passwords that are set here, and says nothing about who comes in', async () => {
    const petlog = await start(old.path);
    await setUp(petlog);
    const file = await exported(petlog, undefined, false);
    expect(Object.keys(file.sections ?? {}).sort()).toEqual(['alert_rules', 'camera_order', 'known_petlogs', 'pets', 'settings', 'zones']);
    expect(JSON.stringify(file)).not.toContain('s3cret');
    const here = await call(`${petlog.url}/configuration/import`, 'POST', { file, preview: true });
    expect(here.body).toMatchObject({ changes: [], left_out: [], has_secrets: false });

    const other = await start(card.path);
    const { body } = await call(`${other.url}/configuration/import`, 'POST', { file });
    expect(body['left_out']).toEqual(['cameras.garden.username', 'cameras.garden.password']);
    await stop(other);
    const again = await start(card.path);
    expect(again.petlog.config().cameras['garden']).toMatchObject({ name: 'Garden', password: '' });
    expect(again.petlog.config().security.access).toBe('open');
  });

  it('never changes, over the network, which disk and which files are used, nor who is kept out', async () => {
    const petlog = await start(old.path, { PETLOG_ALLOWED_DIRECTORIES: '/srv/videos' });
    await setUp(petlog);
    await call(`${petlog.url}/settings`, 'PATCH', { camera: { storage_path: 'elsewhere' } });
    const file = await exported(petlog, undefined, false);
    expect(JSON.stringify(file)).not.toContain('allowed_directories');
    const settings = file.sections?.['settings'] as { security?: object; cameras?: Record<string, object> };
    settings.security = { allowed_directories: ['/'], allowed_targets: ['127.0.0.1'], https_key: '/etc/shadow' };
    settings.cameras = { ...settings.cameras, film: { source: 'file:/etc/passwd' } };
    const other = await start(card.path);
    const { status, body } = await call(`${other.url}/configuration/import`, 'POST', { file: withDigest(file) });
    expect(status, JSON.stringify(body)).toBe(200);
    await stop(other);
    const { camera, cameras, security } = (await start(card.path)).petlog.config();
    expect(camera.storage_path).toBe('recordings');
    expect(Object.keys(cameras)).toEqual(['garden']);
    expect(security).toMatchObject({ allowed_directories: [], allowed_targets: [], https_key: '' });
  });

  it('refuses a camera at an address that only the owner of the machine may send PetLog to', async () => {
    const petlog = await start(old.path);
    const file = await exported(petlog, undefined, false);
    (file.sections as { settings: object }).settings = { cameras: { here: { source: 'http://127.0.0.1:9/' } } };
    const { status, body } = await call(`${petlog.url}/configuration/import`, 'POST', { file: withDigest(file) });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'configuration_not_allowed', detail: expect.stringContaining('cameras.here.source') as unknown });
    expect(await filesOf(old.path)).not.toContain('restore.json');
  });
});

const withDigest = ({ sha256: _, ...rest }: ConfigurationFile): ConfigurationFile => ({
  ...rest,
  sha256: createHash('sha256').update(JSON.stringify(rest)).digest('hex'),
});

const filesOf = async (directory: string): Promise<string[]> => (await readdir(directory)).sort();

describe('what cannot be brought back changes nothing', () => {
  it.each([
    ['something else', () => ({ hello: 'world' }), 'configuration_not_a_file'],
    ['of a newer PetLog', (file: ConfigurationFile) => ({ ...file, version: 2, petlog_version: '99.0.0' }), 'configuration_newer'],
    ['cut off', (file: ConfigurationFile) => ({ format: file.format, version: file.version, name: file.name }), 'configuration_damaged'],
    ['changed in the open', (file: ConfigurationFile) => ({ ...file, name: 'Mine' }), 'configuration_damaged'],
    [
      'changed in the open, with a new checksum',
      (file: ConfigurationFile) => withDigest({ ...file, name: 'Mine' }),
      'configuration_passphrase_wrong',
    ],
    [
      'changed inside',
      (file: ConfigurationFile) => {
        const { sealed } = file;
        const content = Buffer.from(sealed?.content ?? '', 'base64');
        content.writeUInt8((content.at(20) ?? 0) ^ 1, 20);
        return withDigest({ ...file, sealed: sealed === null ? null : { ...sealed, content: content.toString('base64') } });
      },
      'configuration_passphrase_wrong',
    ],
    ['with a costlier key', (file: ConfigurationFile) => ({ ...file, sealed: { ...file.sealed, cost: 2 ** 24 } }), 'configuration_damaged'],
  ])('%s', async (_what, change, code) => {
    const petlog = await start(old.path);
    const before = await filesOf(old.path);
    const file = change(await exported(petlog));
    const { status, body } = await call(`${petlog.url}/configuration/import`, 'POST', { file, passphrase });
    expect({ status, code: body['code'] }).toEqual({ status: 422, code });
    expect(await filesOf(old.path)).toEqual(before);
  });

  it('without its passphrase, or with another', async () => {
    const petlog = await start(old.path);
    const file = await exported(petlog);
    const send = (given: object): Promise<JsonAnswer> => call(`${petlog.url}/configuration/import`, 'POST', { file, ...given });
    expect((await send({})).body).toMatchObject({ code: 'configuration_passphrase_missing' });
    expect((await send({ passphrase: 'wrong horse' })).body).toMatchObject({ code: 'configuration_passphrase_wrong' });
    expect((await send({ passphrase: 7 })).status).toBe(422);
    expect(await filesOf(old.path)).not.toContain('restore.json');
  });
});

test('petlog backup and petlog restore', async () => {
  const run = async (dataDirectory: string, ...words: string[]) => {
    await using command = await PetLogProcess.spawn({ command: [...testedCommand(), ...words], dataDirectory });
    const { code } = await command.exited;
    return { code, stdout: command.stdout, stderr: command.stderr };
  };
  const secret = join(old.path, 'passphrase');
  const path = join(old.path, 'camera.json');
  await writeFile(secret, `${passphrase}\n`);
  {
    await using petlog = await startPetLog({ dataDirectory: old.path });
    expect((await call(`${petlog.url}/pets`, 'POST', { name: 'Luna' })).status).toBe(201);
    expect((await call(`${petlog.url}/settings`, 'PATCH', { camera: { storage_path: 'elsewhere' } })).status).toBe(200);
    expect(await run(old.path, 'backup', path, '--passphrase-file', secret)).toMatchObject({ code: 0, stdout: '' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(ConfigurationFile.parse(JSON.parse(await readFile(path, 'utf8'))).sections).toBeNull();
    const open = await run(old.path, 'backup', '-');
    expect(ConfigurationFile.parse(JSON.parse(open.stdout)).sections).toMatchObject({ pets: [{ name: 'Luna' }] });
    expect(await run(old.path, 'backup', '/nowhere/x')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/nowhere/x') as unknown,
    });
  }
  expect(await run(old.path, 'backup', path)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No PetLog is running') as unknown,
  });
  {
    await using petlog = await startPetLog({ dataDirectory: card.path });
    await writeFile(join(old.path, 'cut.json'), (await readFile(path, 'utf8')).slice(0, 500));
    for (const [words, sentence] of [
      [['restore', path], 'passphrase'],
      [['restore', secret], 'no file of saved settings'],
      [['restore', join(old.path, 'cut.json')], 'cut off'],
    ] as const) {
      expect(await run(card.path, ...words)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) as unknown });
    }
    const done = await run(card.path, 'restore', path, '--passphrase-file', secret);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Pets: added Luna') as unknown });
    expect((await call(`${petlog.url}/pets`, 'GET')).body).toEqual([]);
    // Killed at once: what waits is there as a whole.
    await petlog.stop('SIGKILL');
  }
  await using petlog = await startPetLog({ dataDirectory: card.path });
  expect((await call(`${petlog.url}/pets`, 'GET')).body).toMatchObject([{ name: 'Luna' }]);
  // By who owns the machine.
  expect((await call(`${petlog.url}/settings`, 'GET')).body).toMatchObject({ camera: { storage_path: 'elsewhere' } });
});
