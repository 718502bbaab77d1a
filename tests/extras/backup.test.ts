/** Copies of recordings and events on servers that speak WebDAV and S3, and by Debian's rclone, and back on another SD card. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BandwidthLimit } from '../../main/backup/bandwidth-limit.ts';
import { RemoteFiles } from '../../main/backup/remote-files.ts';
import { makeKey } from '../../main/backup/sealing/age-file.ts';
import { partBytes, S3Store } from '../../main/backup/s3-store.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { EnteredAddresses } from '../../main/network/entered-address.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { BackupStatus } from '../../shared/backup.ts';
import { sentenceOfFault } from '../../shared/backup-faults.ts';
import { type BackupServer, BreakableWay, s3, SilentServer, startS3, startWebDav } from '../support/backup-servers.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const footage = fileURLToPath(new URL('../support/cat-visit-720p15.mp4', import.meta.url));
const recordingId = '20260501T120000000Z-000001';
const startedAt = '2026-05-01T12:00:00.000Z';
const patience = { timeout: 60_000, interval: 100 } as const;

let old: Awaited<ReturnType<typeof temporaryDirectory>>;
let card: Awaited<ReturnType<typeof temporaryDirectory>>;
let there: Awaited<ReturnType<typeof temporaryDirectory>>;
const running: RunningPetLog[] = [];
const servers: BackupServer[] = [];

beforeEach(async () => {
  old = await temporaryDirectory();
  card = await temporaryDirectory();
  there = await temporaryDirectory();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(running.splice(0).map((petlog) => petlog.stop()));
  await Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]()));
  await Promise.all([old, card, there].map((directory) => directory[Symbol.asyncDispose]()));
});

async function start(dataDirectory: string): Promise<RunningPetLog> {
  const petlog = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_ALLOWED_TARGETS: '127.0.0.1' }, { dataDirectory });
  running.push(petlog);
  return petlog;
}

async function stop(petlog: RunningPetLog): Promise<void> {
  running.splice(running.indexOf(petlog), 1);
  await petlog.stop();
}

/** @param content in the place of a video */
async function addRecording(dataDirectory: string, isKept: boolean, content?: Buffer): Promise<void> {
  const storage = new StorageDirectory(dataDirectory, 'recordings');
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  const filename = 'Luna jumps.mp4';
  await (content === undefined ? copyFile(footage, storage.file(filename)) : writeFile(storage.file(filename), content));
  const recording = {
    recordingId,
    filename,
    directory: storage.relativePath,
    startedAtMilliseconds: Date.parse(startedAt),
    durationMilliseconds: 20_000,
    sizeBytes: content?.length ?? (await stat(footage)).size,
    widthPixels: 1280,
    heightPixels: 720,
    clock: 'synchronized',
    frameRate: 15,
    cameraId: 'main',
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept,
    name: 'Luna jumps',
    note: '',
    state: 'finished',
    pictures: 'missing',
  } as const;
  await writeSidecar(storage.sidecar(recordingId), { recording, furtherParts: [] });
}

const targets = {
  async webdav() {
    const server = await startWebDav(join(there.path, 'dav'), 'anna', 'secret word');
    servers.push(server);
    return { server, target: { name: 'NAS', kind: 'webdav', url: `${server.url}/`, username: 'anna', password: 'secret word' } };
  },
  async s3() {
    const server = await startS3(join(there.path, 's3'));
    servers.push(server);
    return {
      server,
      target: { name: 'Cloud', kind: 's3', url: server.url, bucket: s3.bucket, username: s3.accessKey, password: s3.secretKey },
    };
  },
  /** Remotes that the owner of the machine made. */
  async rclone() {
    const { server } = await targets.webdav();
    const configurations = join(there.path, 'configurations');
    const obscured = (password: string): string => execFileSync('rclone', ['obscure', password], { encoding: 'utf8' }).trim();
    const dav = (password: string): string =>
      `type = webdav\nurl = ${server.url}\nvendor = other\nuser = anna\npass = ${obscured(password)}\n`;
    await mkdir(join(configurations, 'rclone'), { recursive: true });
    await writeFile(
      join(configurations, 'rclone', 'rclone.conf'),
      [
        `[nas]\n${dav('secret word')}`,
        `[locked]\n${dav('wrong word')}`,
        `[sealed]\ntype = crypt\nremote = nas:sealed\nfilename_encryption = off\npassword = ${obscured('another word')}\n`,
        '[machine]\ntype = local\n',
        `[behind]\ntype = crypt\nremote = ${there.path}\npassword = ${obscured('another word')}\n`,
      ].join('\n'),
    );
    vi.stubEnv('XDG_CONFIG_HOME', configurations);
    return { server, target: { name: 'Remote', kind: 'rclone', remote: 'nas' } };
  },
} as const;

