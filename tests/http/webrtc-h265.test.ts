/** `POST /live/webrtc` of a camera on the network that gives H.265: passed on to those who take it, picture for picture. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { initLogger } from 'node-datachannel';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessUnits } from '../../main/capture-process/rtsp/access-units.ts';
import { NalDepacketizer } from '../../main/capture-process/rtsp/nal-depacketizer.ts';
import { readRtp } from '../../main/capture-process/rtsp/rtp.ts';
import { LiveOptions } from '../../shared/live-options.ts';
import { h265OfRtp } from '../support/gst-h265-of-rtp.ts';
import { startGstRtspServer, type GstRtspServer } from '../support/gst-rtsp-server.ts';
import { h265Film } from '../support/h265-film.ts';
import { call } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { payloadTypes, WebRtcClient } from '../support/webrtc-client.ts';

const run = promisify(execFile);
const patience = { timeout: 60_000, interval: 200 };
const clients: WebRtcClient[] = [];
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: GstRtspServer;
let petlog: PetLogProcess;
/** What each picture of the film is, decoded, over and over. */
let film: string[];

beforeAll(async () => {
  initLogger('Fatal', () => {});
  directory = await temporaryDirectory();
  const path = await h265Film();
  film = await decoded(path, ['-t', '8']);
  server = await startGstRtspServer('cat', 'mouse', path);
  petlog = await startPetLog({
    arguments: ['--camera', `rtsp://127.0.0.1:${server.port}/cat`],
    config: {
      camera: { username: 'cat', password: 'mouse', idle_stop_seconds: 60 },
      video: { renditions: [180], webrtc_port: 0 },
      security: { allowed_targets: ['127.0.0.1'] },
    },
  });
  // What it gives is known with its first picture, which a busy machine may have too late for one question.
  await vi.waitFor(async () => expect((await fetch(`${petlog.url}/live/snapshot`)).status).toBe(200), patience);
}, 120_000);

afterEach(() => clients.splice(0).forEach((client) => client.close()));

