import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { measuredFrameRate } from './finish-recording.ts';
import { recordingIdOf, recordingPath, type Recording } from './recording.ts';
import { mainCameraId } from '../../shared/main-camera-id.ts';
import type { RecoveryOptions } from './recovery-options.ts';
import { writeSidecar } from './sidecar.ts';
import type { Unreadable } from './unreadable.ts';

/** What a time can be that is written as a date of four digits; a file may say anything. */
const earliestMilliseconds = Date.parse('0001-01-01T00:00:00Z');
const latestMilliseconds = Date.UTC(9999, 11, 31);

const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(String(error.code));

/**
 * Lists a video that somebody put there, or whose sidecar is lost. PetLog does not know who made it, so that clean-up leaves it alone.
 *
 * @param mayHaveSidecar some sidecar could not be read, perhaps its own: it is kept, and gets none, until that can be read again
 * @returns whether it is a video
 */
export async function adoptFile(
  filename: string,
  { storage, database, media, logger, signal }: RecoveryOptions,
  unreadable: Unreadable,
  mayHaveSidecar: boolean,
): Promise<boolean> {
  let isListed = false;
  try {
    const { mtimeMs } = await stat(storage.file(filename));
    await (await open(storage.file(filename), 'r')).close();
    const facts = await media.probe(storage.file(filename));
    const startedAtMilliseconds = Math.round(
      Math.min(latestMilliseconds, Math.max(earliestMilliseconds, mtimeMs - facts.durationMilliseconds)),
    );
    const { durationMilliseconds, sizeBytes, widthPixels, heightPixels } = facts;
    const recording: Recording = {
      // The same each time, also where no sidecar can be written.
      recordingId: recordingIdOf(startedAtMilliseconds, createHash('sha256').update(filename).digest('hex').slice(0, 6)),
      cameraId: mainCameraId,
      startedAtMilliseconds,
      clock: 'unknown',
      durationMilliseconds,
      sizeBytes,
      widthPixels,
      heightPixels,
      frameRate: measuredFrameRate(facts),
      preRollMilliseconds: 0,
      reason: 'imported',
      isKept: mayHaveSidecar,
      name: '',
      note: '',
      directory: storage.relativePath,
      filename,
      state: 'finished',
      pictures: 'missing',
    };
    database.put(recording);
    isListed = true;
    if (!mayHaveSidecar) {
      await storage.prepare();
      await writeSidecar(storage.sidecar(recording.recordingId), { recording, furtherParts: [] });
    }
  } catch (error) {
    if (!signal.aborted && !isListed && isUnreadable(error)) {
      unreadable.add(recordingPath({ directory: storage.relativePath, filename }), error);
    } else if (!signal.aborted) {
      logger.warn({ err: error, filename }, 'a file in the directory of the recordings could not be read as a video');
    }
  }
  return isListed;
}
