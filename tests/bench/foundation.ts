/**
 * `npm run bench:foundation`: one viewer, one recording, start and stop.
 *
 *     node tests/bench/foundation.ts [--seconds 60] [--rounds 7] [--source] [--json FILE] [--save]
 *
 * Takes PetLog as it was built, or with --source as it is; --save renews docs/benchmarks.md.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LiveStatus, RecordStartOutput } from '../../shared/api.ts';
import { decodeVideo } from '../support/decode-video.ts';
import { call, StreamReader } from '../support/http-client.ts';
import { type PetLogProcess, PetLogProcess as Program, type PetLogProcessOptions, startPetLog } from '../support/petlog-process.ts';
import { commandLineOf } from '../support/process-life.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import type { DocumentRow, FoundationReport } from './foundation-results.ts';
import { LoadClient, type Measurement } from './load.ts';
import { describeMachine } from './machine.ts';
import { processTree, residentMegabytes } from './process-usage.ts';
import { documentTable, saveReport } from './report.ts';
import { median } from './statistics.ts';
import { type Target, target, targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '7' },
    source: { type: 'boolean', default: false },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const program: PetLogProcessOptions = {
  environment: { ...frugalEnvironment, PETLOG_RECORDING_PRE_ROLL_SECONDS: '0', PETLOG_RECORDING_REWIND_MINUTES: '0' },
  ...(options.source ? {} : { command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram] as const }),
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const portOf = (petlog: PetLogProcess): number => Number(new URL(petlog.url).port);
const pidOf = (petlog: PetLogProcess): number => petlog.child.pid as number;

async function repeat(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(await measure());
  }
  say(values.map((value) => value.toFixed(0)).join(' '));
  return median(values);
}

/** Milliseconds from the start of the process to its ready line. */
async function readyMilliseconds(): Promise<number> {
  const startedAt = performance.now();
  await using petlog = await Program.spawn(program);
  await petlog.ready();
  return performance.now() - startedAt;
}

/** Milliseconds from the request to the whole first picture of a camera that stood still. */
async function firstFrameMilliseconds(petlog: PetLogProcess): Promise<number> {
  while (LiveStatus.parse((await call(`${petlog.url}/live/status`)).body).state !== 'stopped') {
    await delay(50);
  }
  const startedAt = performance.now();
  const reader = new StreamReader(portOf(petlog));
  await reader.next(1);
  reader.close();
  return performance.now() - startedAt;
}

async function oneViewer(client: LoadClient, resolution: [number, number], framesPerSecond: number): Promise<Measurement> {
  await using petlog = await startPetLog({ ...program, config: { camera: { resolution, frame_rate: framesPerSecond } } });
  // The mock has a process of its own.
  return await client.run(
    { port: portOf(petlog), path: '/live/stream', viewers: 1, slowReadersBytesPerSecond: [], warmUpSeconds: 5, seconds },
    pidOf(petlog),
    { withChildren: true },
  );
}

const cpuPercent = (run: Measurement): number => run.serverCpuMilliseconds / run.load.seconds / 10;

function documentRow(framesPerSecond: number, [width, height]: [number, number], run: Measurement): DocumentRow {
  return {
    picture: `${width}x${height}`,
    framesPerSecond,
    deliveredFramesPerSecond: run.load.cameraFramesPerSecond ?? 0,
    cpuPercent: cpuPercent(run),
    megabitsPerSecond: (run.load.bytes * 8) / run.load.seconds / 1e6,
    residentMegabytes: run.serverResidentMegabytes,
  };
}

interface Stop {
  milliseconds: number;
  isWhole: boolean;
  mediaMegabytes: number;
}

