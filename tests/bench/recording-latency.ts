/**
 * What recordings cost those who watch: `node tests/bench/recording-latency.ts [--seconds 15] [--rounds 3] [--viewers 4] [--source]`.
 *
 * Measures the live latency, capture to last byte, of one PetLog at 1280x720 and 15 frames a second in turns: with nothing else,
 * while it records, and while it makes thumbnails and previews of recordings. Pre-roll and rewind are on. Exits with 1 when the
 * 99th percentile is later by more than 10 ms. `--source` takes PetLog as it is, not as it was built.
 */
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { frugalEnvironment, frugalNodeArguments } from '../../build/frugal-memory.ts';
import { footagePath } from '../support/footage-jpegs.ts';
import { repositoryDirectory, startPetLog, type PetLogProcess } from '../support/petlog-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { builtHeadlessProgram } from '../support/tested-program.ts';
import { LoadClient } from './load.ts';
import { describeMachine } from './machine.ts';
import { median } from './statistics.ts';
import { digits, markdownTable } from './table.ts';
import { target, targetTable } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '3' },
    viewers: { type: 'string', default: '4' },
    source: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const viewers = Number(options.viewers);
const warmUpSeconds = 3;
const mostLaterMilliseconds = 10;
/** So many recordings keep the picture process busy for longer than a measurement takes. */
const importsOfRound = 150;

const conditions = ['nothing else', 'a recording', 'pictures being made'] as const;
type Condition = (typeof conditions)[number];

async function post(petlog: PetLogProcess, path: string): Promise<void> {
  const response = await fetch(petlog.url + path, { method: 'POST' });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
}

async function setStoragePath(petlog: PetLogProcess, storagePath: string): Promise<void> {
  const body = JSON.stringify({ camera: { storage_path: storagePath } });
  const response = await fetch(`${petlog.url}/settings`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body });
  if (!response.ok) {
    throw new Error(`settings: ${response.status} ${await response.text()}`);
  }
}

const picturesIn = (petlog: PetLogProcess, storagePath: string): Promise<number> =>
  readdir(join(petlog.dataDirectory, storagePath, '.petlog/pictures')).then(
    ({ length }) => length,
    () => 0,
  );

/** Puts videos in front of PetLog whose pictures it makes from then on. Returns how many pictures there are. */
async function importVideos(petlog: PetLogProcess, storagePath: string): Promise<() => Promise<number>> {
  const directory = join(petlog.dataDirectory, storagePath);
  await mkdir(directory);
  for (let index = 0; index < importsOfRound; index += 1) {
    await copyFile(footagePath, join(directory, `visit ${index}.mp4`));
  }
  await setStoragePath(petlog, storagePath);
  while ((await picturesIn(petlog, storagePath)) === 0) {
    await delay(200);
  }
  return () => picturesIn(petlog, storagePath);
}

await using directory = await temporaryDirectory();
const built = join(repositoryDirectory, builtHeadlessProgram);
await using petlog = await startPetLog({
  dataDirectory: join(directory.path, 'data'),
  environment: frugalEnvironment,
  command: [process.execPath, ...frugalNodeArguments, options.source ? 'main/headless.ts' : built],
  arguments: ['--camera', `file:${footagePath}`],
  config: {
    camera: { resolution: [1280, 720], frame_rate: 15, always_on: true },
    recording: { min_free_mb: 1, max_disk_used_percent: 100 },
  },
});
const client = new LoadClient();
const latencies = new Map<Condition, { p50: number; p99: number }[]>(conditions.map((condition) => [condition, []]));
console.log(describeMachine());
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const condition of conditions) {
      const storagePath = `imported ${round}`;
      const pictures = condition === 'pictures being made' ? await importVideos(petlog, storagePath) : null;
      if (condition === 'a recording') {
        await post(petlog, '/live/record/start');
      }
      const before = (await pictures?.()) ?? 0;
      const { load, otherBusyCores } = await client.run(
        { port: Number(new URL(petlog.url).port), path: '/live/stream', viewers, slowReadersBytesPerSecond: [], warmUpSeconds, seconds },
        petlog.child.pid ?? 0,
      );
      const made = ((await pictures?.()) ?? 0) - before;
      if (condition === 'a recording') {
        await post(petlog, '/live/record/stop');
      }
      if (pictures !== null) {
        await setStoragePath(petlog, `empty ${round}`);
        if (made === 0) {
          throw new Error('no picture was made meanwhile');
        }
      }
      const { latencyP50Milliseconds: p50, latencyP99Milliseconds: p99 } = load;
      if (p50 === null || p99 === null) {
        throw new Error('the pictures carry no time');
      }
      latencies.get(condition)?.push({ p50, p99 });
      const with_ = pictures === null ? '' : `, ${made} pictures made`;
      console.log(
        `round ${round + 1}, ${condition}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${with_}, others (with the media process) busy ${otherBusyCores.toFixed(2)} cores`,
      );
    }
  }
} finally {
  await client.close();
}
const of = (condition: Condition, quantile: 'p50' | 'p99'): number =>
  median((latencies.get(condition) ?? []).map((latency) => latency[quantile]));
console.log(
  markdownTable(
    ['beside the live picture', 'p50 ms', 'p99 ms'],
    conditions.map((condition) => [condition, digits(of(condition, 'p50'), 1), digits(of(condition, 'p99'), 1)]),
  ),
);
const later = (condition: Condition): number => of(condition, 'p99') - of('nothing else', 'p99');
const targets = (['a recording', 'pictures being made'] as const).map((condition) =>
  target(`99th percentile later with ${condition}`, later(condition), mostLaterMilliseconds, true, ' ms', 1),
);
console.log(targetTable(targets));
process.exitCode = targets.every(({ isMet }) => isMet) ? 0 : 1;
