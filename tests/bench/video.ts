/**
 * `npm run bench:video`: how the live video reaches those who watch, in every way, and what it costs.
 *
 *     node tests/bench/video.ts [--seconds 15] [--rounds 3] [--json FILE] [--save]
 *
 * Takes PetLog as it was built, some six minutes; --save renews docs/benchmarks.md. What needs a network address beside
 * loopback, or gst-rtsp-server (see CONTRIBUTING.md), is left out where there is none.
 */
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LiveStatus } from '../../shared/api.ts';
import { liveTransportKinds, type LiveTransportKind } from '../../shared/live-options.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { freeTcpPort, startMediaServer } from '../support/media-server.ts';
import { networkAddress } from '../support/front-door.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { startLiveViewers, type LiveViewers } from './live-viewers.ts';
import { LoadClient } from './load.ts';
import { describeMachine } from './machine.ts';
import { markPictures, PictureCamera } from './marked-camera.ts';
import { cpuMilliseconds, processTree, residentMegabytes } from './process-usage.ts';
import { saveReport } from './report.ts';
import { median } from './statistics.ts';
import { targetTable } from './targets.ts';
import { measureEncoding } from './video-encoding.ts';
import { measureLink } from './video-link.ts';
import { encodesTable, type EncodesRow, p95, transportTable, type TransportRow, type VideoReport, videoTargets } from './video-results.ts';
import { measureRtspToWebRtc } from './video-rtsp.ts';
import { VideoPage } from './video-page.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const frameRate = 15;
const settleMilliseconds = 4000;
/** Until what PetLog starts with is compiled, and what that took is collected: it would count for the first of those who watch. */
const startMilliseconds = 30_000;
const furtherViewers = 20;
/** Of the footage: until then the room is empty. */
const quietPictures = 5 * frameRate;
const narrowKbps = 400;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** PetLog with a camera on the network that gives those pictures. */
async function watched<Result>(
  pictures: readonly Buffer[],
  use: (petlog: PetLogProcess, camera: PictureCamera) => Promise<Result>,
): Promise<Result> {
  await using camera = await PictureCamera.start(pictures, frameRate);
  await using petlog = await startPetLog({
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
    arguments: ['--host', '0.0.0.0', '--camera', camera.url],
    config: {
      camera: { resolution: [1280, 720], frame_rate: frameRate, always_on: true },
      video: { webrtc_port: 0 },
      recording: { min_free_mb: 1 },
      security: { allowed_targets: [new URL(camera.url).host, '127.0.0.1'] },
      limits: { viewers_per_address: 1000, changes_per_minute: 1e6, requests_per_minute: 1e6 },
    },
  });
  return await use(petlog, camera);
}

const pidsOf = ({ child }: PetLogProcess): number[] => processTree(child.pid ?? NaN);
const pidOf = (petlog: PetLogProcess, name: string): number => pidsOf(petlog).find((pid) => commandLineOf(pid).includes(name)) ?? NaN;
/** Of the processes that send, each by its id: what is encoded, is encoded once. */
const sendingCpu = (petlog: PetLogProcess): ReadonlyMap<number, number> =>
  new Map(
    [pidOf(petlog, 'headless'), pidOf(petlog, 'webrtc-process')]
      .filter((pid) => !Number.isNaN(pid))
      .map((pid) => [pid, cpuMilliseconds(pid)]),
  );
/** What those used that are there. One that ended meanwhile would count as less than nothing: all that it ever used. */
const usedSince = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number =>
  [...after].reduce((sum, [pid, cpu]) => sum + cpu - (before.get(pid) ?? 0), 0);

/** Those who watched by WebRTC and were killed are sent pictures until their silence is noticed. */
async function untilNobodyWatches({ url }: PetLogProcess): Promise<void> {
  while (LiveStatus.parse((await call(`${url}/live/status`)).body).active_streams > 0) {
    await delay(200);
  }
}

async function counted({ url }: PetLogProcess): Promise<Readonly<Record<'frames' | 'full' | 'small', number>>> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const value = (pattern: RegExp): number => Number(pattern.exec(metrics)?.[1] ?? 0);
  return {
    frames: value(/^petlog_frames_total\{camera="main"\} (\d+)/m),
    full: value(/^petlog_rendition_packets_total\{camera="main",rendition="full"\} (\d+)/m),
    small: value(/^petlog_rendition_packets_total\{camera="main",rendition="360p"\} (\d+)/m),
  };
}

