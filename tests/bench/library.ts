/** A library of 100,000 recordings: `npm run bench:library [-- recordings]`. Exits with 1 when a limit is missed. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mkdtemp } from 'node:fs/promises';
import { PictureService } from '../../main/pictures/picture-service.ts';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { MediaProcessClient } from '../../main/media/media-process-client.ts';
import { planRetention } from '../../main/recording/retention-plan.ts';
import { childModuleUrl } from '../../main/system/child-module.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { addRecordings } from '../support/many-recordings.ts';

const count = Number(process.argv[2] ?? 100_000);
const limits = { 'list page': 50, 'start-up': 3000, rebuild: 60_000 } as const;
/** Half a frame at 15 frames a second: for what runs while the picture is live. */
const longestBlockMilliseconds = 33;

const clock = createSystemClock();
const dataDirectory = await mkdtemp(join(tmpdir(), 'petlog-bench-'));
const storage = new StorageDirectory(dataDirectory, 'recordings');
const media = new MediaProcessClient({ program: childModuleUrl('media-process'), clock, logger: silentLogger });
const open = (): RecordingLibrary => new RecordingLibrary({ dataDirectory, media, clock, logger: silentLogger });
const noMaker = { make: () => Promise.reject(new Error('no pictures here')), pause: () => {}, close: () => Promise.resolve() };
const delay = monitorEventLoopDelay({ resolution: 1 });
let isWithinLimits = true;

const nextTick = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5));

async function measured<Result>(
  name: string,
  limit: keyof typeof limits | null,
  work: () => Result | Promise<Result>,
  { isWhileLive = false } = {},
): Promise<Result> {
  delay.reset();
  delay.enable();
  await nextTick(); // a delay is counted from the one before
  const began = performance.now();
  const result = await work();
  const milliseconds = performance.now() - began;
  await nextTick();
  delay.disable();
  const blockedMilliseconds = delay.max / 1e6;
  const isMissed = (limit !== null && milliseconds > limits[limit]) || (isWhileLive && blockedMilliseconds > longestBlockMilliseconds);
  isWithinLimits &&= !isMissed;
  const allowed = limit === null ? '' : `, at most ${limits[limit]} ms${isMissed ? ': MISSED' : ''}`;
  console.log(
    `${name}: ${milliseconds.toFixed(1)} ms (longest time that nothing else ran: ${blockedMilliseconds.toFixed(0)} ms${isWhileLive ? `, at most ${longestBlockMilliseconds} ms` : ''})${allowed}`,
  );
  return result;
}

try {
  await addRecordings(storage, count);
  let library = open();
  await measured(`rebuild of ${count} recordings from their files`, 'rebuild', () => library.recover(storage), { isWhileLive: true });
  console.log(`  ${library.list({ page_size: 1 }).total_count} are listed`);
  await library.close();

  await measured('start-up until the first list', 'start-up', () => {
    library = open();
    return library.list({});
  });
  await measured('start-up until all files are checked', 'start-up', () => library.recover(storage), { isWhileLive: true });
  const pictures = new PictureService({ library, maker: noMaker, clock, logger: silentLogger });
  await measured('start-up until all pictures are checked', null, () => pictures.removeOrphans(storage), { isWhileLive: true });

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
  const state = {
    runningMilliseconds: 0,
    isClockTrusted: true,
    nowMilliseconds: Date.now(),
    recordingsBytes: count * 15e6,
    disk: { availableBytes: 1e12, totalBytes: 1e13 },
  };
  const none = { maxAgeMilliseconds: null, maxTotalBytes: null, maxDiskUsed: 1, minFreeBytes: 0, headroomBytes: 0 };
  await measured('clean-up with nothing to do', 'list page', () =>
    library.chooseRemovable(storage, false, (candidates) => planRetention(candidates, state, none)),
  );
  await measured('next recording without pictures', 'list page', () => library.withoutPictures());
  const [first] = library.list({}).recordings;
  await measured('keeping one', null, () => library.change(first?.recording_id ?? '', { kept: true }));
  await measured('removing one', null, () => library.remove(first?.recording_id ?? ''));
  await library.close();
} finally {
  await media.close();
  await rm(dataDirectory, { recursive: true, force: true });
}
process.exitCode = isWithinLimits ? 0 : 1;