afterAll(async () => {
  await petlog[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

/** What each picture is, by Debian's FFmpeg. */
async function decoded(path: string, options: readonly string[] = []): Promise<string[]> {
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    ...options,
    '-i',
    path,
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-f',
    'framemd5',
    '-',
  ]);
  return stdout.split('\n').flatMap((line) => (line.startsWith('0,') ? [line.split(',').at(-1)?.trim() ?? ''] : []));
}

/** Watches, and puts the pictures of H.265 together. */
async function watch(h265: string | undefined, query = '', takesH264 = true) {
  const client = new WebRtcClient({ doesReport: true, takesH264, ...(h265 === undefined ? {} : { h265 }) });
  clients.push(client);
  const pictures: { annexB: Buffer; isKeyframe: boolean }[] = [];
  const taken = new Set<number>();
  const packets: Buffer[] = [];
  const depacketizer = new NalDepacketizer('h265', new AccessUnits('h265', (picture) => pictures.push(picture)));
  client.onPicturePacket = (packet) => {
    const read = readRtp(packet)!;
    taken.add(read.payloadType);
    if (read.payloadType === payloadTypes.h265) {
      depacketizer.push(read);
      packets.push(packet);
    }
  };
  const response = await client.watch(petlog.url, {}, query);
  const answer = await response.text();
  expect(response.status, answer).toBe(201);
  return { client, packets, pictures, taken, answer };
}

const chrome = 'level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST';
const encodedPictures = async (): Promise<number> => {
  const metrics = await (await fetch(`${petlog.url}/metrics`)).text();
  return Number(/_total\{camera="main",rendition="360p"\} (\d+)/.exec(metrics)?.[1]);
};

describe('a camera that gives H.265, by WebRTC', { timeout: 120_000 }, () => {
  it('says what it needs of a decoder', async () => {
    const { transports } = LiveOptions.parse((await call(`${petlog.url}/live/options`)).body);
    const [full, ...others] = transports.find(({ kind }) => kind === 'webrtc')?.renditions ?? [];
    expect(full).toMatchObject({ name: 'full', codec: 'h265', codec_string: expect.stringMatching(/^hvc1\.1\.6\.L\d+\.[\dA-F.]+$/) });
    expect(others.map(({ name, codec, codec_string }) => [name, codec, codec_string])).toEqual([
      ['360p', 'h264', undefined],
      ['180p', 'h264', undefined],
    ]);
  });

  it('is passed on as it is, from a keyframe on, every picture in its order, and nothing is encoded', async () => {
    const encodedBefore = await encodedPictures();
    // How it is passed on over a link that is too narrow is another question, and a busy machine looks like one.
    const watched = await watch(chrome, '?rendition=full');
    const { client, taken, answer } = watched;
    expect(answer).toMatch(/^a=rtpmap:49 H265\/90000\r?$/m);
    await vi.waitFor(() => expect(watched.pictures.length).toBeGreaterThanOrEqual(75), patience);
    client.close();
    const [packets, pictures] = [[...watched.packets], [...watched.pictures]]; // some may be on their way still
    expect(packets.filter((packet) => readRtp(packet)!.marker)).toHaveLength(pictures.length); // so none came before the keyframe
    expect([...taken]).toEqual([payloadTypes.h265]);
    expect([pictures[0]?.isKeyframe, client.missing]).toEqual([true, 0]);
    const path = join(directory.path, 'received.h265');
    await writeFile(path, Buffer.concat(pictures.map(({ annexB }) => annexB)));
    const shown = await decoded(path);
    expect(shown.length).toBe(pictures.length);
    const twice = [...film, ...film, ...film];
    const begin = film.findIndex((_, at) => shown.every((picture, index) => picture === twice[at + index]));
    expect(begin).toBeGreaterThanOrEqual(0);
    expect(await encodedPictures()).toBe(encodedBefore);
    // Others put the packets together in the same way; the last picture may be cut off.
    const byOthers = await decoded(await h265OfRtp(packets, directory.path));
    expect(byOthers.slice(0, shown.length - 1)).toEqual(shown.slice(0, -1));
  });

  it('is passed on to somebody who comes later, with all since the keyframe at once', async () => {
    const first = await watch(chrome);
    await vi.waitFor(() => expect(first.pictures.length).toBeGreaterThan(20), patience);
    const second = await watch(chrome, '?rendition=full');
    await vi.waitFor(() => expect(second.pictures.length).toBeGreaterThan(20), patience);
    expect([second.pictures[0]?.isKeyframe, second.client.missing]).toEqual([true, 0]);
  });

  it.each([
    ['takes no H.265', undefined],
    ['takes a lower level', 'level-id=30;profile-id=1'],
    ['takes another profile', 'level-id=180;profile-id=4'],
  ])('is H.264 to an offer that %s', async (_, h265) => {
    const { client, taken, answer } = await watch(h265);
    expect(answer).not.toMatch(/H265/);
    await vi.waitFor(() => expect(client.packets).toBeGreaterThan(20), patience);
    expect([...taken]).toEqual([payloadTypes.h264]);
  });

  it('is passed on to an offer that takes nothing else, and what is H.264 is refused to that in a sentence', async () => {
    const { pictures, answer } = await watch(chrome, '', false);
    expect(answer).not.toMatch(/H264/);
    await vi.waitFor(() => expect(pictures.length).toBeGreaterThan(20), patience);
    expect(pictures[0]?.isKeyframe).toBe(true);
    const detail = 'The offer takes H.265 alone, and what would be sent is H.264.';
    for (const [parameters, query] of [
      [chrome, '?rendition=180p'],
      ['level-id=30;profile-id=1', ''],
    ] as const) {
      const client = new WebRtcClient({ takesH264: false, h265: parameters });
      clients.push(client);
      const response = await client.watch(petlog.url, {}, query);
      expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: 'invalid_input', detail })]);
    }
  });

  it('is H.264 where a smaller rendition is asked for', async () => {
    const { client, taken } = await watch(chrome, '?rendition=180p');
    await vi.waitFor(() => expect(client.packets).toBeGreaterThan(10), patience);
    expect([...taken]).toEqual([payloadTypes.h264]);
  });
});