/** What a place has that its server does not admit. */
const wrongLogins = {
  webdav: { username: 'nobody', password: 'wrong word' },
  s3: { username: 'nobody', password: 'wrong word' },
  rclone: { remote: 'locked' },
} as const;

const statusOf = async ({ url }: RunningPetLog): Promise<BackupStatus> =>
  BackupStatus.parse((await call(`${url}/backup/status`, 'GET')).body);

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function listed(petlog: RunningPetLog, count: number): Promise<void> {
  await expect.poll(async () => (await call(`${petlog.url}/recordings`, 'GET')).body['total_count'], patience).toBe(count);
}

describe.each(['webdav', 's3', 'rclone'] as const)('%s', (kind) => {
  it('gets recordings and events with their clips, and gives them back to another SD card', async () => {
    const { server, target } = await targets[kind]();
    await addRecording(old.path, true);
    const petlog = await start(old.path);
    await listed(petlog, 1);
    const logged = await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:05Z', duration: 4 });
    expect(logged.status).toBe(200);
    const added = await call(`${petlog.url}/backup/targets`, 'POST', target);
    expect(added).toMatchObject({ status: 201, body: { password: 'password' in target ? '<redacted>' : '', contents: 'kept' } });
    const id = String(added.body['target_id']);
    expect((await call(`${petlog.url}/backup/targets/${id}/test`, 'POST')).body).toEqual({ ok: true, failed_step: null, reason: null });
    await expect
      .poll(() => statusOf(petlog), patience)
      .toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2, last_error: null }] });

    const files = await filesBelow(server.directory);
    expect(files.some((name) => name.includes(`recordings/2026-05-01/${recordingId}.mp4`))).toBe(true);
    expect(files.some((name) => /events\/2026-05-01\/20260501T120005000Z-\d+\.mp4/.test(name))).toBe(true);
    // What is deleted here stays there.
    await call(`${petlog.url}/recordings/${recordingId}`, 'DELETE');
    await call(`${petlog.url}/backup/targets/${id}`, 'DELETE');
    expect(await filesBelow(server.directory)).toEqual(files);
    await stop(petlog);

    const fresh = await start(card.path);
    const again = await call(`${fresh.url}/backup/targets`, 'POST', target);
    const restore = { target_id: again.body['target_id'], all: true };
    expect((await call(`${fresh.url}/backup/restore`, 'POST', restore)).body).toMatchObject({ state: 'running' });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({
        state: 'done',
        found_count: 2,
        done_count: 2,
        recordings_count: 1,
        events_count: 1,
      });
    const { body } = await call(`${fresh.url}/recordings`, 'GET');
    expect(body).toMatchObject({ recordings: [{ recording_id: recordingId, name: 'Luna jumps', kept: true, timestamp: startedAt }] });
    const video = Buffer.from(await (await fetch(`${fresh.url}/recordings/${recordingId}`)).arrayBuffer());
    expect(hashOf(video)).toBe(hashOf(await readFile(footage)));
    const events = (await call(`${fresh.url}/events`, 'GET')).body['events'] as Record<string, unknown>[];
    expect(events).toMatchObject([
      { event_type: 'playing', timestamp: '2026-05-01T12:00:05.000Z', duration: 4, recording_id: recordingId },
    ]);
    // Nothing comes twice.
    await call(`${fresh.url}/backup/restore`, 'POST', { target_id: restore.target_id, date: '2026-05-01' });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'done', recordings_count: 0, events_count: 0 });
  });

  it('says which step failed, and why, without the password', async () => {
    const { target } = await targets[kind]();
    const petlog = await start(old.path);
    const wrong = { ...target, ...wrongLogins[kind] };
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', wrong);
    const tested = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST');
    expect(tested.body).toMatchObject({
      ok: false,
      failed_step: 'connect',
      reason: expect.stringContaining('does not accept the name and the password') as unknown,
    });
    const everything = JSON.stringify([(await call(`${petlog.url}/backup/targets`, 'GET')).body, await statusOf(petlog), tested.body]);
    expect(everything).not.toContain('wrong word');
    const mended = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}`, 'PATCH', {
      ...('remote' in target ? { remote: target.remote } : { username: target.username, password: target.password }),
    });
    expect(mended.body).toMatchObject({ password: 'password' in target ? '<redacted>' : '' });
    expect((await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST')).body).toMatchObject({ ok: true });
  });
});

it('a recording alone comes back, with its video, and an event without its recording as a clip', async () => {
  const { target } = await targets.webdav();
  await addRecording(old.path, false);
  const petlog = await start(old.path);
  await listed(petlog, 1);
  await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:08Z', duration: 2 });
  await call(`${petlog.url}/backup/targets`, 'POST', { ...target, contents: 'events' });
  await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 1 }] });
  await stop(petlog);
  const fresh = await start(card.path);
  const { body } = await call(`${fresh.url}/backup/targets`, 'POST', target);
  await call(`${fresh.url}/backup/restore`, 'POST', { target_id: body['target_id'], recording_id: recordingId });
  await expect
    .poll(async () => (await statusOf(fresh)).restore, patience)
    .toMatchObject({ state: 'failed', reason: 'There is no copy of that there.' });
  await call(`${fresh.url}/backup/restore`, 'POST', { target_id: body['target_id'], date: '2026-05-01' });
  await expect
    .poll(async () => (await statusOf(fresh)).restore, patience)
    .toMatchObject({ state: 'done', events_count: 1, recordings_count: 1 });
  const { recordings } = (await call(`${fresh.url}/recordings`, 'GET')).body as { recordings: { duration: number }[] };
  expect(recordings).toHaveLength(1);
  expect(recordings[0]?.duration).toBeLessThan(15);
  const [event] = (await call(`${fresh.url}/events`, 'GET')).body['events'] as { clip_url: string }[];
  const clip = await fetch(`${fresh.url}${event?.clip_url ?? ''}`);
  expect({ status: clip.status, type: clip.headers.get('content-type') }).toEqual({ status: 200, type: 'video/mp4' });
  await clip.body?.cancel();
});

it('one recording is chosen among those of a day, a damaged one holds up no other, and what runs can be ended', async () => {
  const { server, target } = await targets.webdav();
  await addRecording(old.path, true);
  const petlog = await start(old.path);
  await listed(petlog, 1);
  const { body: logged } = await call(`${petlog.url}/event`, 'POST', {
    event_type: 'playing',
    timestamp: '2026-05-01T12:00:05Z',
    duration: 4,
  });
  const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
  const id = String(body['target_id']);
  await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2 }] });
  const copies = async (date: string) => (await call(`${petlog.url}/backup/targets/${id}/copies?date=${date}`, 'GET')).body['recordings'];
  const there = { recording_id: recordingId, started_at: startedAt, size_bytes: (await stat(footage)).size };
  expect(await copies('2026-05-01')).toEqual([{ ...there, is_here: true }]);
  expect(await copies('2026-04-01')).toEqual([]);

  // The recording is gone here; the event knows where its video is.
  await call(`${petlog.url}/recordings/${recordingId}`, 'DELETE');
  expect(await copies('2026-05-01')).toEqual([{ ...there, is_here: false }]);
  const eventId = Number(logged['event_id']);
  expect((await call(`${petlog.url}/backup/events/${eventId}`, 'GET')).body).toEqual({ places: [{ target_id: id, name: 'NAS' }] });
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, event_id: eventId });
  await expect
    .poll(async () => (await statusOf(petlog)).restore, patience)
    .toMatchObject({ state: 'done', recordings_count: 1, events_count: 0 });
  expect((await call(`${petlog.url}/events/${eventId}`, 'GET')).body['clip_url']).not.toBeNull();
  expect((await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, event_id: 4711 })).body).toMatchObject({
    code: 'event_not_found',
  });
  expect((await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id })).status).toBe(422);

  const put = await fetch(`${server.url}/petlog/recordings/2026-05-01/20260501T110000000Z-000001.json`, {
    method: 'PUT',
    headers: { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` },
    body: '{"cut',
  });
  expect(put.status).toBe(201);
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, all: true });
  await expect
    .poll(async () => (await statusOf(petlog)).restore, patience)
    .toMatchObject({ state: 'failed', failed_count: 1, done_count: 3, reason: sentenceOfFault('some_broken', { count: '1' }) });
  expect(await copies('2026-05-01')).toContainEqual({ ...there, is_here: true });

  // A server that takes its time.
  await using slow = await SilentServer.open();
  await call(`${petlog.url}/backup/targets/${id}`, 'PATCH', { url: slow.url, password: 'secret word' });
  await call(`${petlog.url}/backup/restore`, 'POST', { target_id: id, all: true });
  await slow.asked;
  expect((await call(`${petlog.url}/backup/restore`, 'DELETE')).body).toMatchObject({ restore: { state: 'cancelled' } });
});

