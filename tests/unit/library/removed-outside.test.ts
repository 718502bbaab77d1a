import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import type { VideoFacts } from '../../../main/media/protocol.ts';
import { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { TestLibrary } from '../../support/library.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const noon = Date.UTC(2026, 4, 1, 12);
const facts: VideoFacts = { widthPixels: 320, heightPixels: 180, durationMilliseconds: 2000, sizeBytes: 1000, frameCount: 30 };

test('what somebody removes from the directory is not listed any more, without a restart, and everybody is told', async () => {
  await using it = await TestLibrary.create();
  const [gone, stays] = [await it.addFiles({ startedAtMilliseconds: noon }), await it.addFiles({ startedAtMilliseconds: noon + 1 })];
  await it.library.recover(it.storage);
  const told: unknown[] = [];
  it.library.onRecovered((result) => told.push(result));
  await rm(it.storage.file(`${gone}.mp4`));
  expect(await it.library.listPresent({})).toMatchObject({ total_count: 1, recordings: [{ recording_id: stays }] });
  expect(it.library.find(gone)).toBeNull();
  expect(told).toEqual([{ path: it.storage.absolutePath, found: 0, repaired: 0, gone: 1 }]);
  await rm(it.storage.file(`${stays}.mp4`));
  await it.library.forgetRemoved([stays]);
  expect(it.library.list({}).total_count).toBe(0);
});

/** As `storage`, while its disk is plugged in. */
class DirectoryOnUsbStick extends StorageDirectory {
  override async hasOwnDisk(): Promise<boolean> {
    return true;
  }
}

test('a disk that was pulled out loses nothing from the list', async () => {
  await using it = await TestLibrary.create();
  const id = await it.addFiles({ startedAtMilliseconds: noon });
  await it.library.recover(new DirectoryOnUsbStick(it.dataDirectory, 'recordings'));
  await rename(it.storage.absolutePath, `${it.storage.absolutePath}.pulled`);
  await mkdir(it.storage.absolutePath);
  expect((await it.library.listPresent({})).recordings).toMatchObject([{ recording_id: id }]);
});

test('a recording whose file is removed while it is written has failed, and is not listed', async () => {
  await using it = await TestLibrary.create();
  const { recordingId, absolutePath } = await it.library.begin(it.storage, 'cat', noon, 'manual');
  await rm(absolutePath);
  await expect(it.library.conclude(recordingId, facts, 2000)).rejects.toMatchObject({
    code: 'recording_failed',
    message: expect.stringContaining('removed while it was written'),
  });
  expect(it.library.find(recordingId)).toBeNull();
  await it.library.recover(it.storage);
  expect(it.library.list({}).total_count).toBe(0);
});

test('a recording that the full disk cannot list is a problem meanwhile, and listed as soon as there is room', async () => {
  const clock = new ManualClock();
  const media = {
    finalize: () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })),
    probe: () => Promise.reject(new Error('nothing')),
  };
  await using it = await TestLibrary.create({ clock, media });
  const { recordingId, absolutePath } = await it.library.begin(it.storage, 'cat', noon, 'manual');
  await writeFile(absolutePath, 'pictures');
  const full = new DatabaseSync(it.databasePath);
  full.exec("CREATE TRIGGER full_disk BEFORE UPDATE ON recordings BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;");
  const hidden = it.storage.hiddenFile('.');
  await rename(hidden, `${it.storage.absolutePath}.hidden`);
  await writeFile(it.storage.hiddenFile('').replace(/\/$/, ''), ''); // no sidecar can be written

  expect(await it.library.conclude(recordingId, facts, 2000)).toMatchObject({ state: 'pending' });
  await it.library.finish(recordingId);
  await clock.advance(5000);
  expect(it.library.list({}).total_count).toBe(0);
  expect(it.library.find(recordingId)).toMatchObject({ isBeingWritten: false });
  expect(it.library.problems).toMatchObject([
    { code: 'recording_unlisted', message: expect.stringMatching(/recordings\/cat\.mp4.*database or disk is full/) },
  ]);

  full.exec('ALTER TABLE recordings RENAME TO unread'); // nor can it be asked what is in the list
  await clock.advance(5000);
  await vi.waitFor(() => expect(clock.pendingTimers).toBe(1)); // it is tried again
  expect(it.library.problems).toMatchObject([{ code: 'recording_unlisted' }]);
  full.exec('ALTER TABLE unread RENAME TO recordings');
  full.exec('DROP TRIGGER full_disk');
  full.close();
  await rm(it.storage.hiddenFile('').replace(/\/$/, ''));
  await rename(`${it.storage.absolutePath}.hidden`, hidden);
  while (it.library.list({}).total_count === 0) {
    await clock.advance(5000);
    await new Promise((resolve) => setTimeout(resolve, 5)); // the disk answers in real time
  }
  expect(it.library.list({}).recordings).toMatchObject([{ recording_id: recordingId, duration: 2 }]);
  expect(it.library.problems).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});