/** CPU of what sends for so long, and the camera's pictures meanwhile. */
async function costOf(petlog: PetLogProcess): Promise<{ readonly cpu: number; readonly frames: number }> {
  await delay(settleMilliseconds);
  const before = { cpu: sendingCpu(petlog), ...(await counted(petlog)) };
  await delay(seconds * 1000);
  const after = { cpu: sendingCpu(petlog), ...(await counted(petlog)) };
  return { cpu: usedSince(before.cpu, after.cpu), frames: after.frames - before.frames };
}

/** What one viewer more costs for each picture. */
async function viewerFrameCost(petlog: PetLogProcess, kind: LiveTransportKind): Promise<number> {
  await untilNobodyWatches(petlog);
  await using _first = await startLiveViewers(kind, petlog.url);
  const one = await costOf(petlog);
  await using _others = await startLiveViewers(kind, petlog.url, furtherViewers);
  const many = await costOf(petlog);
  return (many.cpu / many.frames - one.cpu / one.frames) / furtherViewers;
}

type Seen = Pick<TransportRow, 'ageP50Milliseconds' | 'ageP95Milliseconds' | 'pictures' | 'firstPictureMilliseconds'>;

async function seenInChromium(petlog: PetLogProcess, camera: PictureCamera): Promise<ReadonlyMap<LiveTransportKind, Seen>> {
  // WebRTC has no candidate of loopback.
  await using page = await VideoPage.open(`http://${networkAddress() ?? '127.0.0.1'}:${new URL(petlog.url).port}`);
  const rows = new Map<LiveTransportKind, Seen>();
  for (const kind of ['mjpeg', 'webrtc', 'mse', 'hls'] as const) {
    await page.choose(kind); // the first of its kind loads its script
    const firsts: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await page.choose(kind === 'mjpeg' ? 'mse' : 'mjpeg');
      await delay(1000);
      firsts.push(await page.choose(kind));
    }
    await delay(settleMilliseconds);
    const ages = await page.ages(camera, seconds);
    const row = {
      ageP50Milliseconds: median(ages),
      ageP95Milliseconds: p95(ages),
      pictures: ages.length,
      firstPictureMilliseconds: median(firsts),
    };
    say(`${kind}: age ${row.ageP50Milliseconds.toFixed(0)} / ${row.ageP95Milliseconds.toFixed(0)} ms of ${ages.length} pictures`);
    rows.set(kind, row);
  }
  return rows;
}

async function quietHour(petlog: PetLogProcess): Promise<ReadonlyMap<LiveTransportKind, number>> {
  const viewers: [LiveTransportKind, LiveViewers][] = [];
  for (const kind of liveTransportKinds) {
    viewers.push([kind, await startLiveViewers(kind, petlog.url)]);
  }
  await delay(settleMilliseconds);
  const before = await Promise.all(viewers.map(([, each]) => each.countBytes()));
  const beganAt = performance.now();
  await delay(seconds * 1000);
  const after = await Promise.all(viewers.map(([, each]) => each.countBytes()));
  const hours = (performance.now() - beganAt) / 3_600_000;
  await Promise.all(viewers.map(([, each]) => each[Symbol.asyncDispose]()));
  return new Map(viewers.map(([kind], index) => [kind, ((after[index] ?? NaN) - (before[index] ?? NaN)) / hours / 1e6]));
}

async function encodesFor(petlog: PetLogProcess, name: string, kinds: readonly [LiveTransportKind, number, string][]): Promise<EncodesRow> {
  const viewers = await Promise.all(kinds.map(([kind, count, query]) => startLiveViewers(kind, petlog.url, count, query)));
  await delay(settleMilliseconds);
  const mediaPid = pidOf(petlog, 'media-process');
  const before = { cpu: cpuMilliseconds(mediaPid), ...(await counted(petlog)) };
  await delay(seconds * 1000);
  const after = { cpu: cpuMilliseconds(mediaPid), ...(await counted(petlog)) };
  await Promise.all(viewers.map((each) => each[Symbol.asyncDispose]()));
  const pictures = after.frames - before.frames;
  return {
    viewers: name,
    pictures,
    fullPerPicture: (after.full - before.full) / pictures,
    smallPerPicture: (after.small - before.small) / pictures,
    mediaMillisecondsPerPicture: (after.cpu - before.cpu) / pictures,
  };
}