it('goes on after kill -9 in the middle of a file, and sends at most one part more', async () => {
  const { server, target } = await targets.s3();
  await using way = await BreakableWay.open(server.port);
  const content = randomBytes(3.5 * partBytes);
  await addRecording(old.path, true, content);
  const options = { dataDirectory: old.path, arguments: ['--allowed-targets', '127.0.0.1'] } as const;
  {
    await using petlog = await startPetLog(options);
    const added = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, url: way.url, most_kbps: 40_000 });
    expect(added.status).toBe(201);
    const sentBytes = async (): Promise<number> =>
      BackupStatus.parse((await call(`${petlog.url}/backup/status`, 'GET')).body).targets[0]?.sending?.sent_bytes ?? 0;
    await expect.poll(sentBytes, patience).toBeGreaterThan(1.2 * partBytes);
    await petlog.stop('SIGKILL');
  }
  way.breakNow();
  await using petlog = await startPetLog(options);
  const statusOfProcess = async (): Promise<BackupStatus> => BackupStatus.parse((await call(`${petlog.url}/backup/status`, 'GET')).body);
  await expect.poll(statusOfProcess, patience).toMatchObject({ targets: [{ waiting_count: 0, copied_count: 1 }] });
  expect(way.passedBytes).toBeLessThan(content.length + partBytes + 200_000);
  const store = new S3Store(
    { ...target, folder: 'petlog', region: 'us-east-1', accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey },
    new RemoteFiles(
      new EnteredAddresses({ allowedTargets: () => ['127.0.0.1'], ownPorts: () => [], ownAddresses: () => [] }),
      new BandwidthLimit(createSystemClock(), () => 0),
    ),
  );
  const pieces: Buffer[] = [];
  for await (const piece of await store.read(`recordings/2026-05-01/${recordingId}.mp4`, new AbortController().signal)) {
    pieces.push(piece);
  }
  store.close();
  expect(hashOf(Buffer.concat(pieces))).toBe(hashOf(content));
});

