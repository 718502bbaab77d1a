/** `GET /live/video`, as players read it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LiveStatus } from '../../shared/api.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { encodedFootage } from '../support/encoded-footage.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { heardIn } from '../support/heard-in.ts';
import { HeldAnswer } from '../support/held-answer.ts';
import { call } from '../support/http-client.ts';
import { childrenOf, commandLineOf } from '../support/process-life.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const run = promisify(execFile);
let running: RunningPetLog | null = null;
const readers: HeldAnswer[] = [];

afterEach(async () => {
  readers.splice(0).forEach((reader) => reader.close());
  await running?.stop();
  running = null;
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({ PETLOG_CAMERA_RESOLUTION: '320x240', PETLOG_CAMERA_IDLE_STOP_SECONDS: '0', ...environment });
  return running;
}

async function watch({ port }: RunningPetLog, until = 'moof'): Promise<HeldAnswer> {
  const reader = new HeldAnswer(port, '/live/video', {});
  readers.push(reader);
  await reader.until(until);
  return reader;
}

const statusOf = async ({ url }: { url: string }): Promise<LiveStatus> => LiveStatus.parse((await call(`${url}/live/status`)).body);

/** Decodes so many pictures of the live video; what ffmpeg says of each. */
async function decoded({ url }: { url: string }, count: number): Promise<string[]> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', `${url}/live/video`, '-frames:v', String(count), '-f', 'framemd5', '-']);
  return stdout.split('\n').filter((line) => line.startsWith('0,'));
}

const soundProcesses = (): number[] => childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('sound-process'));