/** SIGTERM while ten watch and a recording runs. */
async function stopWhileBusy(): Promise<Stop> {
  await using petlog = await startPetLog({ ...program, config: { recording: { min_free_mb: 1 } } });
  const readers = Array.from({ length: 10 }, () => new StreamReader(portOf(petlog)));
  await Promise.all(readers.map((reader) => reader.next(1)));
  const started = RecordStartOutput.parse((await call(`${petlog.url}/live/record/start`, 'POST')).body);
  await delay(8000);
  const media = processTree(pidOf(petlog)).find((pid) => commandLineOf(pid).includes('media-process'));
  const mediaMegabytes = media === undefined ? Number.NaN : residentMegabytes(media);
  const stoppedAt = performance.now();
  const exit = await petlog.stop();
  const milliseconds = performance.now() - stoppedAt;
  readers.forEach((reader) => reader.close());
  const video = await decodeVideo(join(petlog.dataDirectory, started.recording_path));
  say(
    `stop: ${milliseconds.toFixed(0)} ms, exit code ${exit.code}, ${video.pictures} pictures, ${video.durationSeconds.toFixed(2)} s; media process ${mediaMegabytes.toFixed(0)} MB`,
  );
  return {
    milliseconds,
    isWhole: exit.code === 0 && Math.abs(video.durationSeconds - 8) < 0.5 && video.pictures >= 8 * 15 * 0.95,
    mediaMegabytes,
  };
}

async function measureAll(client: LoadClient): Promise<FoundationReport> {
  const ready = await repeat(readyMilliseconds);
  const petlog = await startPetLog({ ...program, config: { camera: { idle_stop_seconds: 0 } } });
  const firstFrame = await repeat(() => firstFrameMilliseconds(petlog));
  await petlog[Symbol.asyncDispose]();
  const stops = [await stopWhileBusy(), await stopWhileBusy(), await stopWhileBusy()];
  const runs = new Map<string, Measurement>();
  const documentRows: DocumentRow[] = [];
  const pictures: [[number, number], number][] = [
    [[640, 480], 30],
    [[1280, 720], 15],
    [[1920, 1080], 10],
    [[1920, 1080], 30],
  ];
  for (const [resolution, rate] of pictures) {
    const run = await oneViewer(client, resolution, rate);
    const row = documentRow(rate, resolution, run);
    say(
      `${row.picture} at ${rate}: ${row.deliveredFramesPerSecond.toFixed(3)} a second, ${row.cpuPercent.toFixed(1)} %, ${row.residentMegabytes.toFixed(0)} MB, others busy ${run.otherBusyCores.toFixed(1)}`,
    );
    runs.set(`${row.picture}@${rate}`, run);
    documentRows.push(row);
  }
  const hd = runs.get('1280x720@15') as Measurement;
  const fullHd = runs.get('1920x1080@30') as Measurement;
  const drift = (run: Measurement, rate: number): number => Math.abs((run.load.cameraFramesPerSecond ?? 0) / rate - 1) * 100;
  const targets: Target[] = [
    target('first frame after GET /live/stream, camera stopped', firstFrame, 1000, true, ' ms', 0),
    target('ready after start', ready, 3000, true, ' ms', 0),
    target('whole server, mock at 1280x720 and 15 fps, of one core', cpuPercent(hd), 12, true, ' %', 1),
    target('rate delivered to the viewer, off from 15 fps', drift(hd, 15), 0.5, true, ' %', 2),
    target('whole server, mock at 1920x1080 and 30 fps, of one core', cpuPercent(fullHd), 35, true, ' %', 1),
    target('rate delivered to the viewer, off from 30 fps', drift(fullHd, 30), 0.5, true, ' %', 2),
    target(
      'SIGTERM with ten streams and a recording to exit',
      Math.max(...stops.map(({ milliseconds }) => milliseconds)),
      2000,
      true,
      ' ms',
      0,
    ),
    target('recordings whole after that', stops.filter(({ isWhole }) => isWhole).length, stops.length, false, '', 0),
    target('resident, server, 1280x720 at 15 fps to one viewer', hd.serverResidentMegabytes, 160, true, ' MB', 0),
    target('resident, media process, recording that', median(stops.map(({ mediaMegabytes }) => mediaMegabytes)), 150, true, ' MB', 0),
  ];
  return {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    program: options.source ? 'PetLog from source' : 'PetLog as built',
    secondsPerRun: seconds,
    targets,
    documentRows,
  };
}

const client = new LoadClient();
try {
  const report = await measureAll(client);
  console.log(
    `${report.machine}; ${report.program}; ${seconds} s a measurement\n\n${targetTable(report.targets)}\n\n${documentTable(report)}`,
  );
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (options.save) {
    await saveReport({ foundation: report });
  }
} finally {
  await client.close();
}
