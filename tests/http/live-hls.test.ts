/** `GET /live/hls/...`, as players read it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { encodedFootage } from '../support/encoded-footage.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { apiToken, kioskCaller } from '../support/paired-device.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { type ReadPlaylist, readPlaylist } from '../support/playlist-reader.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const run = promisify(execFile);
let running: RunningPetLog | null = null;
const held: HeldAnswer[] = [];

afterEach(async () => {
  held.splice(0).forEach((answer) => answer.close());
  await running?.stop();
  running = null;
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_IDLE_STOP_SECONDS: '0', ...environment });
  return running;
}

const statusOf = async ({ url }: { url: string }): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);

async function textOf(address: string | URL, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(address, { headers });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`${response.status} for ${String(address)}: ${text}`);
  }
  expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    'application/vnd.apple.mpegurl',
    'no-store',
  ]);
  return text;
}

/** Opens the stream as a player does; the address of the playlist that it is led to. */
async function open({ url }: { url: string }, query = '', headers: Record<string, string> = {}): Promise<URL> {
  const index = `${url}/live/hls/index.m3u8${query}`;
  return new URL((await textOf(index, headers)).trim().split('\n').at(-1)!, index);
}

const read = async (address: URL, wish: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<ReadPlaylist> => {
  const asked = new URL(address);
  Object.entries(wish).forEach(([name, value]) => asked.searchParams.set(name, value));
  return readPlaylist(await textOf(asked, headers));
};

function hold({ port }: { port: number }, { pathname, search }: URL, headers: Record<string, string> = {}): HeldAnswer {
  const answer = new HeldAnswer(port, pathname + search, { ...headers, Connection: 'close' });
  held.push(answer);
  return answer;
}

/** Decodes so many pictures; what ffmpeg says of each. */
async function decoded(address: string, count: number): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', address, '-frames:v', String(count), '-f', 'framemd5', '-']);
  return stdout.split('\n').filter((line) => line.startsWith('0,'));
}

