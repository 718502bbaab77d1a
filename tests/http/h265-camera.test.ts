/** A camera on the network that gives H.265: what is passed on of it, and what is made of it for those who cannot play that. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readJpegSize } from '../../main/frames/jpeg-size.ts';
import { LiveStatus, RecordingsPage, RecordStartOutput } from '../../shared/api.ts';
import { CameraList, CameraTestOutput } from '../../shared/cameras.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { Relay, RelayList } from '../../shared/relays.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { decodeVideo } from '../support/decode-video.ts';
import { h265Film } from '../support/h265-film.ts';
import { type GstRtspServer, startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { freeTcpPort, startMediaServer } from '../support/media-server.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { attributesOf } from '../support/playlist-reader.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);
const patience = { timeout: 60_000, interval: 200 };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: GstRtspServer;
let petlog: PetLogProcess;

beforeAll(async () => {
  directory = await temporaryDirectory();
  server = await startGstRtspServer('cat', 'mouse', await h265Film(), { encoding: 'aac' });
  petlog = await startPetLog({
    arguments: ['--camera', address()],
    config: {
      camera: { username: 'cat', password: 'mouse', sound: true, idle_stop_seconds: 60 },
      video: { renditions: [180] },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
}, 120_000);

afterAll(async () => {
  await petlog[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

const address = (): string => `rtsp://127.0.0.1:${server.port}/cat`;
const status = async (): Promise<LiveStatus> => LiveStatus.parse((await call(`${petlog.url}/live/status`)).body);

/** Codec, tag, width and height of the video there, as Debian's FFmpeg finds them. */
async function probed(place: string): Promise<string> {
  const entries = 'stream=codec_name,codec_tag_string,width,height';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v', '-show_entries', entries, '-of', 'csv=p=0', place]);
  return stdout.trim().split('\n')[0] ?? '';
}

/** Decodes so many pictures of it. */
async function decoded(place: string, count: number): Promise<number> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', place, '-map', '0:v', '-frames:v', String(count), '-f', 'framemd5', '-']);
  return stdout.split('\n').filter((line) => line.startsWith('0,')).length;
}

