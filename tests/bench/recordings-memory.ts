/**
 * What recordings leave behind in memory: `node --expose-gc tests/bench/recordings-memory.ts [recordings]`.
 * Makes many short ones in one process, with pre-roll and rewind on, and prints what is left after the garbage is
 * collected. Exits with 1 when each recording leaves more than `mostBytes`, measured over the last three quarters.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { Config } from '../../shared/config.ts';
import { EventBus } from '../../main/events/event-bus.ts';
import { FrameHub } from '../../main/frames/frame-hub.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { RecordingStorage } from '../../main/recording/recording-storage.ts';
import { RecordingService } from '../../main/recording/recording-service.ts';
import { Retention } from '../../main/recording/retention.ts';
import { HistoryKeeper } from '../../main/rewind/history-keeper.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { diskSpace } from '../../main/system/disk-space.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { frameOf, smallJpegs } from '../support/small-jpegs.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { SettingsChanges } from '../support/settings-changes.ts';

const count = Number(process.argv[2] ?? 400);
const framesOfEach = 6;
/** A closure of a hundred bytes is no leak that anybody would notice in a year; a recording's own objects are thousands. */
const mostBytes = 300;
const { gc } = globalThis;
if (gc === undefined) {
  throw new Error('node --expose-gc is needed');
}

await using directory = await temporaryDirectory();
const clock = createSystemClock();
const frames = new FrameHub();
const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger: silentLogger });
const library = new RecordingLibrary({ dataDirectory: directory.path, media, clock, logger: silentLogger });
const config = Config.parse({ recording: { rewind_minutes: 1 } });
const outside = { config: () => config, clock, bus: new EventBus(), logger: silentLogger, diskSpace };
const { onSettingsChanged } = new SettingsChanges();
const directoryOfRecordings = (): StorageDirectory => new StorageDirectory(directory.path, config.camera.storage_path);
const cleanUp = new Retention({ ...outside, onSettingsChanged, clockSteadyMilliseconds: () => 0, storage: directoryOfRecordings, library });
const storage = new RecordingStorage({
  ...outside,
  dataDirectory: directory.path,
  onSettingsChanged,
  isWanted: () => true,
  library,
  cleanUp,
});
const recorder = new RecordingService({
  ...outside,
  cameraId: 'main',
  dataDirectory: directory.path,
  frames,
  camera: { acquire: () => ({ release: () => {} }) },
  media,
  library,
  storage,
});
const keeper = new HistoryKeeper({
  ...outside,
  isPrivate: () => false,
  onForgotten: () => {},
  media,
  cameraId: 'main',
  onSettingsChanged,
  storage: directoryOfRecordings,
  ensureMounted: (storage) => library.ensureMounted(storage),
});
const jpegs = await smallJpegs(4);
let sequence = 0;

async function record(): Promise<void> {
  const starting = recorder.start({ durationSeconds: null, filename: null });
  for (let index = 0; index < framesOfEach; index += 1) {
    sequence += 1;
    frames.publish(frameOf(jpegs[sequence % jpegs.length] ?? Buffer.alloc(0), sequence, performance.now()));
    await sleep(15);
  }
  await starting;
  await recorder.stop('stopped');
}

/** What V8 compiles does not count: it grows for a while, with every function that turns out to be used often. */
const isOfCode = (spaceName: string): boolean => /code|trusted|read_only/.test(spaceName);

async function usedBytes(): Promise<number> {
  await sleep(200);
  gc?.();
  await sleep(200); // what native code lets go of in its finalizers is gone only at the second time
  gc?.();
  const data = getHeapSpaceStatistics().filter(({ space_name }) => !isOfCode(space_name));
  return data.reduce((sum, { space_used_size }) => sum + space_used_size, process.memoryUsage().external);
}

const residentMegabytes = async (pid: number | undefined): Promise<string> =>
  pid === undefined ? '–' : (Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000).toFixed(1);

const quarters: number[] = [];
await record();
for (let quarter = 0; quarter <= 4; quarter += 1) {
  for (let index = 0; quarter > 0 && index < count / 4; index += 1) {
    await record();
  }
  const bytes = await usedBytes();
  quarters.push(bytes);
  console.log(
    `${String(1 + (count / 4) * quarter).padStart(5)} recordings: ${(bytes / 1e6).toFixed(3)} MB of the main process in use, media process ${await residentMegabytes(media.pid)} MB resident`,
  );
}
await keeper.close();
await recorder.close();
await media.close();
await library.close();
const perRecording = ((quarters[4] ?? NaN) - (quarters[1] ?? NaN)) / (count * 0.75);
console.log(`${Math.round(perRecording)} bytes are left by each recording; at most ${mostBytes} are allowed`);
process.exitCode = perRecording <= mostBytes ? 0 : 1;
