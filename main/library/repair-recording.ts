import { open, rm } from 'node:fs/promises';
import type { RecordingPart } from '../media/protocol.ts';
import { isMissing } from '../system/is-missing.ts';
import { finishRecording, partsOf, sizeOfParts } from './finish-recording.ts';
import { recordingPath } from './recording.ts';
import type { RecoveryOptions } from './recovery-options.ts';
import { readSidecar, type RecordingWithParts } from './sidecar.ts';
import type { Unreadable } from './unreadable.ts';

/** A kill within the first half second leaves a file without a whole picture; more than that at the highest bit rate is worth a look by somebody. */
const tornFragmentBytes = 4 * 1024 * 1024;

/** The disk is full or read-only, the media process died, or nothing is known: the recording itself may be whole. */
const saysNothingAboutReading = ['', 'EUNKNOWN', 'ENOSPC', 'EDQUOT', 'EROFS', 'ECANCELED', 'ECRASHED'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** @throws the system's error when one is there and cannot be read: its size may be wrong */
async function areReadable(parts: readonly RecordingPart[]): Promise<true> {
  for (const { path } of parts) {
    try {
      const file = await open(path, 'r');
      await file.read(Buffer.alloc(1), 0, 1, 0).finally(() => file.close());
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  }
  return true;
}

/**
 * Closes what a crash left open. What was read whole and holds nothing is
 * removed; what cannot be read or repaired now is listed, and stays as it is
 * for the next start. Returns whether there is a recording now.
 */
export async function repairRecording(
  recordingId: string,
  { storage, database, media, logger, signal }: RecoveryOptions,
  unreadable: Unreadable,
): Promise<boolean> {
  let sidecar: RecordingWithParts | null;
  try {
    sidecar = await readSidecar(storage.sidecar(recordingId), storage.relativePath);
  } catch (error) {
    unreadable.add(storage.relativePathOf(storage.sidecar(recordingId)), error);
    return true;
  }
  if (sidecar === null) {
    return false;
  }
  const { recording, furtherParts } = sidecar;
  if (recording.state === 'finished') {
    database.put(recording);
    return true;
  }
  const removeAll = async (): Promise<void> => {
    database.write((table) => table.remove(recordingId));
    const leftovers = [
      storage.file(recording.filename),
      ...furtherParts.map(({ filename }) => storage.hiddenFile(filename)),
      storage.sidecar(recordingId),
    ];
    await Promise.all(leftovers.map((path) => rm(path, { force: true })));
  };
  let sizeBytes = 0;
  try {
    sizeBytes = await sizeOfParts(partsOf(sidecar, storage));
    if (sizeBytes === 0 && (await areReadable(partsOf(sidecar, storage)))) {
      await removeAll();
      return false;
    }
    const finished = await finishRecording(sidecar, storage, media);
    database.put(finished);
    logger.info({ recordingId, duration_seconds: finished.durationMilliseconds / 1000 }, 'repaired an unfinished recording');
    return true;
  } catch (error) {
    if (signal.aborted) {
      return false;
    }
    if (codeOf(error) === 'ENODATA' && sizeBytes <= tornFragmentBytes) {
      logger.info({ recordingId, sizeBytes }, 'removed what was written before the first picture');
      await removeAll();
      return false;
    }
    logger.warn({ err: error, recordingId }, 'an unfinished recording could not be repaired');
    database.put({ ...recording, sizeBytes: Math.max(recording.sizeBytes, sizeBytes), state: 'pending' });
    if (!saysNothingAboutReading.includes(codeOf(error))) {
      unreadable.add(recordingPath(recording), error);
    }
    return true;
  }
}