describe('a camera that gives H.265', { timeout: 120_000 }, () => {
  it('is tried, and said to give that', async () => {
    const { body } = await call(`${petlog.url}/cameras/test`, 'POST', { source: address(), username: 'cat', password: 'mouse' });
    const tried = CameraTestOutput.parse(body);
    expect(tried).toMatchObject({ ok: true, resolution: [640, 360], codecs: ['h265'] });
    expect(readJpegSize(Buffer.from(tried.picture ?? '', 'base64'))).toEqual({ widthPixels: 640, heightPixels: 360 });
  });

  it('is watched as JPEGs, and as a video: passed on, or encoded for those who cannot play that', async () => {
    const snapshot = await fetch(`${petlog.url}/live/snapshot`);
    expect(readJpegSize(Buffer.from(await snapshot.arrayBuffer()))).toEqual({ widthPixels: 640, heightPixels: 360 });
    const { cameras } = CameraList.parse((await call(`${petlog.url}/cameras`)).body);
    expect(cameras[0]).toMatchObject({ state: 'live', codecs: ['h265'], resolution: [640, 360] });

    const { transports } = LiveOptions.parse((await call(`${petlog.url}/live/options`)).body);
    const told = new Map(transports.map(({ kind, renditions }) => [kind, renditions.map(({ name, codec }) => `${name} ${codec}`)]));
    expect(told.get('mse')).toEqual(['full h265', '360p h264', '180p h264']);
    expect(told.get('hls')).toEqual(['full h265', '360p h264', '180p h264']);
    expect(told.get('webrtc')).toEqual(['full h265', '360p h264', '180p h264']);
    expect(told.get('mjpeg')).toEqual(['full mjpeg']);

    const video = `${petlog.url}/live/video`;
    expect(await probed(video)).toBe('hevc,hvc1,640,360');
    expect(await probed(`${video}?rendition=360p`)).toBe('h264,avc1,640,360');
    expect(await probed(`${video}?rendition=180p`)).toBe('h264,avc1,320,180');
    expect(await decoded(video, 20)).toBe(20);
    expect(await decoded(`${video}?rendition=360p`, 20)).toBe(20);
  });

  it('is in segments for each player what that can play', async () => {
    const index = `${petlog.url}/live/hls/index.m3u8`;
    const lines = (await (await fetch(index)).text()).trim().split('\n');
    const codecs = lines.filter((line) => line.startsWith('#EXT-X-STREAM-INF:')).map((line) => attributesOf(line.slice(18)).get('CODECS'));
    expect(codecs).toEqual([
      expect.stringMatching(/^hvc1\.1\.6\.L\d+\.[\dA-F.]+,mp4a\.40\.2$/),
      'avc1.64001e,mp4a.40.2',
      'avc1.64001e,mp4a.40.2',
    ]);
    const places = lines.filter((line) => !line.startsWith('#')).map((line) => new URL(line, index).href);
    expect(await probed(places[0] ?? '')).toMatch(/^hevc,hvc1,640,360/);
    expect(await probed(places[1] ?? '')).toMatch(/^h264,avc1,640,360/);
  });

  it('is recorded as it is: the file plays, has a thumbnail, and parts of it can be taken', async () => {
    const { recording_id: id } = RecordStartOutput.parse((await call(`${petlog.url}/live/record/start`, 'POST')).body);
    const begun = Date.now();
    await vi.waitFor(async () => {
      expect((await status()).recording).toBe(true);
      expect(Date.now() - begun).toBeGreaterThan(4000);
    }, patience);
    await call(`${petlog.url}/live/record/stop`, 'POST');
    const info = async () =>
      RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body).recordings.find((each) => each.recording_id === id);
    await vi.waitFor(
      async () => expect(await info()).toMatchObject({ resolution: '640x360', thumbnail_url: expect.any(String) }),
      patience,
    );
    const thumbnail = await fetch(`${petlog.url}/recordings/${id}/thumbnail`);
    expect(readJpegSize(Buffer.from(await thumbnail.arrayBuffer()))).toEqual({ widthPixels: 320, heightPixels: 180 });
    const path = join(directory.path, 'recording.mp4');
    await writeFile(path, Buffer.from(await (await fetch(`${petlog.url}/recordings/${id}`)).arrayBuffer()));
    expect(await probed(path)).toBe('hevc,hvc1,640,360');
    const { pictures, durationSeconds } = await decodeVideo(path);
    expect(pictures).toBeGreaterThan(50);
    expect(pictures / durationSeconds).toBeCloseTo(15, 0);
  });

  it('can be looked back at', async () => {
    const { end } = RewindRange.parse((await call(`${petlog.url}/live/rewind`)).body);
    const start = new Date(Date.parse(end ?? '') - 4000).toISOString();
    const picture = await fetch(`${petlog.url}/live/rewind/picture?at=${start}`);
    expect(readJpegSize(Buffer.from(await picture.arrayBuffer()))).toEqual({ widthPixels: 640, heightPixels: 360 });
    const clip = join(directory.path, 'clip.mp4');
    const answer = await fetch(`${petlog.url}/live/rewind/clip?start=${start}&duration=3`);
    expect(answer.status).toBe(200);
    await writeFile(clip, Buffer.from(await answer.arrayBuffer()));
    expect(await probed(clip)).toBe('hevc,hvc1,640,360');
  });

  it.each(['full', '180p'])('is sent on to a media server as H.264: %s', async (rendition) => {
    const port = await freeTcpPort();
    const file = join(directory.path, `relayed-${rendition}.mkv`);
    await using media = startMediaServer('rtsp', port, file);
    const added = await call(`${petlog.url}/relays`, 'POST', { name: 'Server', url: `rtsp://127.0.0.1:${port}/live/cat`, rendition });
    const { relay_id: id } = Relay.parse(added.body);
    await media.pictures(30);
    const { relays } = RelayList.parse((await call(`${petlog.url}/relays`)).body);
    expect(relays).toMatchObject([{ state: 'publishing', reconnects: 0, last_error: null }]);
    await vi.waitFor(async () => expect(await decoded(file, 20)).toBe(20), patience);
    expect((await call(`${petlog.url}/relays/${id}`, 'DELETE')).status).toBe(200);
    expect(await probed(file)).toBe(rendition === 'full' ? 'h264,[0][0][0][0],640,360' : 'h264,[0][0][0][0],320,180');
  });
});
