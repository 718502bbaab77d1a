/** Players, recorders and home automation: what is no browser, and knows a user name and a password at most. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordingsPage } from '../../shared/api.ts';
import { PetInput } from '../../shared/pets.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { isMedia, rawRoutes, type RawRouteName } from '../../shared/routes.ts';
import { ask } from '../support/ask.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { visitOf } from '../support/open-event-log.ts';
import { apiToken, kioskCaller, pairDevice, pairingCode } from '../support/paired-device.ts';
import { RawConnection } from '../support/raw-connection.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tinyJpeg } from '../support/tiny-jpeg.ts';

const run = promisify(execFile);

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let running: RunningPetLog;
let token: Awaited<ReturnType<typeof apiToken>>;
/** Of each route that answers pictures or video. */
let paths: Partial<Record<RawRouteName, string>>;

const basicOf = (secret: string, name = 'anyone'): { Authorization: string } => ({
  Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});

beforeAll(async () => {
  directory = await temporaryDirectory();
  const rendererDirectory = join(directory.path, 'site');
  const dataDirectory = join(directory.path, 'data');
  await mkdir(rendererDirectory);
  await writeFile(join(rendererDirectory, 'index.html'), '<!doctype html><html><head><title>PetLog</title></head></html>');
  await mkdir(join(dataDirectory, 'recordings'), { recursive: true });
  await copyFile(footagePath, join(dataDirectory, 'recordings', 'cat.mp4'));
  running = await runPetLog(
    { PETLOG_SECURITY_ACCESS: 'accounts', PETLOG_CAMERA_RESOLUTION: '128x96' },
    { dataDirectory, rendererDirectory },
  );
  token = await apiToken(running, 'viewer');
  await running.petlog.control.operations['live.start']({}, kioskCaller);
  const id = await vi.waitFor(
    async () =>
      RecordingsPage.parse((await call(`${running.url}/recordings`, 'GET', undefined, token.bearer)).body).recordings[0]!.recording_id,
    20_000,
  );
  const start = await vi.waitFor(async () => {
    const range = RewindRange.parse((await call(`${running.url}/live/rewind`, 'GET', undefined, token.bearer)).body);
    expect(Date.parse(range.end ?? '') - Date.parse(range.start ?? '')).toBeGreaterThan(2500);
    return encodeURIComponent(new Date(Date.parse(range.start ?? '') + 100).toISOString());
  }, 60_000);
  const shared = await running.petlog.control.operations['shares.create']({ recording_id: id, expires_in_seconds: 3600 }, kioskCaller);
  const linkPath = new URL(shared.url, running.url).pathname;
  const { timestamp } = RecordingsPage.parse((await call(`${running.url}/recordings`, 'GET', undefined, token.bearer)).body).recordings[0]!;
  running.petlog.visits.record(visitOf({ startedAtMs: Date.parse(timestamp) + 5000, ended: true, picture: await tinyJpeg() }));
  const pet = await running.petlog.control.operations['pets.create'](PetInput.parse({ name: 'Luna' }), kioskCaller);
  const admin = await apiToken(running, 'admin');
  const headers = { ...admin.bearer, 'Content-Type': 'image/jpeg' };
  await fetch(`${running.url}/pets/${pet.pet_id}/picture`, { method: 'PUT', headers, body: new Uint8Array(await tinyJpeg()) });
  await vi.waitFor(async () => {
    expect((await call(`${running.url}/events/1`, 'GET', undefined, token.bearer)).body['picture_url']).not.toBeNull();
  }, 60_000);
  paths = {
    'events.picture': '/events/1/picture?box=1',
    'events.clip': '/events/1/clip',
    'pets.picture': `/pets/${pet.pet_id}/picture`,
    'shares.video': `${linkPath}/video`,
    'shares.picture': `${linkPath}/picture`,
    'live.stream': '/live/stream',
    'live.video': '/live/video',
    'hls.index': '/live/hls/index.m3u8',
    'hls.playlist': '/live/hls/full/media.m3u8',
    'hls.piece': 'as the newest playlist names it',
    'live.wall': '/live/wall',
    'live.snapshot': '/live/snapshot',
    'recordings.file': `/recordings/${id}`,
    'recordings.thumbnail': `/recordings/${id}/thumbnail`,
    'recordings.preview': `/recordings/${id}/preview`,
    'rewind.clip': `/live/rewind/clip?start=${start}&duration=2`,
    'rewind.picture': `/live/rewind/picture?at=${start}`,
  };
}, 120_000);

