import { copyFile, stat, writeFile } from 'node:fs/promises';
import type { Recording } from '../../main/library/recording.ts';
import { writeSidecar } from '../../main/library/sidecar.ts';
import { StorageDirectory } from '../../main/library/storage-directory.ts';
import { footagePath } from './footage-jpegs.ts';

/** Puts the test footage, or what stands for it, into a data directory as a recording, as PetLog leaves it; it has no pictures yet. */
export async function addFootageRecording(
  dataDirectory: string,
  details: Pick<Recording, 'recordingId' | 'startedAtMilliseconds'> & Partial<Recording>,
  /** In the place of the footage. */
  content?: Buffer,
): Promise<void> {
  const storage = new StorageDirectory(dataDirectory, 'recordings');
  await storage.preparePictures();
  const filename = `${details.recordingId}.mp4`;
  await (content === undefined ? copyFile(footagePath, storage.file(filename)) : writeFile(storage.file(filename), content));
  const recording: Recording = {
    filename,
    directory: storage.relativePath,
    cameraId: 'main',
    clock: 'synchronized',
    durationMilliseconds: 20_000,
    sizeBytes: content?.length ?? (await stat(footagePath)).size,
    widthPixels: 1280,
    heightPixels: 720,
    frameRate: 15,
    preRollMilliseconds: 0,
    reason: 'manual',
    isKept: false,
    name: '',
    note: '',
    state: 'finished',
    pictures: 'missing',
    ...details,
  };
  await writeSidecar(storage.sidecar(recording.recordingId), { recording, furtherParts: [] });
}
