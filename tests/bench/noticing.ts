/**
 * What noticing does to the live picture, recordings and the last minutes: two PetLogs beside each other, one that notices and
 * one that does not.
 *
 *     npm run bench:noticing [-- --seconds 15] [--rounds 6] [--save]
 *
 * Takes PetLog as it was built; needs Chromium, and ffprobe (Debian package ffmpeg); --save renews docs/benchmarks.md. Exits with 1 when a
 * target is missed.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { LiveStatus, RecordStartOutput } from '../../shared/api.ts';
import { LogEventsPage } from '../../shared/log-events.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { footageJpegs } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { type PetLogProcess, startPetLog } from '../support/petlog-process.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { videoFacts } from '../support/video-facts.ts';
import { LoadClient, type Measurement } from './load.ts';
import { describeMachine } from './machine.ts';
import {
  type NoticingReport,
  type NoticingScene,
  noticingSection,
  type NoticingSide,
  noticingTargets,
  somethingMoves,
  stillRoom,
} from './noticing-results.ts';
import { measureOnPage } from './noticed-on-page.ts';
import { NumberedCameras, NumberReaders } from './numbered-pictures.ts';
import { saveReport } from './report.ts';
import { median } from './statistics.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '6' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const frameRate = 15;
const viewers = 3;
const settleMilliseconds = 10_000;
/** What a recording may have of a picture more or less at its ends. */
const endPictures = 1;
const rewindPictures = 15;
const onPageVisits = 4;
/** Of the footage, in seconds: the floor is empty, and the cat is there. */
const scenes = [
  { scene: stillRoom, fromSeconds: 0, untilSeconds: 5 },
  { scene: somethingMoves, fromSeconds: 5.2, untilSeconds: 15.8 },
] as const;

interface Round {
  readonly measurement: Measurement;
  readonly cpuPercent: number;
}

/** One of the two, with whoever watches it. */
class Side implements AsyncDisposable {
  readonly rounds: Round[] = [];
  readonly #petlog: PetLogProcess;
  readonly #client = new LoadClient();
  readonly #readers: NumberReaders;
  #missingInRecordings = 0;

  private constructor(petlog: PetLogProcess) {
    this.#petlog = petlog;
    this.#readers = new NumberReaders({ url: petlog.url, cameraIds: ['main'] });
  }

  static async start(cameraUrl: string, isNoticing: boolean): Promise<Side> {
    const petlog = await startPetLog({
      command: [process.execPath, ...frugalNodeArguments, builtHeadlessProgram],
      environment: frugalEnvironment,
      arguments: ['--camera', cameraUrl],
      config: {
        camera: { resolution: [1280, 720], frame_rate: frameRate },
        detection: { enabled: isNoticing },
        recording: { min_free_mb: 1, automatic: 'never' },
        security: { allowed_targets: ['127.0.0.1'] },
      },
    });
    await call(`${petlog.url}/live/start`, 'POST');
    while (LiveStatus.parse((await call(`${petlog.url}/live/status`)).body).state !== 'live') {
      await delay(100);
    }
    return new Side(petlog);
  }

  forget(): void {
    this.#readers.reset();
  }

  async round(): Promise<void> {
    const { url, child, dataDirectory } = this.#petlog;
    const pid = child.pid ?? NaN;
    const { recording_path: path } = RecordStartOutput.parse((await call(`${url}/live/record/start`, 'POST')).body);
    const plan = {
      port: Number(new URL(url).port),
      path: '/live/stream',
      viewers,
      slowReadersBytesPerSecond: [],
      warmUpSeconds: 2,
      seconds,
    };
    const measurement = await this.#client.run(plan, pid, { withChildren: true });
    await call(`${url}/live/record/stop`, 'POST');
    this.#missingInRecordings += await missingIn(join(dataDirectory, path));
    this.rounds.push({ measurement, cpuPercent: measurement.serverCpuMilliseconds / (measurement.load.seconds * 10) });
  }

