/** The sizes in which a camera can be watched, on every way to it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readJpegSize } from '../../main/frames/jpeg-size.ts';
import { LiveStatus } from '../../shared/api.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { encodedFootage } from '../support/encoded-footage.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call, type StreamPart, StreamReader } from '../support/http-client.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { attributesOf } from '../support/playlist-reader.ts';
import { runPetLog, type RunningPetLog } from '../support/running-petlog.ts';

const run = promisify(execFile);
let running: RunningPetLog | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(environment: Record<string, string> = {}): Promise<RunningPetLog> {
  running = await runPetLog({
    PETLOG_CAMERA_RESOLUTION: '320x240',
    PETLOG_VIDEO_RENDITIONS: '96,120',
    PETLOG_CAMERA_IDLE_STOP_SECONDS: '0',
    ...environment,
  });
  return running;
}

/** Width and height of a video, as ffprobe reads it. */
async function sizeOf(address: string): Promise<string> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', address]);
  return stdout.trim().split('\n')[0] ?? '';
}

const missing = (name: string) => ({
  status: 404,
  body: { code: 'rendition_not_found', detail: `There is no rendition "${name}" of this camera; there are: full, 120p, 96p.` },
});

describe('of a camera that gives JPEGs', () => {
  it('are told of, and each is watched by its name', { timeout: 120_000 }, async () => {
    const { url } = await start();
    const { transports } = LiveOptions.parse((await call(`${url}/live/options`)).body);
    const video = [
      { name: 'full', resolution: [320, 240], frame_rate: 15, bitrate_kbps: 2000, codec: 'h264' },
      { name: '120p', resolution: [160, 120], frame_rate: 15, bitrate_kbps: 300, codec: 'h264' },
      { name: '96p', resolution: [128, 96], frame_rate: 15, bitrate_kbps: 192, codec: 'h264' },
    ];
    expect(transports.map(({ renditions }) => renditions)).toEqual([
      video,
      video,
      video,
      [{ ...video[0], bitrate_kbps: null, codec: 'mjpeg' }],
    ]);
    const sizes = await Promise.all(['', '?rendition=full', '?rendition=120p'].map((query) => sizeOf(`${url}/live/video${query}`)));
    expect(sizes).toEqual(['320,240', '320,240', '160,120']);
  });

  it('are no others: a sentence says which there are, and nothing starts', { timeout: 120_000 }, async () => {
    const { url } = await start();
    expect(await call(`${url}/live/video?rendition=4k`)).toMatchObject(missing('4k'));
    expect(await call(`${url}/live/video?rendition=360p`)).toMatchObject(missing('360p'));
    expect(await call(`${url}/live/hls/4k/media.m3u8`)).toMatchObject(missing('4k'));
    expect(await call(`${url}/live/hls/4k/init-0.mp4`)).toMatchObject(missing('4k'));
    const offer = { method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: 'v=0' };
    const refused = await fetch(`${url}/live/webrtc?rendition=4k`, offer);
    expect({ status: refused.status, body: await refused.json() }).toMatchObject(missing('4k'));
    expect(LiveStatus.parse((await call(`${url}/live/status`)).body).state).toBe('stopped');
  });

  it('are chosen from the first playlist of HLS', { timeout: 120_000 }, async () => {
    const { url } = await start();
    const index = `${url}/live/hls/index.m3u8`;
    const lines = (await (await fetch(index)).text()).trim().split('\n');
    const told = lines
      .filter((line) => line.startsWith('#EXT-X-STREAM-INF:'))
      .map((line) => attributesOf(line.replace('#EXT-X-STREAM-INF:', '')));
    expect(told.map((attributes) => attributes.get('RESOLUTION'))).toEqual(['320x240', '160x120', '128x96']);
    const bandwidths = told.map((attributes) => Number(attributes.get('BANDWIDTH')));
    expect(bandwidths).toEqual(bandwidths.toSorted((one, other) => other - one));
    const addresses = lines.filter((line) => !line.startsWith('#')).map((line) => new URL(line, index));
    expect(addresses.map(({ pathname }) => pathname)).toEqual(['full', '120p', '96p'].map((name) => `/live/hls/${name}/media.m3u8`));
    expect(await sizeOf(addresses[1]!.href)).toBe('160,120');
  });

  it('are encoded only while somebody watches, once for all, and counted', { timeout: 120_000 }, async () => {
    const { url } = await start();
    const encoded = async (rendition: string): Promise<number> => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = new RegExp(`^petlog_rendition_packets_total\\{camera="main",rendition="${rendition}"\\} (\\d+)$`, 'm').exec(text);
      return Number(line?.[1]);
    };
    const played = (rendition: string): Promise<unknown> =>
      run('ffmpeg', ['-v', 'error', '-i', `${url}/live/video?rendition=${rendition}`, '-frames:v', '30', '-f', 'null', '-']);
    expect(await encoded('120p')).toBe(0);
    await Promise.all([played('120p'), played('120p'), played('120p'), played('full')]);
    const small = await encoded('120p');
    expect(small).toBeGreaterThanOrEqual(30);
    const { frame_counter: frames } = LiveStatus.parse((await call(`${url}/live/status`)).body);
    expect(small).toBeLessThanOrEqual(frames);
    expect(await encoded('96p')).toBe(0);
    await vi.waitFor(async () => {
      const before = await encoded('120p');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await encoded('120p')).toBe(before);
    }, 60_000);
  });

  it('are there as small JPEGs too', { timeout: 120_000 }, async () => {
    const { url, port } = await start();
    const reader = new StreamReader(port, '/live/stream?width=150');
    // What is drawn of a camera that is slow to start, as on a busy machine, is as large as its pictures would be.
    const ofCamera = (): StreamPart | undefined => reader.parts.find(({ headers }) => headers['X-PetLog-Placeholder'] === undefined);
    await reader.until(() => ofCamera() !== undefined);
    reader.close();
    expect(readJpegSize(ofCamera()!.jpeg)).toEqual({ widthPixels: 160, heightPixels: 120 });
    expect(await call(`${url}/live/stream?width=10`)).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  });
});

describe('of a camera that encodes by itself', () => {
  beforeAll(() => encodedFootage({ widthPixels: 640, heightPixels: 360 }, 30), 60_000);

  it('the full one is passed on, and a small one is made of it', { timeout: 120_000 }, async () => {
    await using camera = await FakeCamera.install(['rpicam-vid']);
    const { PATH = '' } = camera.environment();
    await using petlog: PetLogProcess = await startPetLog({
      arguments: ['--camera', 'rpicam'],
      environment: { PATH },
      config: { camera: { codec: 'h264', resolution: [640, 360], frame_rate: 15 }, video: { renditions: [180] } },
    });
    expect(await sizeOf(`${petlog.url}/live/video?rendition=180p`)).toBe('320,180');
    const { transports } = LiveOptions.parse((await call(`${petlog.url}/live/options`)).body);
    expect(transports[0]!.renditions.map(({ name, bitrate_kbps }) => [name, bitrate_kbps])).toEqual([
      ['full', null],
      ['180p', 300],
    ]);
  });
});
