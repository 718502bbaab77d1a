/** The library with many recordings: `node tests/bench/library.ts [count]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingLibrary } from '../../main/library/recording-library.ts';
import { recordingIdOf, type Recording } from '../../main/library/recording.ts';
import { sidecarContent } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { silentLogger } from '../../main/system/logger.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const count = Number(process.argv[2] ?? 100_000);
await using directory = await temporaryDirectory();
const storage = new StorageDirectory(directory.path, 'recordings');
await storage.prepare();
mkdirSync(storage.absolutePath, { recursive: true });
for (let index = 0; index < count; index += 1) {
  const startedAtMilliseconds = 1_700_000_000_000 + index * 300_000;
  const recording: Recording = {
    recordingId: recordingIdOf(startedAtMilliseconds, index.toString(16).padStart(6, '0')),
    startedAtMilliseconds,
    durationMilliseconds: 60_000,
    sizeBytes: 0,
    widthPixels: 1280,
    heightPixels: 720,
    frameRate: 15,
    reason: 'manual',
    isKept: false,
    directory: storage.relativePath,
    filename: `recording_${index}.mp4`,
    state: 'finished',
  };
  writeFileSync(storage.file(recording.filename), '');
  writeFileSync(storage.sidecar(recording.recordingId), sidecarContent({ recording, furtherParts: [] }));
}

/** The longest time for which nothing else could run. */
function watchBlocking(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  return () => {
    clearInterval(timer);
    return Math.round(Math.max(longest, performance.now() - last));
  };
}

const media = { finalize: () => Promise.reject(new Error('not expected')), probe: () => Promise.reject(new Error('not expected')) };
const open = (): RecordingLibrary => new RecordingLibrary({ dataDirectory: directory.path, media, logger: silentLogger });

for (const what of ['rebuild', 'start-up'] as const) {
  if (what === 'rebuild') {
    await rm(join(directory.path, 'petlog.db'), { force: true });
  }
  const blocked = watchBlocking();
  const began = performance.now();
  const library = open();
  const opened = performance.now();
  await library.recover(storage);
  console.log(`${what}: opened in ${Math.round(opened - began)} ms, agrees with the files after ${Math.round(performance.now() - opened)} ms, longest block ${blocked()} ms`);
  for (const query of [{}, { page: Math.floor(count / 50) }, { start_date: '2024-01-01', end_date: '2024-06-30', page_size: 1000 }]) {
    const listing = performance.now();
    const { total_count, recordings } = library.list(query);
    console.log(`  ${JSON.stringify(query)}: ${recordings.length} of ${total_count} in ${(performance.now() - listing).toFixed(1)} ms`);
  }
  await library.close();
}
