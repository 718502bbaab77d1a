/** What is being answered ends when the permission for it does. */
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../main/library/recording.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { apiToken, deviceOf, kioskCaller, pairDevice } from '../support/paired-device.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** More than kernel and Node hold on the way. */
const fileBytes = 64 * 1024 * 1024;
const environment = { PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96', PETLOG_LIMITS_VIEWERS_PER_DEVICE: '2' };
const recordingId = recordingIdOf(Date.parse('2026-05-01T12:00:00Z'), 'abcdef');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
let held: HeldAnswer[];

/** A recording that takes long to download. */
async function addRecording(): Promise<void> {
  const storage = new StorageDirectory(directory.path, 'recordings');
  const filename = `${recordingId}.mp4`;
  await mkdir(storage.hiddenFile('.'), { recursive: true });
  await writeFile(storage.file(filename), '');
  await truncate(storage.file(filename), fileBytes);
  const recording = {
    recordingId,
    filename,
    directory: storage.relativePath,
    startedAtMilliseconds: Date.parse('2026-05-01T12:00:00Z'),
    durationMilliseconds: 60_000,
    sizeBytes: fileBytes,
    widthPixels: 320,
    heightPixels: 240,
    clock: 'synchronized',
    frameRate: 15,
    cameraId: 'main',
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept: true,
    name: '',
    note: '',
    state: 'finished',
    pictures: 'missing',
  } as const;
  await writeSidecar(storage.sidecar(recordingId), { recording, furtherParts: [] });
}

beforeEach(async () => {
  held = [];
  directory = await temporaryDirectory();
  await addRecording();
  running = await runPetLog(environment, { dataDirectory: directory.path });
});

afterEach(async () => {
  held.forEach((answer) => answer.close());
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

async function hold(path: string, headers: Record<string, string>, until: string): Promise<HeldAnswer> {
  const answer = new HeldAnswer(running.port, path, headers);
  held.push(answer);
  await answer.until(until);
  return answer;
}

/** Everything that goes on for long, under way. */
async function everythingLong(headers: Record<string, string>): Promise<HeldAnswer[]> {
  while ((await call(`${running.url}/recordings`, 'GET', undefined, headers)).body.total_count !== 1) {
    // the library takes in what it finds after the start
  }
  const file = new HeldAnswer(running.port, `/recordings/${recordingId}`, headers);
  held.push(file);
  await file.until('video/mp4');
  file.socket.pause();
  return [await hold('/live/stream', headers, '--frame'), await hold('/live/events', headers, 'event: heartbeat'), file];
}

async function expectEnded(answers: HeldAnswer[]): Promise<void> {
  answers.forEach(({ socket }) => socket.resume());
  await Promise.all(answers.map((answer) => answer.ended()));
  for (const { receivedBytes } of answers) {
    expect(receivedBytes).toBeLessThan(fileBytes);
  }
}

const operations = () => running.petlog.control.operations;

describe('a stream, events and a download end', () => {
  it("when the device is shut out, and nobody else's do", async () => {
    const [device, other] = [await pairDevice(running, 'viewer'), await pairDevice(running, 'viewer', 'Tablet')];
    const [answers, others] = [await everythingLong(device.bearer), await everythingLong(other.cookie)];
    await operations()['devices.revoke']({ id: device.id }, kioskCaller);
    await expectEnded(answers);
    const witness = new StreamReader(running.port, '/live/stream', '127.0.0.1', other.bearer);
    await witness.next(3);
    witness.close();
    expect(others.map(({ isEnded }) => isEnded)).toEqual([false, false, false]);
    const again = await call(`${running.url}/live/stream`, 'GET', undefined, device.bearer);
    expect([again.status, again.body.code]).toEqual([401, 'unauthorized']);
  });

  it('when the device signs out', async () => {
    const device = await pairDevice(running, 'viewer');
    const answers = await everythingLong(device.cookie);
    expect((await call(`${running.url}/auth/sign-out`, 'POST', undefined, device.cookie)).status).toBe(200);
    await expectEnded(answers);
  });

  it('when its refresh token is used a second time', async () => {
    const device = await pairDevice(running, 'viewer');
    const refresh = () => call(`${running.url}/auth/refresh`, 'POST', { refresh_token: device.refreshToken });
    const renewed = deviceOf((await refresh()).body as never);
    const answers = [...(await everythingLong(device.bearer)), await hold('/live/stream', renewed.bearer, '--frame')];
    await refresh();
    await expectEnded(answers);
  });

  it('when the password of its account is changed', async () => {
    const account = await operations()['accounts.create']({ name: 'Robin', password: 'wool and cat hair', role: 'viewer' }, kioskCaller);
    const signIn = await call(`${running.url}/auth/sign-in`, 'POST', {
      name: 'robin',
      password: 'wool and cat hair',
      token_delivery: 'body',
    });
    const answers = await everythingLong(deviceOf(signIn.body as never).bearer);
    await operations()['accounts.change']({ id: account.account_id, password: 'another long one' }, kioskCaller);
    await expectEnded(answers);
  });

  it('when the token of an integration is ended', async () => {
    const { id, bearer } = await apiToken(running, 'viewer');
    const answers = await everythingLong(bearer);
    await operations()['tokens.revoke']({ id }, kioskCaller);
    await expectEnded(answers);
  });

  it('when accounts are switched on, for everyone who was there without one', async () => {
    await operations()['settings.change']({ security: { access: 'open' } }, kioskCaller);
    const device = await pairDevice(running, 'admin');
    const answers = await everythingLong({});
    await operations()['settings.change']({ security: { access: 'accounts' } }, kioskCaller);
    await expectEnded(answers);
    expect((await call(`${running.url}/live/status`)).status).toBe(401);
    expect((await call(`${running.url}/live/status`, 'GET', undefined, device.bearer)).status).toBe(200);
  });

  it('when token or device expire, at that moment', async () => {
    const [device, { id, bearer }] = [await pairDevice(running, 'viewer'), await apiToken(running, 'viewer')];
    await running.stop();
    const database = new DatabaseSync(join(directory.path, 'access', 'access.db'));
    const soon = Date.now() + 10_000;
    database.prepare('UPDATE api_tokens SET expires_at_ms = ? WHERE id = ?').run(soon, id);
    database
      .prepare('UPDATE devices SET expires_at_running_ms = (SELECT milliseconds FROM running_time) + 10000 WHERE id = ?')
      .run(device.id);
    database.close();
    running = await runPetLog(environment, { dataDirectory: directory.path });
    const ofToken = await everythingLong(bearer);
    const ofDevice = await everythingLong(device.bearer);
    await Promise.all([ofToken[0]?.ended(), ofDevice[0]?.ended()]);
    await expectEnded([...ofDevice, ...ofToken]);
    expect(Date.now()).toBeGreaterThanOrEqual(soon);
    expect((await call(`${running.url}/live/status`, 'GET', undefined, bearer)).status).toBe(401);
    expect((await call(`${running.url}/live/status`, 'GET', undefined, device.bearer)).status).toBe(401);
  });
});

describe('who may be told what', () => {
  it('viewers are not told who comes and goes; admins are, as long as they are', async () => {
    const [viewer, admin] = [await pairDevice(running, 'viewer'), await pairDevice(running, 'admin')];
    const forViewer = await hold('/live/events', viewer.bearer, 'event: heartbeat');
    const forAdmin = await hold('/live/events', admin.bearer, 'event: heartbeat');
    const picture = await hold('/live/stream', admin.bearer, '--frame');
    await pairDevice(running, 'viewer', 'Neighbour');
    await operations()['settings.change']({ camera: { quality: 70 } }, kioskCaller);
    await Promise.all([forViewer.until('settings.changed'), forAdmin.until('settings.changed')]);
    expect(forAdmin.text).toContain('Neighbour');
    expect(forViewer.text).not.toContain('Neighbour');
    expect(forViewer.text).not.toContain('access.changed');
    await operations()['devices.change']({ id: admin.id, role: 'viewer' }, kioskCaller);
    await forAdmin.ended();
    expect([picture.isEnded, forViewer.isEnded]).toEqual([false, false]);
    const again = await hold('/live/events', admin.bearer, 'event: heartbeat');
    await pairDevice(running, 'viewer', 'Postman');
    await operations()['settings.change']({ camera: { quality: 71 } }, kioskCaller);
    await again.until('settings.changed');
    expect(again.text).not.toContain('Postman');
  });

  it('a role is asked for again behind a body that took its time', async () => {
    const admin = await pairDevice(running, 'admin');
    const body = JSON.stringify({ camera: { quality: 12 } });
    const slow = new HeldAnswer(running.port, '/api', {});
    held.push(slow);
    await slow.until('Welcome');
    slow.socket.write(
      `PATCH /settings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${admin.bearer.Authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n${body.slice(0, 5)}`,
    );
    await slow.until('100 Continue');
    // An answer on another connection shows that the request before it was let in.
    expect((await call(`${running.url}/settings`, 'GET', undefined, admin.bearer)).status).toBe(200);
    await operations()['devices.change']({ id: admin.id, role: 'viewer' }, kioskCaller);
    slow.socket.write(body.slice(5));
    await slow.until('"code":"forbidden"');
    expect((await operations()['settings.get']({}, kioskCaller)).camera.quality).not.toBe(12);
  });
});

describe('limits of streams', () => {
  it('count by device, wherever it is', async () => {
    const [device, other] = [await pairDevice(running, 'viewer'), await pairDevice(running, 'viewer', 'Tablet')];
    await Promise.all([hold('/live/stream', device.bearer, '--frame'), hold('/live/stream', device.cookie, '--frame')]);
    await Promise.all([hold('/live/events', device.bearer, 'heartbeat'), hold('/live/events', device.cookie, 'heartbeat')]);
    for (const path of ['/live/stream', '/live/events']) {
      const answer = await call(running.url + path, 'GET', undefined, device.bearer);
      expect([answer.status, answer.body.code]).toEqual([503, 'too_many_viewers_of_device']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await hold('/live/stream', other.bearer, '--frame');
    held[0]?.close();
    for (
      let reader = new StreamReader(running.port, '/live/stream', '127.0.0.1', device.bearer);
      ;
      reader = new StreamReader(running.port, '/live/stream', '127.0.0.1', device.bearer)
    ) {
      if (
        await reader.next(1).then(
          () => true,
          () => false,
        )
      ) {
        reader.close();
        break;
      }
    }
  });
});