it.each(['webdav', 'rclone'] as const)(
  'copies to %s are encrypted once the key was confirmed, opened by age alone, and come back with the key',
  async (kind) => {
    const { server, target } = await targets[kind]();
    await addRecording(old.path, true);
    const petlog = await start(old.path);
    await listed(petlog, 1);
    await call(`${petlog.url}/event`, 'POST', { event_type: 'playing', timestamp: '2026-05-01T12:00:05Z', duration: 4 });
    const { body: added } = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, enabled: false });
    const id = String(added['target_id']);
    const address = `${petlog.url}/backup/targets/${id}`;
    expect((await call(`${address}/key/confirm`, 'POST', { last_characters: 'ABCDEFGH' })).body).toMatchObject({
      code: 'backup_key_not_made',
    });
    const made = await call(`${address}/key`, 'POST');
    const key = String(made.body['key']);
    expect(made.status).toBe(201);
    expect((await call(`${address}/key/confirm`, 'POST', { last_characters: 'ABCDEFGH' })).body).toMatchObject({
      code: 'backup_key_not_confirmed',
    });
    expect((await call(`${petlog.url}/backup/targets`, 'GET')).body).toMatchObject({ targets: [{ recipient: '' }] });
    const confirmed = await call(`${address}/key/confirm`, 'POST', { last_characters: key.slice(-8).toLowerCase() });
    expect(confirmed.body).toMatchObject({ recipient: made.body['recipient'] });
    expect((await call(address, 'PATCH', { recipient: 'age1other' })).status).toBe(422);
    await call(address, 'PATCH', { enabled: true });
    await expect
      .poll(() => statusOf(petlog), patience)
      .toMatchObject({ targets: [{ waiting_count: 0, copied_count: 2, last_error: null }] });
    expect((await call(`${address}/test`, 'POST')).body).toMatchObject({ ok: true });
    await stop(petlog);

    const files = await filesBelow(server.directory);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((name) => !name.endsWith('.age'))).toEqual([]);
    const everything = await Promise.all((await filesBelow(old.path)).map((name) => readFile(join(old.path, name))));
    expect(everything.some((content) => content.includes(key))).toBe(false);
    await writeFile(join(there.path, 'key.txt'), key);
    const video = files.find((name) => name.endsWith(`${recordingId}.mp4.age`)) ?? '';
    const opened = execFileSync('age', ['-d', '-i', join(there.path, 'key.txt'), join(server.directory, video)], { maxBuffer: 1e9 });
    expect(hashOf(opened)).toBe(hashOf(await readFile(footage)));

    const fresh = await start(card.path);
    const { body } = await call(`${fresh.url}/backup/targets`, 'POST', target);
    const restore = { target_id: body['target_id'], all: true };
    const restored = (input: object) => call(`${fresh.url}/backup/restore`, 'POST', { ...restore, ...input });
    const wrong = await call(`${fresh.url}/backup/restore`, 'POST', { ...restore, key: 'no key at all' });
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.body)).not.toContain('no key at all');
    await restored({});
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'failed', reason: sentenceOfFault('key_missing') });
    await restored({ key: (await makeKey()).identity });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'failed', reason: sentenceOfFault('key_wrong') });
    await restored({ key });
    await expect
      .poll(async () => (await statusOf(fresh)).restore, patience)
      .toMatchObject({ state: 'done', recordings_count: 1, events_count: 1 });
    const back = Buffer.from(await (await fetch(`${fresh.url}/recordings/${recordingId}`)).arrayBuffer());
    expect(hashOf(back)).toBe(hashOf(await readFile(footage)));
  },
);

