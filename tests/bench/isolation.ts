/**
 * `npm run bench:isolation`: what three cameras lose while a fourth fails in every way.
 *
 *     node tests/bench/isolation.ts [--times 50] [--only KIND] [--json FILE] [--save]
 *
 * Takes PetLog as it was built; needs ffmpeg (Debian); --save renews docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LiveStatus, RecordStartOutput } from '../../shared/api.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { FakeCamera } from '../support/fake-camera/fake-camera.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { videoFacts } from '../support/video-facts.ts';
import { type IsolationReport, type IsolationRow, isolationTable, isolationTargets } from './isolation-results.ts';
import { describeMachine } from './machine.ts';
import { NumberedCameras, NumberReaders } from './numbered-pictures.ts';
import { processTree } from './process-usage.ts';
import { saveReport } from './report.ts';
import { targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    only: { type: 'string' },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const times = Number(options.times);
const framesPerSecond = 15;
const pollMilliseconds = 50;
const patienceMilliseconds = 60_000;
/** What a recording may have of a picture more or less at its ends. */
const endPictures = 1;
const faultyId = 'faulty';
const goodIds = ['main', 'kitchen', 'door'];

await using cleanup = new AsyncDisposableStack();
const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
cleanup.defer(() => rm(directory, { recursive: true }));
const pictures = join(directory, 'pictures.mjpeg');
execFileSync('ffmpeg', ['-v', 'error', '-i', footagePath, '-t', '4', '-vf', 'scale=640:360', '-q:v', '4', '-f', 'mjpeg', pictures]);
await using cameras = await NumberedCameras.start({ picturesPath: pictures, framesPerSecond, count: goodIds.length });
const { urls } = cameras;
await using fake = await FakeCamera.install(['rpicam-vid']);
const { PATH = '' } = fake.environment();
await using petlog = await startPetLog({
  command: [process.execPath, builtHeadlessProgram],
  arguments: ['--camera', urls[0] ?? ''],
  environment: { PATH },
  config: {
    camera: { frame_rate: framesPerSecond },
    cameras: Object.fromEntries(
      goodIds.slice(1).map((cameraId, index) => [cameraId, { source: urls[index + 1] ?? '', frame_rate: framesPerSecond }]),
    ),
    recording: { min_free_mb: 1 },
    security: { allowed_targets: ['127.0.0.1'] },
  },
});

async function post(path: string, body?: unknown, method = 'POST'): Promise<unknown> {
  const answer = await call(`${petlog.url}${path}`, method, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}
const status = async (cameraId: string): Promise<LiveStatus> =>
  LiveStatus.parse((await call(`${petlog.url}/live/status?camera=${cameraId}`)).body);
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const endAt = performance.now() + patienceMilliseconds; !(await holds());) {
    if (performance.now() > endAt) {
      throw new Error(`waited in vain until ${what}`);
    }
    await delay(pollMilliseconds);
  }
}
const isLive = (cameraId = faultyId): Promise<void> =>
  until(`${cameraId} is live`, async () => {
    const { state, fps: rate } = await status(cameraId);
    return state === 'live' && rate > 0;
  });
const isLost = (): Promise<void> => until('the camera is lost', async () => (await status(faultyId)).state !== 'live');
/** Also takes away the patience that grows with each failure. */
async function startsAgain(): Promise<void> {
  await post(`/live/stop?camera=${faultyId}`);
  await post(`/live/start?camera=${faultyId}`);
  await isLive();
}
const program = async (): Promise<number> => (await fake.starts()).at(-1)?.pid ?? NaN;
const mediaPids = (): number[] => processTree(petlog.child.pid ?? NaN).filter((pid) => commandLineOf(pid).includes('media-process'));
const add = (): Promise<unknown> => post('/cameras', { camera_id: faultyId, source: 'rpicam', frame_rate: framesPerSecond });