  async result(directory: string): Promise<NoticingSide> {
    const { url } = this.#petlog;
    const counted = await this.#readers.count();
    const { start, end } = RewindRange.parse((await call(`${url}/live/rewind`)).body);
    const [oldest, newest] = [Date.parse(start ?? ''), Date.parse(end ?? '')];
    const times: number[] = [];
    for (let index = 0; index < rewindPictures; index += 1) {
      const at = new Date(oldest + 1000 + ((index * 997) % (newest - oldest - 2000))).toISOString();
      const began = performance.now();
      await (await fetch(`${url}/live/rewind/picture?at=${encodeURIComponent(at)}`)).arrayBuffer();
      times.push(performance.now() - began);
    }
    const clipStart = new Date(newest - 12_000).toISOString();
    const clip = join(directory, 'clip.mp4');
    await writeFile(
      clip,
      Buffer.from(await (await fetch(`${url}/live/rewind/clip?start=${encodeURIComponent(clipStart)}&duration=10`)).arrayBuffer()),
    );
    return {
      p50Milliseconds: median(this.rounds.map(({ measurement }) => measurement.load.latencyP50Milliseconds ?? NaN)),
      p99Milliseconds: median(this.rounds.map(p99Of)),
      pictures: counted.pictures,
      lostPictures: counted.lost + counted.placeholders,
      missingInRecordings: this.#missingInRecordings,
      rewindSeconds: (newest - oldest) / 1000,
      missingInRewind: await missingIn(clip),
      rewindPictureMilliseconds: median(times),
      cpuPercent: median(this.rounds.map(({ cpuPercent }) => cpuPercent)),
      events: LogEventsPage.parse((await call(`${url}/events`)).body).total_count,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
    await this.#readers[Symbol.asyncDispose]();
    await this.#petlog[Symbol.asyncDispose]();
  }
}

const p99Of = ({ measurement }: Round): number => measurement.load.latencyP99Milliseconds ?? NaN;

async function missingIn(path: string): Promise<number> {
  const { times } = await videoFacts(path);
  const spanSeconds = (times.at(-1) ?? NaN) - (times[0] ?? NaN);
  return Math.max(0, Math.round(spanSeconds * frameRate) + 1 - times.length - endPictures);
}

async function measureScene(scene: string, picturesPath: string, directory: string): Promise<NoticingScene> {
  await using cameras = await NumberedCameras.start({ picturesPath, framesPerSecond: frameRate, count: 2 });
  const [first = '', second = ''] = cameras.urls;
  await using plain = await Side.start(first, false);
  await using noticing = await Side.start(second, true);
  await delay(settleMilliseconds);
  plain.forget();
  noticing.forget();
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all([plain.round(), noticing.round()]);
    process.stderr.write(`\r${scene}: ${round + 1} of ${rounds} rounds`);
  }
  process.stderr.write('\n');
  const more = (value: (round: Round) => number): number =>
    median(noticing.rounds.map((round, index) => value(round) - value(plain.rounds[index]!)));
  return {
    scene,
    rounds,
    p99MoreMilliseconds: more(p99Of),
    cpuMorePercent: more(({ cpuPercent }) => cpuPercent),
    plain: await plain.result(directory),
    noticing: await noticing.result(directory),
  };
}

const directory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const load = (): number => loadavg()[0] ?? 0;
const loadAtBegin = load();
try {
  const jpegs = footageJpegs();
  const measured: NoticingScene[] = [];
  for (const { scene, fromSeconds, untilSeconds } of scenes) {
    const path = join(directory, `${measured.length}.mjpeg`);
    await writeFile(path, Buffer.concat(jpegs.slice(fromSeconds * frameRate, untilSeconds * frameRate)));
    measured.push(await measureScene(scene, path, directory));
  }
  const report: NoticingReport = {
    machine: describeMachine(),
    date: new Date().toISOString().slice(0, 10),
    seconds,
    viewers,
    scenes: measured,
    onPage: await measureOnPage(onPageVisits),
    loads: [loadAtBegin, load()],
  };
  console.log(noticingSection(report));
  if (options.save) {
    await saveReport({ noticing: report });
  }
  process.exitCode = noticingTargets(report).every(({ isMet }) => isMet === true) ? 0 : 1;
} finally {
  await rm(directory, { recursive: true });
}
