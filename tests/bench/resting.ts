/**
 * `npm run bench:resting`: what a camera costs while nobody watches, and a picture on its way to one viewer.
 *
 *     node tests/bench/resting.ts [--seconds 30] [--json FILE] [--save]
 *
 * Takes PetLog as it was built; --save renews docs/benchmarks.md.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { type PetLogProcess, type PetLogProcessOptions, startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { LoadClient } from './load.ts';
import { describeMachine } from './machine.ts';
import { writePictures } from './pictures.ts';
import { cpuMilliseconds, processTree, residentMegabytes } from './process-usage.ts';
import { saveReport } from './report.ts';
import { restingTable, restingTargets, type RestingReport, type RestingRow } from './resting-results.ts';
import { subjectKinds } from './subjects.ts';
import { targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, json: { type: 'string' }, save: { type: 'boolean', default: false } },
});
const seconds = Number(options.seconds);
const warmUpMilliseconds = 5000;
const frameRate = 15;
/** Of the footage, in seconds: the floor is empty, and the cat is there. */
const scenes = [
  { scene: 'still room', fromSeconds: 0, untilSeconds: 5 },
  { scene: 'something moves', fromSeconds: 5.2, untilSeconds: 15.8 },
] as const;

function start(overrides: PetLogProcessOptions): Promise<PetLogProcess> {
  return startPetLog({
    ...overrides,
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
  });
}

const pidsOf = (petlog: PetLogProcess): number[] => processTree(petlog.child.pid ?? NaN);
const mediaPidOf = (petlog: PetLogProcess): number => pidsOf(petlog).find((pid) => commandLineOf(pid).includes('media-process')) ?? NaN;
const totalCpu = (petlog: PetLogProcess): number => pidsOf(petlog).reduce((sum, pid) => sum + cpuMilliseconds(pid), 0);

async function measureScene(scene: string, path: string): Promise<RestingRow> {
  const camera = { resolution: [1280, 720] as [number, number], frame_rate: frameRate };
  const arguments_ = ['--camera', `file:${path}`];
  await using keeping = await start({ arguments: arguments_, config: { camera } });
  await using plain = await start({ arguments: arguments_, config: { camera, recording: { rewind_minutes: 0, pre_roll_seconds: 0 } } });
  await call(`${keeping.url}/live/start`, 'POST');
  await call(`${plain.url}/live/start`, 'POST');
  await delay(warmUpMilliseconds);
  const mediaPid = mediaPidOf(keeping);
  const read = (): number[] => [totalCpu(keeping), totalCpu(plain), cpuMilliseconds(mediaPid), performance.now()];
  const before = read();
  await delay(seconds * 1000);
  const [all = NaN, alone = NaN, media = NaN, elapsed = NaN] = read().map((value, index) => value - (before[index] ?? NaN));
  return {
    scene,
    cpuPercent: (all / elapsed) * 100,
    cameraCpuPercent: (alone / elapsed) * 100,
    mediaMillisecondsPerFrame: media / ((elapsed / 1000) * frameRate),
    mediaMegabytes: residentMegabytes(mediaPid),
  };
}

async function smallMediaMegabytes(): Promise<number> {
  await using petlog = await start({ config: { camera: { resolution: [640, 360], frame_rate: 10 }, recording: { min_free_mb: 1 } } });
  await call(`${petlog.url}/live/start`, 'POST');
  await call(`${petlog.url}/live/record/start`, 'POST');
  await delay(seconds * 1000);
  return residentMegabytes(mediaPidOf(petlog));
}

/** CPU time of the server for each picture to one viewer: PetLog and bare Node. */
async function passMilliseconds(picturesFile: string): Promise<number[]> {
  const client = new LoadClient();
  try {
    const results: number[] = [];
    for (const kind of subjectKinds(false).filter(({ name }) => name === 'PetLog' || name === 'bare Node')) {
      const subject = await kind.start(picturesFile, 30);
      const { port, path, pid } = subject;
      const plan = { port, path, viewers: 1, slowReadersBytesPerSecond: [], warmUpSeconds: warmUpMilliseconds / 1000, seconds };
      const { serverCpuMilliseconds, load } = await client.run(plan, pid);
      results.push(serverCpuMilliseconds / (load.picturesPerViewer[0] ?? NaN));
      await subject.close();
    }
    return results;
  } finally {
    await client.close();
  }
}

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
try {
  const jpegs = footageJpegs();
  const rows: RestingRow[] = [];
  for (const { scene, fromSeconds, untilSeconds } of scenes) {
    const path = join(directory, `${rows.length}.mjpeg`);
    await writeFile(path, Buffer.concat(jpegs.slice(fromSeconds * frameRate, untilSeconds * frameRate)));
    rows.push(await measureScene(scene, path));
  }
  const pictures = await writePictures(join(directory, 'pictures.mjpeg'), 60);
  const [pass = NaN, bare = NaN] = await passMilliseconds(pictures.path);
  const report: RestingReport = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    seconds,
    rows,
    smallMediaMegabytes: await smallMediaMegabytes(),
    pictureBytes: pictures.averageBytes,
    passMilliseconds: pass,
    barePassMilliseconds: bare,
  };
  console.log(`${report.machine}\n\n${targetTable(restingTargets(report))}\n\n${restingTable(report)}`);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (options.save) {
    await saveReport({ resting: report });
  }
} finally {
  await rm(directory, { recursive: true });
}