it.each(['webdav', 'rclone'] as const)(
  'a sample is read back from %s: what is broken is told, sent again, and good the next time',
  async (kind) => {
    const { server, target } = await targets[kind]();
    await addRecording(old.path, true);
    const petlog = await start(old.path);
    await listed(petlog, 1);
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
    const address = `${petlog.url}/backup/targets/${String(body['target_id'])}`;
    const copied = { waiting_count: 0, copied_count: 1 };
    await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [{ ...copied, last_check: null }] });
    const checked = async (brokenCount: number): Promise<void> => {
      await call(`${address}/check`, 'POST');
      await expect
        .poll(() => statusOf(petlog), patience)
        .toMatchObject({ targets: [{ is_checking: false, last_check: { checked_count: 2, broken_count: brokenCount } }] });
    };
    const problems = async () => (await call(`${petlog.url}/live/status`, 'GET')).body['problems'];
    await checked(0);
    expect(await problems()).toEqual([]);

    const put = await fetch(`${server.url}/petlog/recordings/2026-05-01/${recordingId}.mp4`, {
      method: 'PUT',
      headers: { authorization: `Basic ${Buffer.from('anna:secret word').toString('base64')}` },
      body: 'rotten',
    });
    expect(put.ok).toBe(true);
    await checked(1);
    expect(await problems()).toMatchObject([{ code: 'backup_copies_damaged', message: expect.stringContaining(target.name) as unknown }]);
    await expect.poll(() => statusOf(petlog), patience).toMatchObject({ targets: [copied] });
    await checked(0);
    expect(await problems()).toEqual([]);
  },
);