await using readers = new NumberReaders({ url: petlog.url, cameraIds: goodIds });
for (const cameraId of goodIds) {
  await isLive(cameraId);
}
const othersMediaPids = new Set(mediaPids());
const mediaPid = async (): Promise<number> => {
  let found: number | undefined;
  await until('the camera has a media process', async () => {
    found = mediaPids().find((pid) => !othersMediaPids.has(pid));
    return Promise.resolve(found !== undefined);
  });
  return found ?? NaN;
};
const replaced = (pid: number): Promise<void> =>
  until('the media process is another', async () =>
    Promise.resolve(!mediaPids().includes(pid) && mediaPids().length > othersMediaPids.size),
  );

/** Pictures that the server kept from viewers who had not taken those before. */
const skippedForViewers = async (): Promise<number> =>
  (await Promise.all(goodIds.map(status))).reduce((sum, { dropped_frames: skipped }) => sum + skipped, 0);

let turn = 0;
const faults: Record<string, () => Promise<void>> = {
  killed: async () => {
    process.kill(await program(), 'SIGKILL');
    await isLost();
    await startsAgain();
  },
  hung: async () => {
    process.kill(await program(), 'SIGSTOP');
    await isLost();
    await startsAgain();
  },
  garbage: async () => {
    await fake.behave({ mode: 'only-garbage' });
    await isLost();
    await fake.behave({});
    await startsAgain();
  },
  removed: async () => {
    await post(`/cameras/${faultyId}`, undefined, 'DELETE');
    await add();
    await post(`/live/start?camera=${faultyId}`);
    await isLive();
  },
  reconfigured: async () => {
    turn += 1;
    await post(`/cameras/${faultyId}`, { resolution: turn % 2 === 0 ? [1280, 720] : [640, 480] }, 'PATCH');
    await isLive();
  },
  'media process killed': async () => {
    const pid = await mediaPid();
    process.kill(pid, 'SIGKILL');
    await replaced(pid);
  },
  'media process hung': async () => {
    const pid = await mediaPid();
    process.kill(pid, 'SIGSTOP');
    await replaced(pid);
  },
};

await add();
await post(`/live/start?camera=${faultyId}`);
await isLive();
const rows: IsolationRow[] = [];
for (const [fault, happens] of Object.entries(faults).filter(([name]) => options.only === undefined || options.only === name)) {
  const paths: string[] = [];
  for (const cameraId of goodIds) {
    const started = RecordStartOutput.parse(await post('/live/record/start', { camera: cameraId }));
    paths.push(started.recording_path);
  }
  readers.reset();
  const skippedBefore = await skippedForViewers();
  for (let time = 0; time < times; time += 1) {
    await happens();
  }
  const counted = await readers.count();
  const skipped = (await skippedForViewers()) - skippedBefore;
  let missingInRecordings = 0;
  for (const [index, cameraId] of goodIds.entries()) {
    await post('/live/record/stop', { camera: cameraId });
    const facts = await videoFacts(join(petlog.dataDirectory, paths[index] ?? ''));
    const spanSeconds = (facts.times.at(-1) ?? NaN) - (facts.times[0] ?? NaN);
    missingInRecordings += Math.max(0, Math.round(spanSeconds * framesPerSecond) + 1 - facts.times.length - endPictures);
  }
  const row: IsolationRow = {
    fault,
    times,
    pictures: counted.pictures,
    lostPictures: counted.lost,
    skippedPictures: skipped,
    longestPauseMilliseconds: Math.round(counted.longestPauseMilliseconds),
    placeholders: counted.placeholders,
    missingInRecordings,
  };
  rows.push(row);
  console.log(JSON.stringify(row));
}
const report: IsolationReport = { machine: describeMachine(), date: new Date().toISOString().slice(0, 10), rows };
console.log(`${report.machine}\n\n${targetTable(isolationTargets(report))}\n\n${isolationTable(report)}`);
if (options.json !== undefined) {
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
if (options.save) {
  await saveReport({ isolation: report });
}
