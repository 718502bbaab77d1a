import { rename, rm } from 'node:fs/promises';
import { isMissing } from '../system/is-missing.ts';
import { syncDirectory } from '../system/write-atomically.ts';
import type { Recording } from './recording.ts';
import { readSidecar } from './sidecar.ts';
import { pictureKinds, type StorageDirectory } from './storage-directory.ts';

/**
 * Takes the file out of sight, which is the moment at which the recording is
 * removed: a kill or an error before leaves all of it, and after it the next
 * recovery finds the mark and removes the rest.
 *
 * @throws the system's error; everything is then as it was
 */
export async function markRemoved(
  { recordingId, filename }: Pick<Recording, 'recordingId' | 'filename'>,
  storage: StorageDirectory,
): Promise<void> {
  await storage.prepare();
  try {
    await rename(storage.file(filename), storage.removed(recordingId));
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
    await storage.createHidden(storage.removedName(recordingId)); // somebody else removed the file; the rest follows it
  }
  await syncDirectory(storage.absolutePath);
}

/**
 * Removes everything that is left of a recording whose file is out of sight; the mark goes last.
 *
 * @throws the system's error
 */
export async function removeRemains(recordingId: string, storage: StorageDirectory): Promise<void> {
  const sidecar = await readSidecar(storage.sidecar(recordingId), storage.relativePath);
  const parts = (sidecar?.furtherParts ?? []).map(({ filename }) => storage.hiddenFile(filename));
  const pictures = pictureKinds.map((kind) => storage.picture(recordingId, kind));
  for (const path of [...parts, ...pictures, storage.sidecar(recordingId), storage.removed(recordingId)]) {
    await rm(path, { force: true });
  }
}
