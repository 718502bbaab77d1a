/**
 * What the last minutes and a recording cost, with the footage of the tests as
 * the camera (1280x720 at 15 frames a second): `node tests/bench/rewind.ts [seconds]`.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordingsPage, RecordStartOutput } from '../../shared/api.ts';
import { RewindRange } from '../../shared/rewind.ts';
import { footageMjpegFile } from '../support/footage-jpegs.ts';
import { call } from '../support/http-client.ts';
import { startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { LoadClient, type Measurement } from './load.ts';
import { cpuMilliseconds, processTree, residentMegabytes } from './process-usage.ts';
import { median } from './statistics.ts';

const seconds = Number(process.argv[2] ?? 20);
/** Latency is measured with and without a recording by turns: other programs of the machine disturb both. */
const rounds = 3;
const viewers = 3;

interface Phase {
  measurement: Measurement;
  /** Of PetLog with all its children, in cores. */
  cores: number;
}

const camera = footageMjpegFile();

function start(recording: object): Promise<PetLogProcess> {
  return startPetLog({
    arguments: ['--camera', `file:${camera}`],
    config: { camera: { resolution: [1280, 720], frame_rate: 15 }, recording: { min_free_mb: 1, ...recording } },
  });
}

const pidOf = (petlog: PetLogProcess): number => petlog.child.pid ?? NaN;

const totalCpu = (petlog: PetLogProcess): number => processTree(pidOf(petlog)).reduce((sum, pid) => sum + cpuMilliseconds(pid), 0);

/** Watches the stream for a while and measures everyone meanwhile. */
async function measure(petlog: PetLogProcess): Promise<Phase> {
  const client = new LoadClient();
  try {
    const plan = {
      port: Number(new URL(petlog.url).port),
      path: '/live/stream',
      viewers,
      slowReadersBytesPerSecond: [],
      warmUpSeconds: 3,
      seconds,
    };
    const cpuBefore = totalCpu(petlog);
    const began = performance.now();
    const measurement = await client.run(plan, pidOf(petlog));
    return { measurement, cores: (totalCpu(petlog) - cpuBefore) / (performance.now() - began) };
  } finally {
    await client.close();
  }
}

/** The folder of a child's program, which says what it is. */
const nameOf = (pid: number): string =>
  /([a-z-]+)\/index\.[jt]s/.exec(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))?.[1] ?? `process ${pid}`;

function print(what: string, value: number, unit: string, target: number | null): void {
  const verdict = target === null ? '' : `   target: at most ${target} ${unit}   ${value <= target ? 'met' : 'MISSED'}`;
  console.log(`${what.padEnd(64)} ${value.toFixed(2).padStart(8)} ${unit}${verdict}`);
}

const latency = ({ measurement }: Phase): number => measurement.load.latencyP99Milliseconds ?? NaN;

let plain: Phase;
{
  await using petlog = await start({ pre_roll_seconds: 0, rewind_minutes: 0 });
  await call(`${petlog.url}/live/start`, 'POST');
  plain = await measure(petlog);
  print('server alone: memory', plain.measurement.serverResidentMegabytes, 'MB', null);
  print('server and camera alone: CPU', plain.cores, 'cores', null);
}
{
  await using petlog = await start({});
  await call(`${petlog.url}/live/start`, 'POST');
  const idle: Phase[] = [];
  const recording: Phase[] = [];
  const started: RecordStartOutput[] = [];
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await measure(petlog));
    started.push(RecordStartOutput.parse((await call(`${petlog.url}/live/record/start`, 'POST')).body));
    recording.push(await measure(petlog));
    await call(`${petlog.url}/live/record/stop`, 'POST');
  }
  const [{ recording_id, pre_roll_seconds } = { recording_id: '', pre_roll_seconds: NaN }] = started;
  print('with pre-roll and rewind: CPU for them', median(idle.map(({ cores }) => cores)) - plain.cores, 'cores', 0.25);
  print('recording, pre-roll and rewind: CPU for all of it', median(recording.map(({ cores }) => cores)) - plain.cores, 'cores', 0.25);
  const [latencyIdle, latencyRecording] = [median(idle.map(latency)), median(recording.map(latency))];
  print(`live latency p99, no recording (median of ${rounds})`, latencyIdle, 'ms', null);
  print(`live latency p99, recording (median of ${rounds})`, latencyRecording, 'ms', null);
  print('live latency p99, how much more with a recording', latencyRecording - latencyIdle, 'ms', 10);
  print(
    'cores that other programs kept busy meanwhile',
    median([...idle, ...recording].map(({ measurement }) => measurement.otherBusyCores)),
    'cores',
    null,
  );
  const { recordings } = RecordingsPage.parse((await call(`${petlog.url}/recordings`)).body);
  const made = recordings.find((candidate) => candidate.recording_id === recording_id);
  print('size of a recording', ((made?.file_size ?? NaN) * 3600) / (made?.duration ?? NaN) / 1e9, 'GB an hour', 1);
  print('pre-roll of that recording', pre_roll_seconds, 's', 7.2);
  const { start: oldest, end, size_bytes, limit_bytes } = RewindRange.parse((await call(`${petlog.url}/live/rewind`)).body);
  const keptSeconds = (Date.parse(end ?? '') - Date.parse(oldest ?? '')) / 1000;
  print('history in memory now', size_bytes / 1e6, 'MB', limit_bytes / 1e6);
  print('  which is, for each minute', (size_bytes / 1e6 / keptSeconds) * 60, 'MB', null);
  print('server: memory', recording.at(-1)?.measurement.serverResidentMegabytes ?? NaN, 'MB', null);
  for (const pid of processTree(pidOf(petlog)).slice(1)) {
    print(`${nameOf(pid)}: memory`, residentMegabytes(pid), 'MB', null);
  }
  const pictures: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    const at = new Date(Date.parse(oldest ?? '') + ((index * 997) % (keptSeconds * 1000))).toISOString();
    const began = performance.now();
    await (await fetch(`${petlog.url}/live/rewind/picture?at=${encodeURIComponent(at)}`)).arrayBuffer();
    pictures.push(performance.now() - began);
    await sleep(20);
  }
  print('a picture of the past, mean', pictures.reduce((sum, value) => sum + value, 0) / pictures.length, 'ms', null);
}
