import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PictureService } from '../../../main/pictures/picture-service.ts';
import type { StorageDirectory } from '../../../main/library/storage-directory.ts';
import { UnreadableVideoError } from '../../../main/pictures/picture-process-client.ts';
import type { PicturesRequest } from '../../../main/pictures/protocol.ts';
import { silentLogger } from '../../../main/system/logger.ts';
import { TestLibrary } from '../../support/library.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const day = 86_400_000;
const firstDay = Date.UTC(2026, 4, 1, 12);

/** The recordings of all pictures that are there. */
async function owners(storage: StorageDirectory): Promise<string[]> {
  const ids: string[] = [];
  for await (const { recordingId } of storage.pictures()) {
    ids.push(recordingId);
  }
  return ids;
}

/** Pictures of a real library, made by `make`; counts what is asked for. */
async function scene(make: (request: PicturesRequest, closed: Promise<void>) => Promise<void> = () => Promise.resolve()) {
  const clock = new ManualClock();
  const files = await TestLibrary.create({ clock });
  const asked: string[] = [];
  const closed = Promise.withResolvers<void>();
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (_: object, message: string) => void warnings.push(message) };
  const maker = {
    pause: () => {},
    close() {
      closed.resolve();
      return Promise.resolve();
    },
    async make(request: PicturesRequest) {
      asked.push(request.path);
      await make(request, closed.promise);
      return { thumbnail: Buffer.from('a thumbnail'), preview: Buffer.from(`${request.previewFrames} pictures`) };
    },
  };
  const pictures = new PictureService({ library: files.library, maker, clock, logger });
  return {
    files,
    warnings,
    asked,
    clock,
    pictures,
    /** Makes what is missing, however long it rests in between. */
    async makeMissing(): Promise<void> {
      let isDone = false;
      const done = pictures.wake().finally(() => (isDone = true));
      while (!isDone) {
        await clock.advance(1000);
      }
      await done;
    },
    async [Symbol.asyncDispose]() {
      await pictures.close();
      await files[Symbol.asyncDispose]();
    },
  };
}

test('are made once for every recording, the newest first', async () => {
  await using it = await scene();
  const ids = [
    await it.files.addFiles({ startedAtMilliseconds: firstDay }),
    await it.files.addFiles({ startedAtMilliseconds: firstDay + day, durationMilliseconds: 180_000 }),
  ];
  await it.files.library.recover(it.files.storage);
  await it.makeMissing();
  await it.makeMissing();
  expect(it.asked).toEqual([it.files.storage.file(`${ids[1]}.mp4`), it.files.storage.file(`${ids[0]}.mp4`)]);
  expect(await readFile(await it.pictures.path(ids[0] ?? '', 'thumbnail'), 'utf8')).toBe('a thumbnail');
  expect(await readFile(await it.pictures.path(ids[1] ?? '', 'preview'), 'utf8')).toBe('18 pictures');
  expect(it.asked).toHaveLength(2);
});

test('who asks at the same time gets the same pictures, made once', async () => {
  await using it = await scene();
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  await Promise.all([it.pictures.path(id, 'thumbnail'), it.pictures.path(id, 'preview'), it.pictures.path(id, 'thumbnail')]);
  expect(it.asked).toHaveLength(1);
});

test('a lost database does not make them again', async () => {
  await using it = await scene();
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  await it.files.storage.preparePictures();
  await writeFile(it.files.storage.picture(id, 'thumbnail'), 'JPEG');
  await writeFile(it.files.storage.picture(id, 'preview'), 'JPEG');
  await it.makeMissing();
  expect(it.asked).toEqual([]);
  expect(it.files.library.withoutPictures()).toBeNull();
});

test('a video that cannot be decoded is not tried again, and says so', async () => {
  await using it = await scene(() => Promise.reject(new UnreadableVideoError('no picture')));
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  await expect(it.pictures.path(id, 'thumbnail')).rejects.toMatchObject({
    code: 'picture_unavailable',
    message: expect.stringContaining('no picture'),
  });
  await expect(it.pictures.path(id, 'thumbnail')).rejects.toMatchObject({ code: 'picture_unavailable' });
  expect(it.asked).toHaveLength(1);
  expect(it.files.library.list({}).recordings).toMatchObject([{ thumbnail_url: null, preview_url: null, preview_frames: 0 }]);
});

test('a file that is not there holds nobody up, and has a chance later', async () => {
  await using it = await scene(({ path }) => access(path).catch(() => Promise.reject(new UnreadableVideoError('no such file'))));
  const older = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  const newer = await it.files.addFiles({ startedAtMilliseconds: firstDay + day });
  await it.files.library.recover(it.files.storage);
  const path = it.files.storage.file(`${newer}.mp4`);
  await rm(path);
  await it.makeMissing();
  expect(it.files.library.find(older)?.pictures).toBe('made');
  expect(it.files.library.find(newer)?.pictures).toBe('missing');
  await writeFile(path, 'back again');
  await it.makeMissing();
  expect(it.files.library.find(newer)?.pictures).toBe('made');
});

test('pictures of a recording that was removed meanwhile are not kept', async () => {
  const started = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  await using it = await scene(async () => {
    started.resolve();
    await mayEnd.promise;
  });
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  const path = it.pictures.path(id, 'thumbnail');
  await started.promise;
  await it.files.library.remove(id);
  mayEnd.resolve();
  await path;
  expect(await owners(it.files.storage)).toEqual([]);
});

test('what ends in the middle because PetLog stops is no fault, and is made after the next start', async () => {
  const begun = Promise.withResolvers<void>();
  await using it = await scene(async (_, closed) => {
    begun.resolve();
    await closed;
    throw new Error('PetLog is stopping');
  });
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  const background = it.pictures.wake();
  await begun.promise;
  await it.pictures.close();
  await background;
  expect([it.warnings, it.files.library.find(id)?.pictures]).toEqual([[], 'missing']);
});

test('pictures without a recording are removed', async () => {
  await using it = await scene();
  const id = await it.files.addFiles({ startedAtMilliseconds: firstDay });
  await it.files.library.recover(it.files.storage);
  await it.pictures.path(id, 'thumbnail');
  await writeFile(it.files.storage.picture('gone', 'preview'), 'JPEG');
  await it.pictures.removeOrphans(it.files.storage);
  expect(await owners(it.files.storage)).toEqual([id, id]);
});