async function mjpegP99(petlog: PetLogProcess): Promise<number | null> {
  const client = new LoadClient();
  const plan = { port: Number(new URL(petlog.url).port), path: '/live/stream', viewers: 20, slowReadersBytesPerSecond: [] };
  const { load } = await client.run({ ...plan, warmUpSeconds: 4, seconds }, petlog.child.pid ?? NaN);
  await client.close();
  return load.latencyP99Milliseconds;
}

const jpegs = footageJpegs();
const encoding = measureEncoding(jpegs, frameRate, rounds);
say(`720p and 360p to 720p alone: ${encoding.times.toFixed(2)} times`);
const seen = await watched(await markPictures(jpegs), seenInChromium);
const costs = new Map<LiveTransportKind, number>();
const rest = await watched(jpegs, async (petlog) => {
  await delay(startMilliseconds);
  for (const kind of liveTransportKinds) {
    costs.set(kind, await viewerFrameCost(petlog, kind));
    say(`${kind}: ${costs.get(kind)?.toFixed(2)} CPU-ms a viewer-frame`);
  }
  const encodes = [
    await encodesFor(petlog, 'one of 720p, one of 360p', [
      ['mse', 1, ''],
      ['mse', 1, '?rendition=360p'],
    ]),
  ];
  await call(`${petlog.url}/live/record/start`, 'POST', {});
  await using server = startMediaServer('rtsp', await freeTcpPort());
  await call(`${petlog.url}/relays`, 'POST', { name: 'Server', url: `rtsp://127.0.0.1:${server.port}/live/cat` });
  await server.pictures(1);
  encodes.push(
    await encodesFor(petlog, '20 of all kinds, a recording, the last minutes, a relay', [
      ['mjpeg', 3, ''],
      ['mjpeg', 3, '?width=640'],
      ['mse', 3, ''],
      ['mse', 3, '?rendition=360p'],
      ['hls', 4, ''],
      ['webrtc', 2, ''],
      ['webrtc', 2, '?rendition=360p'],
    ]),
  );
  await call(`${petlog.url}/live/record/stop`, 'POST', {});
  const mjpegP99Milliseconds = await mjpegP99(petlog);
  const beside = await startLiveViewers('webrtc', petlog.url, 20);
  const mjpegBesideP99Milliseconds = await mjpegP99(petlog);
  await using _others = await startLiveViewers('webrtc', petlog.url, 30);
  await delay(settleMilliseconds);
  const [mediaMegabytes, webRtcMegabytes] = [pidOf(petlog, 'media-process'), pidOf(petlog, 'webrtc-process')].map(residentMegabytes);
  await beside[Symbol.asyncDispose]();
  return {
    encodes,
    mjpegP99Milliseconds,
    mjpegBesideP99Milliseconds,
    mediaMegabytes: mediaMegabytes ?? NaN,
    webRtcMegabytes: webRtcMegabytes ?? NaN,
  };
});
const quiet = await watched([...jpegs.slice(0, quietPictures), ...jpegs.slice(0, quietPictures).reverse()], quietHour);
const report: VideoReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  secondsPerRun: seconds,
  transports: (['mjpeg', 'webrtc', 'mse', 'hls'] as const).map((kind) => ({
    kind,
    ...(seen.get(kind) ?? { ageP50Milliseconds: NaN, ageP95Milliseconds: NaN, pictures: 0, firstPictureMilliseconds: NaN }),
    viewerFrameMilliseconds: costs.get(kind) ?? NaN,
    quietHourMegabytes: quiet.get(kind) ?? NaN,
  })),
  encoding,
  ...rest,
  rtspCpuPercent: await measureRtspToWebRtc(seconds, frameRate).catch((error: unknown) => {
    say(`no camera that speaks RTSP: ${String(error)}`);
    return null;
  }),
  link: await measureLink(narrowKbps, seconds).catch((error: unknown) => {
    say(`the narrow link was not measured: ${String(error)}`);
    return null;
  }),
};
console.log(`${report.machine}\n\n${targetTable(videoTargets(report))}\n\n${transportTable(report)}\n\n${encodesTable(report)}`);
if (options.json !== undefined) {
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
if (options.save) {
  await saveReport({ video: report });
}
