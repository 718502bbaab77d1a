/**
 * `npm run bench:cameras`: eight cameras at once, each watched and recorded.
 *
 *     node tests/bench/cameras.ts [--seconds 30] [--json FILE] [--save]
 *
 * Takes PetLog as it was built; --save renews docs/benchmarks.md.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { RecordStartOutput } from '../../shared/api.ts';
import { decodeVideo } from '../support/decode-video.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { type CameraRow, type CamerasReport, camerasTable, camerasTargets } from './cameras-results.ts';
import { describeMachine } from './machine.ts';
import { missingPictures, pictureRate, PictureTimes } from './picture-times.ts';
import { processTree, residentMegabytes } from './process-usage.ts';
import { saveReport } from './report.ts';
import { median } from './statistics.ts';
import { targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, json: { type: 'string' }, save: { type: 'boolean', default: false } },
});
const seconds = Number(options.seconds);
const framesPerSecond = 10;
const sampleMilliseconds = 500;
/** What a camera's first pictures are: nobody asks that they are regular. */
const firstPictures = 10;
const camera = { source: 'mock', resolution: [640, 360] as [number, number], frame_rate: framesPerSecond };
const cameraIds = ['main', ...Array.from({ length: 7 }, (_, index) => `camera-${index + 2}`)];

interface Running {
  cameraId: string;
  viewer: PictureTimes;
  recordingPath: string;
  mediaPid: number;
}

await using petlog = await startPetLog({
  command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
  environment: frugalEnvironment,
  config: { camera, cameras: Object.fromEntries(cameraIds.slice(1).map((id) => [id, camera])), recording: { min_free_mb: 1 } },
});
const serverPid = petlog.child.pid ?? NaN;
const mediaPids = (): number[] => processTree(serverPid).filter((pid) => commandLineOf(pid).includes('media-process'));

async function begin(cameraId: string): Promise<Running> {
  const before = new Set(mediaPids());
  const viewer = new PictureTimes(petlog.url, cameraId);
  await viewer.until(firstPictures);
  const answer = await call(`${petlog.url}/live/record/start`, 'POST', { camera: cameraId });
  if (answer.status !== 200) {
    throw new Error(`${cameraId} is not recorded: ${JSON.stringify(answer.body)}`);
  }
  const { recording_path: recordingPath } = RecordStartOutput.parse(answer.body);
  const mediaPid = mediaPids().find((pid) => !before.has(pid)) ?? NaN;
  return { cameraId, viewer, recordingPath, mediaPid };
}

const running: Running[] = [];
for (const cameraId of cameraIds.slice(0, -1)) {
  running.push(await begin(cameraId));
}
await delay(seconds * 1000);
const beforeLast = running.map(({ viewer }) => viewer.capturedMilliseconds.length);
running.push(await begin(cameraIds.at(-1) ?? ''));
const samples: number[][] = [];
for (const endAt = performance.now() + seconds * 1000; performance.now() < endAt;) {
  await delay(sampleMilliseconds);
  samples.push([serverPid, ...running.map(({ mediaPid }) => mediaPid)].map(residentMegabytes));
}
const memory = samples[0]?.map((_, index) => median(samples.map((sample) => sample[index] ?? NaN))) ?? [];
const rows: CameraRow[] = [];
for (const [index, { cameraId, viewer, recordingPath }] of running.entries()) {
  viewer.close();
  await call(`${petlog.url}/live/record/stop`, 'POST', { camera: cameraId });
  const { pictures, durationSeconds } = await decodeVideo(join(petlog.dataDirectory, recordingPath));
  rows.push({
    cameraId,
    viewerFramesPerSecond: pictureRate(viewer.capturedMilliseconds.slice(firstPictures)),
    missingPictures: missingPictures(viewer.capturedMilliseconds.slice(beforeLast[index] ?? firstPictures), framesPerSecond),
    recordedFramesPerSecond: pictures / durationSeconds,
    mediaMegabytes: memory[index + 1] ?? NaN,
  });
}
const report: CamerasReport = {
  machine: describeMachine(),
  date: new Date().toISOString().slice(0, 10),
  seconds,
  rows,
  serverMegabytes: memory[0] ?? NaN,
};
console.log(`${report.machine}\n\n${targetTable(camerasTargets(report))}\n\n${camerasTable(report)}`);
if (options.json !== undefined) {
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
if (options.save) {
  await saveReport({ cameras: report });
}