describe('of a camera that gives JPEGs', () => {
  it('starts the camera, counts as a viewer, and ends ten seconds after its last question', async () => {
    const petlog = await start();
    expect((await fetch(`${petlog.url}/live/hls/index.m3u8`, { method: 'HEAD' })).status).toBe(200);
    expect((await statusOf(petlog)).state).toBe('stopped');
    const address = await open(petlog);
    expect((await read(address)).segments.length).toBeGreaterThan(0);
    expect(await statusOf(petlog)).toMatchObject({ state: 'live', active_streams: 1 });
    const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
    expect(metrics).toMatch(/^petlog_viewers_by_transport\{camera="main",transport="hls"\} 1$/m);
    await vi.waitFor(async () => expect(await statusOf(petlog)).toMatchObject({ state: 'stopped', active_streams: 0 }), 60_000);
    expect((await fetch(new URL('init-0.mp4', address))).status).toBe(404);
  });

  it('is played by ffmpeg and understood by ffprobe, without another encode', async () => {
    const petlog = await start();
    const index = `${petlog.url}/live/hls/index.m3u8`;
    const [played, probed, mse] = await Promise.all([
      decoded(index, 40),
      run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0', index]),
      decoded(`${petlog.url}/live/video`, 40),
    ]);
    expect(played).toHaveLength(40);
    expect(probed.stdout.trim().split('\n')[0]).toBe('h264,320,240');
    const sums = new Set(mse.map((line) => line.split(',').at(-1)));
    expect(played.filter((line) => sums.has(line.split(',').at(-1))).length).toBeGreaterThan(0);
  });

  it('answers a reload when the next part is there, and gives each part as it is hinted', async () => {
    const petlog = await start();
    const address = await open(petlog);
    let playlist = await read(address);
    const seen: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      const { segments, current, hintUri } = playlist;
      const segment = current?.sequence ?? segments.at(-1)!.sequence + 1;
      const part = fetch(new URL(hintUri, address));
      playlist = await read(address, { _HLS_msn: String(segment), _HLS_part: String(current?.parts.length ?? 0), _HLS_skip: 'YES' });
      const bytes = Buffer.from(await (await part).arrayBuffer());
      expect(bytes.subarray(4, 8).toString()).toBe('moof');
      const all = [...playlist.segments, ...(playlist.current === null ? [] : [playlist.current])].flatMap(({ parts }) => parts);
      expect(all.map(({ uri }) => uri)).toContain(hintUri);
      seen.push(hintUri);
    }
    expect(new Set(seen).size).toBe(12);
    const { segments } = playlist;
    const times = segments.map(({ programDate }) => programDate!.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.abs(Date.now() - times.at(-1)!)).toBeLessThan(60_000);
  });

  it('gives parts of the files that it names, and playlists as they are', async () => {
    const petlog = await start();
    const address = await open(petlog, '', { Range: 'bytes=9-1' });
    expect(await textOf(address, { Range: 'bytes=0-1' })).toMatch(/^#EXTM3U\n/);
    const { segments, current } = await read(address);
    const file = new URL((segments.at(-1) ?? current)!.initializationUri!, address);
    const ask = (range: string): Promise<Response> => fetch(file, { headers: { Range: range } });
    const whole = Buffer.from(await (await fetch(file)).arrayBuffer());
    const part = await ask('bytes=4-7');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-7/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).toString()).toBe('ftyp');
    expect((await ask('bytes=9-1')).status).toBe(416);
  });

  it('refuses at once what is long over, far ahead, or nothing at all, in a sentence', async () => {
    const petlog = await start();
    const address = await open(petlog);
    const { current, segments } = await read(address);
    const newest = current?.sequence ?? segments.at(-1)!.sequence;
    const answerOf = async (path: string): Promise<[number, unknown]> => {
      const { status, body } = await call(new URL(path, address).href);
      return [status, body['code']];
    };
    expect(await answerOf('media.m3u8?_HLS_part=1')).toEqual([400, 'malformed_request']);
    expect(await answerOf(`media.m3u8?_HLS_msn=${newest + 20}`)).toEqual([400, 'malformed_request']);
    expect(await answerOf('media.m3u8?_HLS_msn=-1')).toEqual([422, 'invalid_input']);
    expect(await answerOf('media.m3u8?_HLS_msn=x')).toEqual([422, 'invalid_input']);
    expect(await answerOf('part-1000000.mp4')).toEqual([400, 'malformed_request']);
    expect(await answerOf('segment-1000000.mp4')).toEqual([404, 'hls_gone']);
    expect(await answerOf('init-9.mp4')).toEqual([404, 'hls_gone']);
    expect(await answerOf('part--1.mp4')).toEqual([404, 'hls_gone']);
    expect(await answerOf('..%2f..%2fpetlog.yaml')).toEqual([404, 'hls_gone']);
    expect(await answerOf('../360p/media.m3u8')).toEqual([404, 'rendition_not_found']);
    expect(await answerOf('../360p/init-0.mp4')).toEqual([404, 'rendition_not_found']);
    expect(await answerOf('media.m3u8?camera=attic')).toEqual([404, 'camera_not_found']);
  });

  it('repeats the camera and who plays it in every address', async () => {
    const petlog = await start({ PETLOG_CAMERAS_GARDEN_SOURCE: 'mock', PETLOG_CAMERAS_GARDEN_RESOLUTION: '128x96' });
    const address = await open(petlog, '?camera=garden');
    expect(address.searchParams.get('camera')).toBe('garden');
    const { segments, hintUri } = await read(address);
    const uris = [
      hintUri,
      segments[0]!.uri!,
      segments[0]!.initializationUri!,
      ...segments.flatMap(({ parts }) => parts.map(({ uri }) => uri)),
    ];
    expect(new Set(uris.map((uri) => new URL(uri, address).search))).toEqual(new Set([address.search]));
    expect((await fetch(new URL(segments[0]!.uri!, address))).status).toBe(200);
    expect((await statusOf(petlog)).active_streams).toBe(0);
    const options = LiveOptions.parse((await call(`${petlog.url}/live/options?camera=garden`)).body);
    expect(options.transports.find(({ kind }) => kind === 'hls')?.url).toBe('/live/hls/index.m3u8?camera=garden');
    const cameras = (await call(`${petlog.url}/cameras/garden`)).body;
    expect(cameras['hls_url']).toBe('/live/hls/index.m3u8?camera=garden');
  });

  it.each([
    ['a stop', '/live/stop', undefined, 503],
    ['privacy', '/live/privacy', { on: true }, 409],
  ] as const)('ends with %s, and a player that goes on asking starts nothing', async (_what, path, body, code) => {
    const petlog = await start();
    const address = await open(petlog);
    const { current, segments } = await read(address);
    const next = new URL(address);
    next.searchParams.set('_HLS_msn', String((current?.sequence ?? segments.at(-1)!.sequence) + 1));
    const waiting = hold(petlog, next);
    await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(1));
    await call(petlog.url + path, 'POST', body);
    await waiting.until('\r\n\r\n');
    expect(waiting.text).toMatch(new RegExp(`^HTTP/1\\.1 (404|${code}) `)); // the latter where it came late
    expect((await fetch(address)).status).toBe(code);
    expect(await statusOf(petlog)).toMatchObject({ state: 'stopped', active_streams: 0 });
  });

  it('is refused where there is no room', async () => {
    const petlog = await start({ PETLOG_LIMITS_VIEWERS: '1' });
    await open(petlog);
    expect(await call(`${petlog.url}/live/video`)).toMatchObject({ status: 503, body: { code: 'too_many_viewers' } });
    expect(await call(`${petlog.url}/live/hls/full/media.m3u8?reader=another`)).toMatchObject({
      status: 503,
      body: { code: 'too_many_viewers' },
    });
  });

  it('ends with the permission of who plays it', async () => {
    const petlog = await start({ PETLOG_SECURITY_ACCESS: 'accounts' });
    const { id, bearer } = await apiToken(petlog, 'viewer');
    const address = await open(petlog, '', bearer);
    const { current, segments } = await read(address, {}, bearer);
    const next = new URL(address);
    next.searchParams.set('_HLS_msn', String((current?.sequence ?? segments.at(-1)!.sequence) + 1));
    const waiting = hold(petlog, next, bearer);
    await petlog.petlog.control.operations['tokens.revoke']({ id }, kioskCaller);
    await waiting.ended();
    expect((await fetch(address, { headers: bearer })).status).toBe(401);
    const { active_streams: streams } = await petlog.petlog.control.operations['live.status']({}, kioskCaller);
    expect(streams).toBe(0);
  });

  it('ends with PetLog, also what is being waited for', async () => {
    const petlog = await start();
    const address = await open(petlog);
    const { hintUri } = await read(address);
    const waiting = hold(petlog, new URL(hintUri, address));
    await petlog.stop();
    running = null;
    await waiting.ended();
  });
});

describe('of a camera that encodes by itself', () => {
  beforeAll(() => encodedFootage({ widthPixels: 640, heightPixels: 360 }, 30), 60_000);

  it('is what the camera gives', async () => {
    await using camera = await FakeCamera.install(['rpicam-vid']);
    const { PATH = '' } = camera.environment();
    await using petlog: PetLogProcess = await startPetLog({
      arguments: ['--camera', 'rpicam'],
      environment: { PATH },
      config: { camera: { codec: 'h264', resolution: [640, 360], frame_rate: 15 } },
    });
    expect(await decoded(`${petlog.url}/live/hls/index.m3u8`, 40)).toHaveLength(40);
    const playlist = await read(await open(petlog));
    expect([playlist.hasIndependentSegments, playlist.targetSeconds]).toEqual([false, 4]);
  });
});
