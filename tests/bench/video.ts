/**
 * `npm run bench:video`: what the sizes of the live video cost.
 *
 *     node tests/bench/video.ts [--rounds 5] [--seconds 20]
 *
 * Takes PetLog as it was built. The first table is CPU time of encoding alone, in this process; the second counts what the
 * media process of a whole application encodes, and what that costs it, for one viewer of each size and for many of all kinds.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { PeerConnection, Video } from 'node-datachannel';
import { JpegVideo } from '../../main/media-process/jpeg-video.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { describeMachine } from './machine.ts';
import { cpuMilliseconds, processTree } from './process-usage.ts';
import { median } from './statistics.ts';
import { digits, markdownTable } from './table.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '20' } },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const frameRate = 15;
const smallHeightPixels = 360;
/** "Encoding 720p and 360p from one decode costs at most so many times 720p alone." */
const mostTimes = 1.3;

Log.setLevel(AV_LOG_ERROR);

/** CPU milliseconds a picture, decoding included. */
function encodeCost(jpegs: readonly Buffer[], { isFull, isSmall }: { isFull: boolean; isSmall: boolean }): number {
  const video = new JpegVideo({ frameRate, bitrateKbps: 2000, size: null, allowHardware: false }, 0);
  if (isFull) {
    video.subscribe(() => {});
  }
  if (isSmall) {
    video.renditions.subscribe(smallHeightPixels, () => {});
  }
  const encode = (index: number): void => video.encode(jpegs[index % jpegs.length]!, (index * 1000) / frameRate, index + 1);
  for (let index = 0; index < frameRate; index += 1) {
    encode(index); // opening is not what going on costs
  }
  const before = process.cpuUsage();
  jpegs.forEach((_jpeg, index) => encode(frameRate + index));
  const { user, system } = process.cpuUsage(before);
  video.close();
  return (user + system) / 1000 / jpegs.length;
}

/** A program that watches as a browser does. */
async function watchByWebRtc(url: string, query: string): Promise<() => void> {
  const connection = new PeerConnection('bench', { iceServers: [], disableAutoNegotiation: true, bindAddress: '127.0.0.1' });
  const video = new Video('0', 'RecvOnly');
  video.addH264Codec(102, 'packetization-mode=1;profile-level-id=42e01f');
  connection.addTrack(video);
  const offer = await new Promise<string>((resolve) => {
    connection.onGatheringStateChange((state) => state === 'complete' && resolve(connection.localDescription()?.sdp ?? ''));
    connection.setLocalDescription('offer');
  });
  // Without candidates, so that nobody connects before this side has the answer.
  const body = offer.replaceAll(/a=(candidate:.*|end-of-candidates)\r\n/g, '');
  const response = await fetch(`${url}/live/webrtc${query}`, { method: 'POST', body, headers: { 'Content-Type': 'application/sdp' } });
  connection.setRemoteDescription(await response.text(), 'answer');
  return () => connection.close();
}

/** Reads an answer without end. */
function watchByHttp(address: string): () => void {
  const abort = new AbortController();
  void fetch(address, { signal: abort.signal })
    .then((response) => response.body?.pipeTo(new WritableStream()))
    .catch(() => undefined);
  return () => abort.abort();
}

/** Asks for a playlist again and again. */
function watchByHls(url: string, rendition: string, reader: string): () => void {
  const timer = setInterval(() => void fetch(`${url}/live/hls/${rendition}/media.m3u8?reader=${reader}`).catch(() => undefined), 1000);
  return () => clearInterval(timer);
}

const jpegs = footageJpegs();
const kinds = { full: { isFull: true, isSmall: false }, small: { isFull: false, isSmall: true }, both: { isFull: true, isSmall: true } };
const costs = { full: [] as number[], small: [] as number[], both: [] as number[] };
encodeCost(jpegs, kinds.both);
for (let round = 0; round < rounds; round += 1) {
  for (const name of ['full', 'both', 'small'] as const) {
    costs[name].push(encodeCost(jpegs, kinds[name]));
  }
}
const times = costs.both.map((cost, round) => cost / (costs.full[round] ?? NaN));
console.log(`${describeMachine()}; ${rounds} rounds of ${jpegs.length} pictures of 1280x720, in turns\n`);
console.log(
  markdownTable(
    ['from JPEG to H.264', 'CPU-ms a picture'],
    [
      ['720p', digits(median(costs.full), 2)],
      ['720p and 360p', digits(median(costs.both), 2)],
      ['360p', digits(median(costs.small), 2)],
    ],
  ),
);
console.log(
  `\nboth to 720p alone: ${median(times).toFixed(2)} times (${median(times) <= mostTimes ? 'met' : 'not met'}: at most ${mostTimes})\n`,
);

const petlog = await startPetLog({
  config: {
    camera: { resolution: [1280, 720], frame_rate: frameRate, always_on: true },
    video: { webrtc_port: 0, renditions: [smallHeightPixels] },
    recording: { min_free_mb: 1 },
  },
});
const { url } = petlog;

async function counted(): Promise<Readonly<Record<'frames' | 'full' | 'small', number>>> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const value = (pattern: RegExp): number => Number(pattern.exec(metrics)?.[1] ?? 0);
  return {
    frames: value(/^petlog_frames_total\{camera="main"\} (\d+)/m),
    full: value(/^petlog_rendition_packets_total\{camera="main",rendition="full"\} (\d+)/m),
    small: value(/^petlog_rendition_packets_total\{camera="main",rendition="360p"\} (\d+)/m),
  };
}

/** What the media process does for those who watch, for so long; a line of the table. */
async function measured(name: string, ends: readonly (() => void)[]): Promise<readonly string[]> {
  await delay(4000);
  const [mediaPid = NaN] = processTree(petlog.child.pid ?? NaN).filter((pid) => commandLineOf(pid).includes('media-process'));
  const before = { ...(await counted()), cpu: cpuMilliseconds(mediaPid) };
  await delay(seconds * 1000);
  const after = { ...(await counted()), cpu: cpuMilliseconds(mediaPid) };
  const frames = after.frames - before.frames;
  ends.forEach((end) => end());
  return [
    name,
    String(frames),
    digits((after.full - before.full) / frames, 2),
    digits((after.small - before.small) / frames, 2),
    digits((after.cpu - before.cpu) / frames, 2),
  ];
}

const one = await measured('one of 720p, one of 360p', [watchByHttp(`${url}/live/video`), watchByHttp(`${url}/live/video?rendition=360p`)]);
await call(`${url}/live/record/start`, 'POST', {});
const many = await measured('20 of all kinds, a recording, the last minutes', [
  ...Array.from({ length: 3 }, () => watchByHttp(`${url}/live/stream`)),
  ...Array.from({ length: 3 }, () => watchByHttp(`${url}/live/stream?width=640`)),
  ...Array.from({ length: 3 }, () => watchByHttp(`${url}/live/video`)),
  ...Array.from({ length: 3 }, () => watchByHttp(`${url}/live/video?rendition=360p`)),
  ...Array.from({ length: 2 }, (_, index) => watchByHls(url, 'full', `full${index}`)),
  ...Array.from({ length: 2 }, (_, index) => watchByHls(url, '360p', `small${index}`)),
  ...(await Promise.all(['', '', '?rendition=360p', '?rendition=360p'].map((query) => watchByWebRtc(url, query)))),
]);
const head = ['viewers', 'pictures of the camera', '720p of each', '360p of each', 'media process, CPU-ms a picture'];
console.log(markdownTable(head, [one, many]));
await petlog[Symbol.asyncDispose]();
process.exit(0); // the threads of WebRTC would take their time