it('a remote that wraps another is followed, and those that lead to this machine or are not there are refused', async () => {
  const { server, target } = await targets.rclone();
  const petlog = await start(old.path);
  const { body } = await call(`${petlog.url}/backup/targets`, 'POST', { ...target, remote: 'sealed' });
  const address = `${petlog.url}/backup/targets/${String(body['target_id'])}`;
  const tested = async (remote: string) => {
    await call(address, 'PATCH', { remote });
    return (await call(`${address}/test`, 'POST')).body;
  };
  expect(await tested('sealed')).toEqual({ ok: true, failed_step: null, reason: null });
  expect((await readdir(server.directory)).sort()).toEqual(['sealed']);
  const before = await filesBelow(there.path);
  const reason = sentenceOfFault('rclone_type', { said: 'local' });
  expect(await tested('machine')).toEqual({ ok: false, failed_step: 'type', reason });
  expect(await tested('behind')).toEqual({ ok: false, failed_step: 'type', reason });
  expect(await tested('nowhere')).toMatchObject({ ok: false, failed_step: 'remote' });
  expect(await filesBelow(there.path)).toEqual(before);
  const { rclone } = (await call(`${petlog.url}/backup/targets`, 'GET')).body as { rclone: { configuration_path: string } };
  expect(rclone.configuration_path).toBe(join(there.path, 'configurations', 'rclone', 'rclone.conf'));
});

describe('what cannot be', () => {
  it.each([
    [{ kind: 's3', url: 'https://s3.example.com', bucket: 'Not A Bucket', username: 'a', password: 'b' }, 'bucket'],
    [{ kind: 's3', url: 'https://s3.example.com', bucket: 'petlog', username: 'a' }, 'password'],
    [{ kind: 'webdav', url: 'ftp://nas.example.com/' }, 'url'],
    [{ kind: 'webdav', url: 'https://anna:secret@nas.example.com/' }, 'url'],
    [{ kind: 'webdav', url: 'https://nas.example.com/', folder: '../else' }, 'folder'],
    [{ kind: 'webdav' }, 'url'],
    [{ kind: 'webdav', url: 'https://nas.example.com/', remote: 'nas' }, 'remote'],
    [{ kind: 'ftp', url: 'https://nas.example.com/' }, 'kind'],
    [{ kind: 'rclone' }, 'remote'],
    [{ kind: 'rclone', remote: ':local' }, 'remote'],
    [{ kind: 'rclone', remote: 'nas,ssh=sh' }, 'remote'],
    [{ kind: 'rclone', remote: '-v' }, 'remote'],
    [{ kind: 'rclone', remote: 'nas', folder: '/etc' }, 'folder'],
    [{ kind: 'rclone', remote: 'nas', folder: 'a/../../b' }, 'folder'],
    [{ kind: 'rclone', remote: 'nas', url: 'https://nas.example.com/' }, 'url'],
    [{ kind: 'rclone', remote: 'nas', password: 'secret word' }, 'password'],
  ])('%j', async (input, path) => {
    const petlog = await start(old.path);
    const { status, body } = await call(`${petlog.url}/backup/targets`, 'POST', { name: 'x', ...input });
    expect({ status, path: (body['errors'] as { path: string }[])[0]?.path }).toEqual({ status: 422, path });
  });

  it('an address that only the owner of the machine may send PetLog to', async () => {
    const { target } = await targets.webdav();
    const petlog = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240' }, { dataDirectory: old.path });
    running.push(petlog);
    const { body } = await call(`${petlog.url}/backup/targets`, 'POST', target);
    const tested = await call(`${petlog.url}/backup/targets/${String(body['target_id'])}/test`, 'POST');
    expect(tested.body).toMatchObject({
      ok: false,
      failed_step: 'connect',
      reason: expect.stringContaining('is this machine itself') as unknown,
    });
  });
});
