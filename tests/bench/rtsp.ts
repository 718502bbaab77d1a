/**
 * `npm run bench:rtsp`: a camera that speaks RTSP, recorded through the whole application.
 *
 *     node tests/bench/rtsp.ts [--seconds 60] [--json FILE] [--save]
 *
 * Takes PetLog as it was built; needs gst-rtsp-server (see CONTRIBUTING.md) and ffmpeg; --save renews docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LiveStatus, RecordStartOutput } from '../../shared/api.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { startGstRtspServer } from '../support/gst-rtsp-server.ts';
import { call } from '../support/http-client.ts';
import { startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { videoFacts } from '../support/video-facts.ts';
import { describeMachine } from './machine.ts';
import { cpuMilliseconds, processTree } from './process-usage.ts';
import { saveReport } from './report.ts';
import { type RtspReport, rtspFramesPerSecond, rtspTargets } from './rtsp-results.ts';
import { targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, json: { type: 'string' }, save: { type: 'boolean', default: false } },
});
const seconds = Number(options.seconds);
const settleMilliseconds = 10_000;

/** The footage without B-frames, which no camera on the network sends, for longer than is measured. */
function makeVideo(path: string): void {
  const durationSeconds = String(seconds + 60);
  const encoding = ['-c:v', 'libx264', '-preset', 'superfast', '-bf', '0', '-g', '30', '-b:v', '2M', '-r', String(rtspFramesPerSecond)];
  execFileSync('ffmpeg', ['-v', 'error', '-stream_loop', '-1', '-i', footagePath, '-t', durationSeconds, '-an', ...encoding, path]);
}

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
try {
  const video = join(directory, 'camera.mp4');
  makeVideo(video);
  await using server = await startGstRtspServer('cat', 'mouse', video);
  await using petlog = await startPetLog({
    command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
    environment: frugalEnvironment,
    arguments: ['--camera', `rtsp://cat:mouse@127.0.0.1:${server.port}/cat`],
    config: { recording: { min_free_mb: 1 }, security: { allowed_targets: [`127.0.0.1:${server.port}`] } },
  });
  await call(`${petlog.url}/live/start`, 'POST');
  while (LiveStatus.parse((await call(`${petlog.url}/live/status`)).body).state !== 'live') {
    await delay(100);
  }
  await delay(settleMilliseconds);
  const { recording_path: path } = RecordStartOutput.parse((await call(`${petlog.url}/live/record/start`, 'POST')).body);
  const pids = processTree(petlog.child.pid ?? NaN);
  const cpu = (): number => pids.reduce((sum, pid) => sum + cpuMilliseconds(pid), 0);
  const [cpuBefore, startedAt] = [cpu(), performance.now()];
  await delay(seconds * 1000);
  const cpuPercent = ((cpu() - cpuBefore) * 100) / (performance.now() - startedAt);
  await call(`${petlog.url}/live/record/stop`, 'POST');
  const { times } = await videoFacts(join(petlog.dataDirectory, path));
  const first = times[0] ?? NaN;
  const spanSeconds = (times.at(-1) ?? NaN) - first;
  const off = times.map((time, index) => Math.abs((time - first) * 1000 - (index * 1000) / rtspFramesPerSecond));
  const report: RtspReport = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    seconds,
    pictures: times.length,
    expectedPictures: Math.round(spanSeconds * rtspFramesPerSecond) + 1,
    mostOffMilliseconds: Math.max(...off),
    longestStepMilliseconds: Math.max(...times.slice(1).map((time, index) => (time - (times[index] ?? NaN)) * 1000)),
    cpuPercent,
  };
  console.log(`${report.machine}\n\n${targetTable(rtspTargets(report))}\n\n${report.pictures} pictures of ${report.expectedPictures}`);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (options.save) {
    await saveReport({ rtsp: report });
  }
} finally {
  await rm(directory, { recursive: true });
}
