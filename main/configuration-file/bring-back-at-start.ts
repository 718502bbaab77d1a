import { DataDirectoryLock } from '../system/data-directory-lock.ts';
import type { Logger } from '../system/logger.ts';
import { StartupError } from '../system/startup-error.ts';
import { isRestoreWaiting } from './waiting-file.ts';

/**
 * Brings back what waits for this start, before anything reads the data directory.
 *
 * @returns whether something waited
 * @throws StartupError when the disk does not take it
 */
export async function bringBackAtStart(dataDirectory: string, logger: Logger): Promise<boolean> {
  if (!isRestoreWaiting(dataDirectory)) {
    return false;
  }
  const lock = claim(dataDirectory);
  if (lock === null) {
    return false;
  }
  try {
    const { bringBackWaiting } = await import('./waiting-restore.ts');
    await bringBackWaiting(dataDirectory, logger);
    logger.warn({}, 'settings were brought back from a file');
    return true;
  } finally {
    lock.release();
  }
}

/** Null where a PetLog runs there, which is said when this one wants to. */
function claim(dataDirectory: string): DataDirectoryLock | null {
  try {
    return DataDirectoryLock.acquire(dataDirectory);
  } catch (error) {
    if (error instanceof StartupError) {
      return null;
    }
    throw error;
  }
}