describe('with sound', () => {
  it('has it in live video, recordings, the last minutes and HLS, until it is switched off for everyone', async () => {
    const petlog = await start({ PETLOG_CAMERA_SOUND: 'true', PETLOG_RECORDING_PRE_ROLL_SECONDS: '0' });
    const first = await watch(petlog); // the microphone opens with the first picture
    const live = await vi.waitFor(
      async () => {
        const heard = await heardIn(`${petlog.url}/live/video`);
        expect(heard.meanDecibels).toBeGreaterThan(-60);
        return heard;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(live.codecs).toEqual(['h264', 'aac']);
    const begun = await call(`${petlog.url}/live/record/start`, 'POST', { duration: 3 });
    const { recording_id: id } = begun.body as { recording_id: string };
    first.close();
    expect(await statusOf(petlog)).toMatchObject({ has_sound: true, problems: [] });
    const multivariant = await (await fetch(`${petlog.url}/live/hls/index.m3u8`)).text();
    expect(multivariant).toMatch(/CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2"/);
    await vi.waitFor(async () => expect((await statusOf(petlog)).recording).toBe(false), { timeout: 60_000, interval: 200 });
    const recordingUrl = `${petlog.url}/recordings/${id}`;
    // It is made plain after its end, and ffmpeg, which asks for it in several pieces, takes them of one file or the other.
    const bytes = async (): Promise<Buffer> => Buffer.from(await (await fetch(recordingUrl)).arrayBuffer());
    await vi.waitFor(async () => expect((await bytes()).includes('moof')).toBe(false), { timeout: 60_000, interval: 200 });
    const recorded = await heardIn(recordingUrl);
    expect(recorded.codecs).toEqual(['h264', 'aac']);
    expect(recorded.meanDecibels).toBeGreaterThan(-60);
    const recording = (await call(`${petlog.url}/recordings`)).body as { recordings: { timestamp: string }[] };
    const clip = await heardIn(
      `${petlog.url}/live/rewind/clip?start=${encodeURIComponent(recording.recordings[0]?.timestamp ?? '')}&duration=3`,
    );
    expect(clip.codecs).toEqual(['h264', 'aac']);
    expect(clip.meanDecibels).toBeGreaterThan(-60);

    const reader = await watch(petlog);
    expect(soundProcesses().length).toBe(1);
    await call(`${petlog.url}/settings`, 'PATCH', { camera: { sound: false } });
    await vi.waitFor(async () => expect(soundProcesses()).toEqual([]), { timeout: 60_000, interval: 100 });
    expect((await statusOf(petlog)).has_sound).toBe(false);
    reader.close();
    await reader.ended();
    await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(0), { timeout: 60_000, interval: 200 });
    expect((await heardIn(`${petlog.url}/live/video`)).codecs).toEqual(['h264']);
  });

  it('comes to those who watch already when it is switched on, and goes with privacy', async () => {
    const petlog = await start();
    const reader = await watch(petlog);
    expect(soundProcesses()).toEqual([]);
    await call(`${petlog.url}/settings`, 'PATCH', { camera: { sound: true } });
    await reader.ended(); // a player takes no further track: it comes back
    const again = await watch(petlog, 'mp4a');
    await vi.waitFor(() => expect(soundProcesses().length).toBe(1), { timeout: 60_000, interval: 100 });
    await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
    await again.ended();
    await vi.waitFor(async () => expect(soundProcesses()).toEqual([]), { timeout: 60_000, interval: 100 });
  });
});

describe('of a camera that gives JPEGs', () => {
  it('starts the camera, counts as a viewer, and ends with its last reader', async () => {
    const petlog = await start();
    expect((await call(`${petlog.url}/live/video`, 'HEAD')).status).toBe(200);
    expect((await statusOf(petlog)).state).toBe('stopped');
    const reader = await watch(petlog);
    expect(reader.text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Content-Type: video\/mp4\r\n/);
    expect(reader.text).toMatch(/connection: close/i);
    expect(await statusOf(petlog)).toMatchObject({ state: 'live', active_streams: 1 });
    const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
    expect(metrics).toMatch(/^petlog_viewers\{camera="main"\} 1$/m);
    expect(metrics).toMatch(/^petlog_viewers_by_transport\{camera="main",transport="mse"\} 1$/m);
    reader.close();
    await vi.waitFor(async () => expect(await statusOf(petlog)).toMatchObject({ state: 'stopped', active_streams: 0 }), 60_000);
  });

  it('is read by ffmpeg, many at a time, from one encode', async () => {
    const petlog = await start();
    const [one, two] = await Promise.all([decoded(petlog, 20), decoded(petlog, 20)]);
    expect([one.length, two.length]).toEqual([20, 20]);
    const sums = new Set(one.map((line) => line.split(',').at(-1)));
    expect(two.filter((line) => sums.has(line.split(',').at(-1))).length).toBeGreaterThan(0);
  });

  it.each([
    ['a stop', '/live/stop', undefined],
    ['privacy', '/live/privacy', { on: true }],
  ] as const)('ends with %s', async (_what, path, body) => {
    const petlog = await start();
    const reader = await watch(petlog);
    await call(petlog.url + path, 'POST', body);
    await reader.ended();
    expect((await statusOf(petlog)).active_streams).toBe(0);
  });

  it('ends with a stop for those too who come back while that finishes a recording', async () => {
    const petlog = await start();
    const reader = await watch(petlog);
    await call(`${petlog.url}/live/record/start`, 'POST');
    const stopped = call(`${petlog.url}/live/stop`, 'POST');
    await reader.ended();
    const back = new HeldAnswer(petlog.port, '/live/video?start=false', {});
    readers.push(back);
    expect((await stopped).body).toMatchObject({ recording_stopped: true });
    await back.ended();
    expect(await statusOf(petlog)).toMatchObject({ state: 'stopped', active_streams: 0 });
  });

  it('is refused in a sentence where there is no room, no camera and no privacy for it', async () => {
    const petlog = await start({ PETLOG_LIMITS_VIEWERS: '1' });
    await watch(petlog);
    expect(await call(`${petlog.url}/live/video`)).toMatchObject({ status: 503, body: { code: 'too_many_viewers' } });
    expect(await call(`${petlog.url}/live/stream`)).toMatchObject({ status: 503, body: { code: 'too_many_viewers' } });
    expect(await call(`${petlog.url}/live/video?camera=attic`)).toMatchObject({ status: 404, body: { code: 'camera_not_found' } });
    await call(`${petlog.url}/live/privacy`, 'POST', { on: true });
    expect(await call(`${petlog.url}/live/video`)).toMatchObject({ status: 409, body: { code: 'privacy' } });
  });

  it('starts no camera that somebody has stopped, for a reader who does not want that', async () => {
    const petlog = await start();
    const unstarted = `${petlog.url}/live/video?start=false`;
    expect((await call(unstarted, 'HEAD')).status).toBe(200);
    await call(`${petlog.url}/live/stop`, 'POST');
    const refusal = {
      status: 503,
      body: { code: 'camera_unavailable', detail: 'The camera is not available: somebody has stopped it.' },
    };
    expect(await call(unstarted)).toMatchObject(refusal);
    const offer = await fetch(`${petlog.url}/live/webrtc?start=false`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp' },
      body: 'v=0',
    });
    expect({ status: offer.status, body: await offer.json() }).toMatchObject(refusal);
    expect(await call(`${petlog.url}/live/stream?start=false`)).toMatchObject(refusal);
    expect((await statusOf(petlog)).state).toBe('stopped');
    await watch(petlog);
    expect((await statusOf(petlog)).state).toBe('live');
    expect((await call(unstarted, 'HEAD')).status).toBe(200);
  });

  it('goes on for its readers after the process that encodes was killed', async () => {
    const petlog = await start();
    const reader = await watch(petlog);
    const played = run('ffmpeg', ['-v', 'error', '-i', `${petlog.url}/live/video`, '-t', '8', '-f', 'null', '-']);
    await vi.waitFor(async () => expect((await statusOf(petlog)).active_streams).toBe(2), 60_000);
    const [mediaPid] = childrenOf(process.pid).filter((pid) => commandLineOf(pid).includes('media-process'));
    process.kill(mediaPid!, 'SIGKILL');
    reader.text = '';
    await reader.until('moof');
    await played; // rejects where ffmpeg does not end well
  });

  it('is among the ways to watch, the best of which come first', async () => {
    const petlog = await start({ PETLOG_CAMERAS_GARDEN_SOURCE: 'mock', PETLOG_CAMERAS_GARDEN_RESOLUTION: '128x96' });
    const options = LiveOptions.parse((await call(`${petlog.url}/live/options?camera=garden`)).body);
    expect(options.transports.map(({ kind, url }) => [kind, url])).toEqual([
      ['webrtc', '/live/webrtc?camera=garden'],
      ['mse', '/live/video?camera=garden'],
      ['hls', '/live/hls/index.m3u8?camera=garden'],
      ['mjpeg', '/live/stream?camera=garden'],
    ]);
    expect(options.transports[0]!.renditions).toEqual([
      { name: 'full', resolution: [128, 96], frame_rate: 15, bitrate_kbps: 2000, codec: 'h264' },
    ]);
  });
});

describe('of a camera that encodes by itself', () => {
  beforeAll(() => encodedFootage({ widthPixels: 640, heightPixels: 360 }, 30), 60_000);

  it('is what the camera gives, and makes no JPEGs of it', async () => {
    await using camera = await FakeCamera.install(['rpicam-vid']);
    const { PATH = '' } = camera.environment();
    await using petlog: PetLogProcess = await startPetLog({
      arguments: ['--camera', 'rpicam'],
      environment: { PATH },
      config: { camera: { codec: 'h264', resolution: [640, 360], frame_rate: 15 } },
    });
    expect(await decoded(petlog, 40)).toHaveLength(40);
    const status = await statusOf(petlog);
    expect(status).toMatchObject({ state: 'live', resolution: [640, 360] });
  });
});