afterAll(async () => {
  await running.stop();
  await directory[Symbol.asyncDispose]();
});

const mediaRoutes = (Object.keys(rawRoutes) as RawRouteName[]).filter((name) => isMedia(rawRoutes[name]));
const isEndless = (name: RawRouteName): boolean => name === 'live.stream' || name === 'live.video' || name === 'live.wall';

/** Other bytes with each answer. */
const changes: readonly RawRouteName[] = ['live.snapshot', 'hls.index', 'hls.playlist'];

/** No `Accept`, no `User-Agent`: as little as HTTP asks for. */
const requestOf = (method: string, path: string, further = '', version = '1.1'): string =>
  `${method} ${path} HTTP/${version}\r\n${version === '1.1' ? 'Host: 127.0.0.1\r\n' : ''}Authorization: ${basicOf(token.token).Authorization}\r\n${further}\r\n`;

const beginnings: Readonly<Record<string, (body: Buffer) => boolean>> = {
  'image/jpeg': (body) => body.readUInt16BE(0) === 0xffd8,
  'video/mp4': (body) => body.subarray(4, 8).toString() === 'ftyp',
  'application/vnd.apple.mpegurl': (body) => body.toString().startsWith('#EXTM3U\n'),
  'multipart/x-mixed-replace; boundary=frame': (body) => body.subarray(0, 7).toString() === '--frame',
};

/** Of a stream that somebody plays. */
async function newestPiece(): Promise<string> {
  const playlist = await (await fetch(`${running.url}${paths['hls.playlist']}`, { headers: token.bearer })).text();
  return `/live/hls/full/${/MAP:URI="([^"]+)"/.exec(playlist)?.[1]}`;
}

describe.each(mediaRoutes)('%s', (name) => {
  beforeEach(async () => {
    if (name === 'hls.piece') {
      paths[name] = await newestPiece();
    }
  });

  const ownBytes = isEndless(name) ? 500 : undefined;
  const pathOf = (): string => paths[name]!;

  it.each(['1.1', '1.0'])('is answered over HTTP/%s with a user name and a password', async (version) => {
    const connection = new RawConnection(running.port);
    const { status, headers, body } = await connection.ask(requestOf('GET', pathOf(), '', version), ownBytes);
    expect(status).toBe(200);
    expect(beginnings[headers.get('content-type')!]!(body)).toBe(true);
    if (version === '1.0' && !isEndless(name)) {
      expect(await connection.ended()).toBe('');
    }
    connection.close();
  });

  it('answers HEAD with the head alone', async () => {
    const connection = new RawConnection(running.port);
    const head = await connection.ask(requestOf('HEAD', pathOf(), 'Range: bytes=0-9\r\n'), 0); // a part is for GET (RFC 9110, 14.2)
    expect([head.status, head.headers.get('content-type')?.split(';')[0]]).toEqual([200, rawRoutes[name].contentType]);
    if (!isEndless(name)) {
      // Nothing was left on the connection: the next answer begins with its head.
      const { status, body } = await connection.ask(requestOf('GET', pathOf()));
      expect(status).toBe(200);
      expect(changes.includes(name) || Number(head.headers.get('content-length')) === body.length).toBe(true);
    }
    connection.close();
  });

  it.skipIf(isEndless(name))('is answered again and again on one connection', async () => {
    const connection = new RawConnection(running.port);
    for (const [version, further] of [
      ['1.1', ''],
      ['1.1', 'Accept: text/plain\r\n'],
      ['1.0', 'Connection: keep-alive\r\n'],
      ['1.1', 'Connection: close\r\n'],
    ] as const) {
      expect((await connection.ask(requestOf('GET', pathOf(), further, version))).status).toBe(200);
    }
    expect(await connection.ended()).toBe('');
  });

  it('sends the part that is asked for, or all of it', async () => {
    const connection = new RawConnection(running.port);
    const { status, headers, body } = await connection.ask(requestOf('GET', pathOf(), 'Range: bytes=0-9\r\n'), ownBytes);
    expect(rawRoutes[name].contentType === 'video/mp4' && !isEndless(name) ? [206] : [200, 206]).toContain(status);
    if (status === 206) {
      expect([body.length, headers.get('content-range')]).toEqual([10, expect.stringMatching(/^bytes 0-9\/\d+$/)]);
    } else {
      expect(beginnings[headers.get('content-type')!]!(body)).toBe(true);
    }
    connection.close();
  });

  it.each(['_=1', '1690000000', 't=1690000000&cache=no', '__proto__=1', 'a[b]=1'])('takes no notice of ?%s', async (query) => {
    const connection = new RawConnection(running.port);
    const { status } = await connection.ask(
      requestOf('GET', `${pathOf()}${pathOf().includes('?') ? '&' : '?'}${query}`),
      isEndless(name) ? 0 : undefined,
    );
    expect(status).toBe(200);
    connection.close();
  });
});

