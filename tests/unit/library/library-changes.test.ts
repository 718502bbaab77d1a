import { rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { MediaFiles } from '../../../main/library/media-files.ts';
import { markRemoved } from '../../../main/library/remove-recording.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { TestLibrary } from '../../support/library.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const day = 86_400_000;
const firstDay = Date.UTC(2026, 4, 1, 12);

const filesOf = async ({ storage }: TestLibrary): Promise<string[]> =>
  (await readdir(storage.absolutePath, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

test('lists by reason, by keeping and by both, with their counts', async () => {
  await using test = await TestLibrary.create();
  const manual = await test.addFiles({ startedAtMilliseconds: firstDay, isKept: true, preRollMilliseconds: 5000 });
  const scheduled = await test.addFiles({ startedAtMilliseconds: firstDay + day, reason: 'scheduled', isKept: true });
  const second = await test.addFiles({ startedAtMilliseconds: firstDay + 2 * day });
  await test.library.recover(test.storage);
  const ids = (query: Parameters<typeof test.library.list>[0]): string[] =>
    test.library.list(query).recordings.map(({ recording_id }) => recording_id);
  expect(ids({})).toEqual([second, scheduled, manual]);
  expect(ids({ reason: 'manual' })).toEqual([second, manual]);
  expect(ids({ kept: true })).toEqual([scheduled, manual]);
  expect(ids({ kept: false })).toEqual([second]);
  expect(ids({ reason: 'manual', kept: true })).toEqual([manual]);
  expect(ids({ reason: 'manual', start_date: new Date(firstDay + day).toISOString() })).toEqual([second]);
  expect(test.library.list({ reason: 'manual', page_size: 1 })).toMatchObject({ total_count: 2, recordings: [{ recording_id: second }] });
  expect(test.library.list({ kept: true }).recordings.at(-1)).toMatchObject({
    reason: 'manual',
    pre_roll_seconds: 5,
    thumbnail_url: `/recordings/${manual}/thumbnail`,
    preview_frames: 10,
  });
});

test('a recording stays kept without the database', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: firstDay, preRollMilliseconds: 3000 });
  await test.library.recover(test.storage);
  expect(await test.library.change(id, { kept: true })).toMatchObject({ recording_id: id, kept: true });
  await test.reopen(() => rmSync(test.databasePath));
  await test.library.recover(test.storage);
  expect(test.library.list({}).recordings).toMatchObject([{ recording_id: id, kept: true, pre_roll_seconds: 3 }]);
  await test.library.change(id, { kept: false });
  expect(test.library.list({ kept: true }).total_count).toBe(0);
});

test('a removed recording leaves nothing', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: firstDay });
  const other = await test.addFiles({ startedAtMilliseconds: firstDay + 1000 });
  await test.library.recover(test.storage);
  await test.storage.preparePictures();
  await writeFile(test.storage.picture(id, 'thumbnail'), 'JPEG');
  await test.library.remove(id);
  expect(await filesOf(test)).toEqual([`${other}.json`, `${other}.mp4`]);
  expect(test.library.find(id)).toBeNull();
  await expect(test.library.remove(id)).rejects.toMatchObject({ code: 'recording_not_found' });
  await expect(test.library.change(id, { kept: true })).rejects.toMatchObject({ code: 'recording_not_found' });
});

test('what cannot be removed stays whole', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: firstDay });
  await test.library.recover(test.storage);
  const before = await filesOf(test);
  await mkdir(join(test.storage.removed(id), 'in the way'), { recursive: true });
  await expect(test.library.remove(id)).rejects.toMatchObject({ code: 'recording_not_removed' });
  expect(await filesOf(test)).toEqual(before);
  expect(test.library.list({}).total_count).toBe(1);
});

test('a removal that a kill cut in two is done at the next start', async () => {
  await using test = await TestLibrary.create();
  const id = await test.addFiles({ startedAtMilliseconds: firstDay });
  await test.library.recover(test.storage);
  await markRemoved({ recordingId: id, filename: `${id}.mp4` }, test.storage);
  await test.reopen();
  await test.library.recover(test.storage);
  expect(await filesOf(test)).toEqual([]);
  expect(test.library.list({}).total_count).toBe(0);
});

test('what is being written can neither be removed nor changed', async () => {
  await using test = await TestLibrary.create();
  const { recordingId } = await test.library.begin(test.storage, 'Mimi', firstDay, 'manual');
  await expect(test.library.remove(recordingId)).rejects.toMatchObject({ code: 'recording_in_progress' });
  await expect(test.library.change(recordingId, { kept: true })).rejects.toMatchObject({ code: 'recording_in_progress' });
});

