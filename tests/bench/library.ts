/** A library of 100,000 recordings: `npm run bench:library [-- recordings]`. Exits with 1 when a limit is missed. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mkdtemp } from 'node:fs/promises';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { recordingIdOf } from '../../main/library/recording.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { planRetention } from '../../main/recording/retention-plan.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { recordingReasons } from '../../shared/api.ts';

const count = Number(process.argv[2] ?? 100_000);
const limits = { 'list page': 50, 'start-up': 3000, rebuild: 60_000 } as const;
const batch = 500;

const clock = createSystemClock();
const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const storage = new StorageDirectory(dataDirectory, 'recordings');
const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger: silentLogger });
const open = (): RecordingLibrary => new RecordingLibrary({ dataDirectory, media, clock, logger: silentLogger });
const delay = monitorEventLoopDelay({ resolution: 1 });
let isWithinLimits = true;

async function measured<Result>(name: string, limit: keyof typeof limits | null, work: () => Result | Promise<Result>): Promise<Result> {
  delay.reset();
  delay.enable();
  const began = performance.now();
  const result = await work();
  const milliseconds = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 5)); // so that the last delay is seen
  delay.disable();
  const isMissed = limit !== null && milliseconds > limits[limit];
  isWithinLimits &&= !isMissed;
  const allowed = limit === null ? '' : `, at most ${limits[limit]} ms${isMissed ? ': MISSED' : ''}`;
  console.log(`${name}: ${milliseconds.toFixed(1)} ms (longest time that nothing else ran: ${(delay.max / 1e6).toFixed(0)} ms)${allowed}`);
  return result;
}

/** A video of no bytes and a sidecar, as quickly as that goes; PetLog writes them with more care. */
async function addFiles(index: number): Promise<void> {
  const startedAtMilliseconds = Date.UTC(2026, 0, 1) + index * 300_000;
  const recordingId = recordingIdOf(startedAtMilliseconds, index.toString(16).padStart(6, '0'));
  const filename = `${recordingId}.mp4`;
  const sidecar = {
    version: 1, recording_id: recordingId, filename, started_at: new Date(startedAtMilliseconds).toISOString(), duration_seconds: 60, size_bytes: 15_000_000 + index,
    width_pixels: 1280, height_pixels: 720, frame_rate: 15, pre_roll_seconds: 5, reason: recordingReasons[index % 3], kept: index % 50 === 0, state: 'finished', parts: [],
  };
  await writeFile(storage.file(filename), '');
  await writeFile(storage.sidecar(recordingId), JSON.stringify(sidecar, null, 1));
  await writeFile(storage.picture(recordingId, 'thumbnail'), '');
  await writeFile(storage.picture(recordingId, 'preview'), '');
}

try {
  await mkdir(storage.absolutePath, { recursive: true });
  await storage.preparePictures();
  for (let begin = 0; begin < count; begin += batch) {
    await Promise.all(Array.from({ length: Math.min(batch, count - begin) }, (_, index) => addFiles(begin + index)));
  }
  let library = open();
  await measured(`rebuild of ${count} recordings from their files`, 'rebuild', () => library.recover(storage));
  console.log(`  ${library.list({ page_size: 1 }).total_count} are listed`);
  await library.close();

  await measured('start-up until the first list', 'start-up', () => {
    library = open();
    return library.list({});
  });
  await measured('start-up until all files are checked', 'start-up', () => library.recover(storage));

  const lastPage = Math.floor(count / 50);
  await measured('first page', 'list page', () => library.list({}));
  await measured('last page', 'list page', () => library.list({ page: lastPage }));
  await measured('page in the middle', 'list page', () => library.list({ page: Math.floor(lastPage / 2) }));
  await measured('page of a reason', 'list page', () => library.list({ reason: 'motion', page: 20 }));
  await measured('last page of a reason', 'list page', () => library.list({ reason: 'motion', page: Math.floor(lastPage / 3) }));
  await measured('page of what is kept, of a reason', 'list page', () => library.list({ reason: 'motion', kept: true }));
  await measured('page of what is not kept', 'list page', () => library.list({ kept: false, page: Math.floor(lastPage / 2) }));
  await measured('page of a day', 'list page', () => library.list({ start_date: '2026-03-01', end_date: '2026-03-01' }));
  await measured('thousand recordings', 'list page', () => library.list({ page_size: 1000 }));
  await measured('usage of the storage', 'list page', () => library.usage(storage));
  const state = { nowMilliseconds: Date.now(), recordingsBytes: count * 15e6, disk: { availableBytes: 1e12, totalBytes: 1e13 } };
  const none = { maxAgeMilliseconds: null, maxTotalBytes: null, maxDiskUsed: 1, minFreeBytes: 0, headroomBytes: 0 };
  await measured('clean-up with nothing to do', 'list page', () => library.chooseRemovable(storage, (candidates) => planRetention(candidates, state, none)));
  await measured('next recording without pictures', 'list page', () => library.withoutPictures());
  const [first] = library.list({}).recordings;
  await measured('keeping one', null, () => library.setKept(first?.recording_id ?? '', true));
  await measured('removing one', null, () => library.remove(first?.recording_id ?? ''));
  await library.close();
} finally {
  await media.close();
  await rm(dataDirectory, { recursive: true, force: true });
}
process.exitCode = isWithinLimits ? 0 : 1;
