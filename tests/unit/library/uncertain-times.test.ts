import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LibraryDatabase } from '../../../main/library/library-database.ts';
import { LibraryProblems } from '../../../main/library/library-problems.ts';
import { RecordingLibrary } from '../../../main/library/recording-library.ts';
import type { ClockMark } from '../../../main/library/recording.ts';
import { RecordingsInProgress } from '../../../main/library/recordings-in-progress.ts';
import { readSidecar } from '../../../main/library/sidecar.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { UncertainTimes } from '../../../main/library/uncertain-times.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const year = 365 * 86_400_000;
const noMedia = { finalize: () => Promise.reject(new Error('not now')), probe: () => Promise.reject(new Error('nothing')) };
const facts = { widthPixels: 320, heightPixels: 180, durationMilliseconds: 2000, sizeBytes: 1, frameCount: 30 };

test('what was recorded before the clock was set is marked, and gets its real time when it is', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  clock.jump(-20 * year);
  let clockMark: ClockMark = 'unsynchronized';
  const library = new RecordingLibrary({
    dataDirectory: directory.path,
    media: noMedia,
    clock,
    logger: silentLogger,
    clockMark: () => clockMark,
  });
  const storage = new StorageDirectory(directory.path, 'recordings');
  const now = (): number => clock.nowMicroseconds() / 1000;
  const begin = async (name: string) => library.begin(storage, name, now(), 'manual');
  const sidecar = async (id: string) => (await readSidecar(storage.sidecar(id), 'recordings'))?.recording;

  const early = await begin('early');
  await writeFile(early.absolutePath, 'x');
  await library.conclude(early.recordingId, facts, 2000);
  await library.finish(early.recordingId);
  await clock.advance(3_600_000);
  const running = await begin('running');
  await writeFile(running.absolutePath, 'x');
  expect(await sidecar(early.recordingId)).toMatchObject({ clock: 'unsynchronized', startedAtMilliseconds: early.startedAtMilliseconds });

  clock.jump(20 * year);
  clockMark = 'synchronized';
  const right = await begin('right');
  expect((await library.correctTimes()).sort()).toEqual([early.recordingId, running.recordingId].sort());
  expect(await library.correctTimes()).toEqual([]);
  await library.conclude(running.recordingId, facts, 2000);
  expect(library.list({}).recordings.map(({ recording_id, timestamp }) => [recording_id, Date.parse(timestamp)])).toEqual([
    [running.recordingId, now()],
    [early.recordingId, now() - 3_600_000],
  ]);
  for (const { recordingId } of [early, running, right]) {
    expect(await sidecar(recordingId)).toMatchObject({ clock: 'synchronized' });
  }
  expect(await sidecar(running.recordingId)).toMatchObject({ state: 'pending', startedAtMilliseconds: now() });
  await library.close();
});

test('a time that is corrected while the recording ends stays corrected', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  const database = new LibraryDatabase(join(directory.path, 'petlog.db'), clock, silentLogger, () => {});
  const inProgress = new RecordingsInProgress({
    database,
    media: noMedia,
    logger: silentLogger,
    clockMark: () => 'unsynchronized',
    uncertainTimes: new UncertainTimes(clock),
    problems: new LibraryProblems(clock),
  });
  const storage = new StorageDirectory(directory.path, 'recordings');
  const { recordingId, filename } = await inProgress.begin(storage, 'name', 0, 'manual', { cameraId: 'main', preRollMilliseconds: 0 });
  await writeFile(storage.file(filename), 'x');
  const concluding = inProgress.conclude(recordingId, facts, 2000);
  const active = inProgress.find(recordingId)!;
  const right = { clock: 'synchronized', startedAtMilliseconds: 20 * year } as const;
  await Promise.all([concluding, inProgress.save({ ...active, recording: { ...active.recording, ...right } })]);
  expect((await readSidecar(storage.sidecar(recordingId), 'recordings'))?.recording).toMatchObject({ ...right, state: 'pending' });
  expect(database.read((table) => table.find(recordingId))).toMatchObject({ ...right, state: 'pending' });
  database.close();
});