test('keeping and finishing at the same time lose neither', async () => {
  const facts = { widthPixels: 320, heightPixels: 240, durationMilliseconds: 1000, sizeBytes: 4, frameCount: 15 };
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const media: MediaFiles = {
    async finalize(_parts, path) {
      begun.resolve();
      await mayEnd.promise;
      await writeFile(path, 'mp4!');
      return facts;
    },
    probe: () => Promise.resolve(facts),
  };
  await using test = await TestLibrary.create({ media });
  const { recordingId, absolutePath } = await test.library.begin(test.storage, 'Mimi', firstDay, 'manual', { preRollSeconds: 4.5 });
  await writeFile(absolutePath, 'fragments');
  await test.library.conclude(recordingId, facts, 1000);
  const finished = test.library.finish(recordingId);
  await begun.promise;
  const kept = test.library.change(recordingId, { kept: true });
  mayEnd.resolve();
  await Promise.all([finished, kept]);
  await test.reopen(() => rmSync(test.databasePath));
  await test.library.recover(test.storage);
  expect(test.library.list({}).recordings).toMatchObject([{ kept: true, file_size: 4, pre_roll_seconds: 4.5 }]);
  expect(test.library.find(recordingId)?.state).toBe('finished');
});

test('a database of the first version is brought up to date', async () => {
  await using test = await TestLibrary.create();
  await test.reopen(() => {
    rmSync(test.databasePath);
    const database = new DatabaseSync(test.databasePath);
    database.exec(`CREATE TABLE recordings (id TEXT PRIMARY KEY, started_at_ms INTEGER NOT NULL, duration_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL,
      width INTEGER NOT NULL, height INTEGER NOT NULL, frame_rate REAL NOT NULL, reason TEXT NOT NULL, kept INTEGER NOT NULL, directory TEXT NOT NULL,
      filename TEXT NOT NULL, state TEXT NOT NULL, UNIQUE (directory, filename)) STRICT;
    CREATE INDEX recordings_by_time ON recordings (started_at_ms, id) WHERE state <> 'writing';
    CREATE TABLE directories (directory TEXT PRIMARY KEY, has_own_disk INTEGER NOT NULL) STRICT;
    INSERT INTO recordings VALUES ('old', ${firstDay}, 1000, 10, 320, 240, 15, 'manual', 1, 'recordings', 'old.mp4', 'finished');
    PRAGMA user_version = 1;`);
    database.close();
  });
  expect(test.library.list({ kept: true }).recordings).toMatchObject([{ recording_id: 'old', reason: 'manual', pre_roll_seconds: 0 }]);
});

test('clean-up does not see what is held, nor for a while afterwards', async () => {
  const clock = new ManualClock();
  await using test = await TestLibrary.create({ clock });
  const old = await test.addFiles({ startedAtMilliseconds: firstDay });
  const young = await test.addFiles({ startedAtMilliseconds: firstDay + 1 });
  await test.addFiles({ startedAtMilliseconds: firstDay - 1, isKept: true });
  await test.library.recover(test.storage);
  const removable = (): string[] =>
    test.library.chooseRemovable(test.storage, false, (candidates) => [...candidates].map(({ recordingId }) => recordingId));
  expect(removable()).toEqual([old, young]);
  const [release, releaseOther] = [test.library.hold(old), test.library.hold(old)];
  release();
  release();
  await clock.advance(100_000);
  expect(removable()).toEqual([young]);
  releaseOther();
  expect(removable()).toEqual([young]);
  await clock.advance(60_000);
  expect(removable()).toEqual([old, young]);
});

test('what begins while the files are checked is not taken for a file that somebody put there', async () => {
  const media: MediaFiles = {
    finalize: () => Promise.reject(new Error('not asked for')),
    probe: () => Promise.resolve({ widthPixels: 320, heightPixels: 240, durationMilliseconds: 1000, sizeBytes: 4, frameCount: 15 }),
  };
  await using test = await TestLibrary.create({ media });
  let recordingId = '';
  class BusyDirectory extends StorageDirectory {
    override async contents(): ReturnType<StorageDirectory['contents']> {
      ({ recordingId } = await test.library.begin(test.storage, 'Mimi', firstDay, 'manual'));
      return super.contents();
    }
  }
  await test.library.recover(new BusyDirectory(test.dataDirectory, 'recordings'));
  expect(test.library.list({}).recordings).toEqual([]);
  expect(test.library.find(recordingId)).toMatchObject({ filename: 'Mimi.mp4', isBeingWritten: true });
});