it('pages take no notice of parameters that nobody knows, JSON calls refuse them', async () => {
  for (const path of ['/?_=1', '/docs?1690000000', '/docs/?_=1']) {
    expect((await ask(running.url + path)).status).toBeLessThan(400);
  }
  expect((await ask(`${running.url}/live/status?_=1`, { headers: token.bearer })).json['code']).toBe('invalid_input');
});

describe('real programs', () => {
  it('every route with pictures or video is tried here', () => {
    expect(Object.keys(paths).sort()).toEqual([...mediaRoutes].sort());
  });

  it.each([
    ['--user', '--basic'],
    ['--user', '--anyauth'],
  ])('curl %s %s gets the picture', async (...flags) => {
    const file = join(directory.path, 'now.jpg');
    const { stdout } = await run('curl', [
      '--silent',
      '--output',
      file,
      '--write-out',
      '%{http_code}',
      flags[0],
      `petlog:${token.token}`,
      flags[1],
      `${running.url}/live/snapshot`,
    ]);
    expect([stdout, (await readFile(file)).readUInt16BE(0)]).toEqual(['200', 0xffd8]);
  });

  it.each(['live.stream', 'live.video', 'hls.index', 'recordings.file'] as const)(
    'ffmpeg plays %s with name and password in the address',
    async (name) => {
      const url = `http://petlog:${token.token}@127.0.0.1:${running.port}${paths[name]}`;
      const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', url, '-frames:v', '3', '-f', 'framemd5', '-']);
      expect(stdout.split('\n').filter((line) => line.startsWith('0,'))).toHaveLength(3);
    },
  );
});

