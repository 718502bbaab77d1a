import { rename, rm, stat } from 'node:fs/promises';
import type { RecordingPart, VideoFacts } from '../media/protocol.ts';
import { diskSpace } from '../system/disk-space.ts';
import { syncDirectory } from '../system/write-atomically.ts';
import { isMissing } from '../system/is-missing.ts';
import type { MediaFiles } from './media-files.ts';
import type { Recording } from './recording.ts';
import { writeSidecar, type RecordingWithParts } from './sidecar.ts';
import type { StorageDirectory } from './storage-directory.ts';

/** Left free for everything else while a file is written anew. */
const spareBytes = 16 * 1024 * 1024;

export const partsOf = ({ recording, furtherParts }: RecordingWithParts, storage: StorageDirectory): RecordingPart[] => [
  { path: storage.file(recording.filename), offsetMilliseconds: 0 },
  ...furtherParts.map(({ filename, offsetMilliseconds }) => ({ path: storage.hiddenFile(filename), offsetMilliseconds })),
];

/**
 * Bytes in all parts; a part that is not there has none.
 *
 * @throws the system's error when one cannot be asked: it is there and has a size, nobody knows which
 */
export async function sizeOfParts(parts: readonly RecordingPart[]): Promise<number> {
  const sizes = await Promise.all(parts.map(({ path }) => sizeOf(path)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) {
      return 0;
    }
    throw error;
  }
}

export const measuredFrameRate = ({ frameCount, durationMilliseconds }: VideoFacts): number =>
  durationMilliseconds === 0 ? 0 : Math.round((frameCount * 100_000) / durationMilliseconds) / 100;

/**
 * Makes one plain MP4 of everything that a recording left behind, in place of
 * its own file. A kill at any moment leaves the old file or the new one.
 *
 * @returns the finished recording
 * @throws when there is no room or the file cannot be written; everything is then as it was
 */
export async function finishRecording(unfinished: RecordingWithParts, storage: StorageDirectory, media: MediaFiles): Promise<Recording> {
  const { recording, furtherParts } = unfinished;
  const parts = partsOf(unfinished, storage);
  const neededBytes = (await sizeOfParts(parts)) + spareBytes;
  const { availableBytes } = await diskSpace(storage.absolutePath);
  if (availableBytes < neededBytes) {
    throw Object.assign(new Error('the disk has no room to write the recording anew'), { code: 'ENOSPC' });
  }
  const temporaryName = `${recording.recordingId}.tmp`;
  const temporary = storage.hiddenFile(temporaryName);
  await storage.createHidden(temporaryName);
  const facts = await media.finalize(parts, temporary);
  await rename(temporary, storage.file(recording.filename));
  await syncDirectory(storage.absolutePath);
  const finished: Recording = { ...recording, ...sizesOf(facts), frameRate: measuredFrameRate(facts), state: 'finished' };
  await writeSidecar(storage.sidecar(recording.recordingId), { recording: finished, furtherParts: [] });
  await Promise.all(furtherParts.map(({ filename }) => rm(storage.hiddenFile(filename), { force: true })));
  return finished;
}

const sizesOf = ({
  durationMilliseconds,
  sizeBytes,
  widthPixels,
  heightPixels,
}: VideoFacts): Pick<Recording, 'durationMilliseconds' | 'sizeBytes' | 'widthPixels' | 'heightPixels'> => ({
  durationMilliseconds,
  sizeBytes,
  widthPixels,
  heightPixels,
});
