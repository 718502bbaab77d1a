import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RecordingLibrary } from '../../../main/library/recording-library.ts';
import type { ClockMark } from '../../../main/library/recording.ts';
import { readSidecar } from '../../../main/library/sidecar.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const year = 365 * 86_400_000;

test('what was recorded before the clock was set is marked, and gets its real time when it is', async () => {
  await using directory = await temporaryDirectory();
  const clock = new ManualClock();
  clock.jump(-20 * year);
  let clockMark: ClockMark = 'unsynchronized';
  const media = { finalize: () => Promise.reject(new Error('not now')), probe: () => Promise.reject(new Error('nothing')) };
  const library = new RecordingLibrary({ dataDirectory: directory.path, media, clock, logger: silentLogger, clockMark: () => clockMark });
  const storage = new StorageDirectory(directory.path, 'recordings');
  const now = (): number => clock.nowMicroseconds() / 1000;
  const facts = { widthPixels: 320, heightPixels: 180, durationMilliseconds: 2000, sizeBytes: 1, frameCount: 30 };
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
