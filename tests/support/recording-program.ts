/**
 * Records a camera's pictures, as the application does, until it is ended: `node recording-program.ts DIRECTORY [PRE-ROLL]`,
 * with so many milliseconds of pictures from before the recording is asked for; it is asked for when they are there.
 * Tells on standard output, a JSON object a line: `{ recordingId, path, preRollSeconds }`, then `{ capturedMilliseconds, mediaPid }`
 * of the moment with which the recording begins, and of each picture.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '../../shared/config.ts';
import { EventBus } from '../../main/events/event-bus.ts';
import { FrameHub } from '../../main/frames/frame-hub.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { diskSpace } from '../../main/system/disk-space.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { Retention } from '../../main/recording/retention.ts';
import { HistoryKeeper } from '../../main/rewind/history-keeper.ts';
import { RecordingStorage } from '../../main/recording/recording-storage.ts';
import { RecordingService } from '../../main/recording/recording-service.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { frameOf, smallJpegs } from './small-jpegs.ts';
import { SettingsChanges } from './settings-changes.ts';

const dataDirectory = process.argv[2];
if (dataDirectory === undefined) {
  throw new Error('usage: node recording-program.ts DIRECTORY');
}
const preRollMilliseconds = Number(process.argv[3] ?? 0);
const frameRate = 15;
const clock = createSystemClock();
const frames = new FrameHub();
const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger: silentLogger });
frames.subscribe((frame) => media.write(frame));
const library = new RecordingLibrary({ dataDirectory, media, clock, logger: silentLogger });
const camera = { acquire: () => ({ release: () => {} }) };
const config = Config.parse({});
const outside = { config: () => config, clock, bus: new EventBus(), logger: silentLogger, diskSpace };
const { onSettingsChanged } = new SettingsChanges();
const directoryOfRecordings = (): StorageDirectory => new StorageDirectory(dataDirectory, config.camera.storage_path);
const cleanUp = new Retention({ ...outside, onSettingsChanged, clockSteadyMilliseconds: () => 0, storage: directoryOfRecordings, library });
const storage = new RecordingStorage({ ...outside, dataDirectory, onSettingsChanged, isWanted: () => true, library, cleanUp });
const recorder = new RecordingService({ ...outside, cameraId: 'main', dataDirectory, frames, camera, media, library, storage });
const keeper = new HistoryKeeper({
  ...outside,
  isPrivate: () => false,
  onForgotten: () => {},
  media,
  cameraId: 'main',
  onSettingsChanged,
  storage: directoryOfRecordings,
  ensureMounted: (directory) => library.ensureMounted(directory),
});
const tell = (fact: object): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`);

let isOver = false;
process.once('SIGTERM', () => {
  isOver = true;
});

const jpegs = await smallJpegs(4);
const began = performance.now();
let rememberedSince: number | null = null;
let isAsked = false;
let isStarted = false;
for (let index = 0; !isOver; index += 1) {
  const capturedMilliseconds = performance.now();
  if (media.historyBytes > 0) {
    rememberedSince ??= capturedMilliseconds;
  }
  if (
    !isAsked &&
    (preRollMilliseconds === 0 || (rememberedSince !== null && capturedMilliseconds - rememberedSince >= preRollMilliseconds))
  ) {
    isAsked = true;
    void recorder.start({ durationSeconds: null, filename: null }).then((started) => {
      isStarted = true;
      tell(started);
      tell({ capturedMilliseconds: capturedMilliseconds - started.preRollSeconds * 1000, mediaPid: media.pid });
    });
  }
  if (isAsked || preRollMilliseconds > 0) {
    frames.publish(frameOf(jpegs[index % jpegs.length] ?? Buffer.alloc(0), index + 1, capturedMilliseconds));
  }
  if (isStarted) {
    tell({ capturedMilliseconds, mediaPid: media.pid });
  }
  await sleep(Math.max(0, began + ((index + 1) * 1000) / frameRate - performance.now()));
}
await recorder.close();
await keeper.close();
await media.close();
await library.close();