describe('a token as password', () => {
  it('is for watching: nothing is changed with it, and it is never taken from an address', async () => {
    const { token: admins } = await apiToken(running, 'admin');
    expect((await ask(`${running.url}/settings`, { headers: basicOf(admins) })).status).toBe(200);
    expect((await ask(`${running.url}/live/stop`, { method: 'POST', headers: basicOf(admins) })).status).toBe(401);
    expect((await ask(`${running.url}/settings`, { headers: basicOf(token.token) })).status).toBe(403);
    for (const name of ['token', 'access_token', 'password', 'auth', 'petlog_access']) {
      expect((await ask(`${running.url}/live/snapshot?${name}=${token.token}`)).status).toBe(401);
    }
  });

  it('is one of an integration: neither that of a device nor an empty one counts', async () => {
    const { accessToken } = await pairDevice(running, 'admin');
    for (const secret of [accessToken, '', 'petlog_']) {
      expect((await ask(`${running.url}/live/status`, { headers: basicOf(secret), localAddress: '127.0.0.9' })).status).toBe(401);
    }
  });

  it('is asked of programs, and not of browsers, which would show a window for it', async () => {
    const challengesFor = async (headers: Record<string, string>, method = 'GET', path = '/live/snapshot'): Promise<string> =>
      String((await ask(running.url + path, { method, headers })).headers['www-authenticate']);
    expect(await challengesFor({ 'User-Agent': 'VLC/3.0.21 LibVLC/3.0.21' })).toMatch(/^Basic .*, Bearer /);
    expect(await challengesFor({})).toMatch(/^Basic /);
    for (const headers of [
      { 'Sec-Fetch-Site': 'same-origin' },
      { Referer: `${running.url}/` },
      { Cookie: 'x=y' },
      { 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'en' },
      { 'User-Agent': 'Mozilla/5.0', Accept: 'text/html' },
    ]) {
      expect(await challengesFor(headers)).toBe('Bearer realm="PetLog"');
    }
    expect(await challengesFor({}, 'POST', '/live/stop')).toBe('Bearer realm="PetLog"');
  });

  it('counts as a guess where it is wrong, together with those at pairing codes; a right one is let in all the same', async () => {
    const at = { localAddress: '127.0.0.2' };
    const guess = (secret: string) => ask(`${running.url}/live/snapshot`, { headers: basicOf(secret), ...at });
    for (let index = 0; index < 3; index += 1) {
      expect((await guess(index === 0 ? 'my password' : `petlog_${index}`)).status).toBe(401);
    }
    const fourth = await guess('petlog_4');
    expect([fourth.status, fourth.json['code'], Number(fourth.headers['retry-after'])]).toEqual([
      429,
      'too_many_attempts',
      expect.toSatisfy((seconds: number) => seconds > 0),
    ]);
    const paired = await ask(`${running.url}/auth/pair`, {
      method: 'POST',
      body: { code: await pairingCode(running, 'viewer'), device_name: 'Phone' },
      ...at,
    });
    expect(paired.json['code']).toBe('too_many_attempts');
    expect((await guess(token.token)).status).toBe(200);
  });

  it('that was revoked keeps nobody beside it from pairing, however often a program shows it', async () => {
    const at = { localAddress: '127.0.0.3' };
    const { id, token: revoked } = await apiToken(running, 'viewer');
    const poll = (): Promise<number> =>
      ask(`${running.url}/live/snapshot`, { headers: basicOf(revoked), ...at }).then(({ status }) => status);
    expect(await poll()).toBe(200);
    await running.petlog.control.operations['tokens.revoke']({ id }, kioskCaller);
    expect(new Set(await Promise.all(Array.from({ length: 50 }, poll)))).toEqual(new Set([401]));
    const paired = await ask(`${running.url}/auth/pair`, {
      method: 'POST',
      body: { code: await pairingCode(running, 'viewer'), device_name: 'Phone' },
      ...at,
    });
    expect(paired.status).toBe(200);
  });
});

describe('a monitor that speaks HTTP/1.0 without a host, as HAProxy does', () => {
  it.each([
    'OPTIONS / HTTP/1.0\r\n\r\n',
    'OPTIONS /health HTTP/1.0\r\n\r\n',
    'HEAD / HTTP/1.0\r\n\r\n',
    'HEAD /health HTTP/1.0\r\n\r\n',
    'GET /health HTTP/1.0\r\n\r\n',
    'GET /health HTTP/1.0\r\nConnection: close\r\n\r\n',
  ])('is told that PetLog is well: %j', async (text) => {
    const connection = new RawConnection(running.port);
    const { status } = await connection.ask(text, 0);
    expect(Math.floor(status / 100)).toBe(2); // what HAProxy takes for well, beside 3xx
    await connection.ended();
  });
});
