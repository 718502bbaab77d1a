import { accessSync, constants, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnsweringDisks } from './answering-disks.ts';
import { diskReason, isReadOnly, isTooSlow } from './disk-errors.ts';
import { makeDirectorySync } from './make-directory.ts';
import { StartupError } from './startup-error.ts';

/**
 * Makes sure that the directory of recordings, database and settings exists and can be used.
 * On a read-only disk, what is there can be: one may watch.
 *
 * @throws StartupError when it cannot be had
 */
export function prepareDataDirectory(path: string): void {
  try {
    makeDirectorySync(path, 0o750);
    accessSync(path, constants.R_OK | constants.X_OK);
    assertWritable(path);
  } catch (error) {
    throw new StartupError(`The data directory ${path} cannot be used (${diskReason(error)}); choose another with --data-dir.`, {
      cause: error,
    });
  }
}

/** Whether no PetLog has used the directory: it is not there, or nothing is in it that one makes at its first start. */
export const isNewDataDirectory = (path: string): boolean => !madeAtFirst.some((name) => existsSync(join(path, name)));

const madeAtFirst = ['lock.db', 'petlog.db', 'settings.yaml', 'access', 'recordings'] as const;

/**
 * Before anything waits for the disk without an end.
 *
 * @throws StartupError when it does not answer
 */
export async function assertDiskAnswers(path: string, disks: Pick<AnsweringDisks, 'ask'>): Promise<void> {
  try {
    await disks.ask(path, () => stat(path));
  } catch (error) {
    if (isTooSlow(error)) {
      throw new StartupError(
        `The data directory ${path} cannot be used (${diskReason(error)}); look after the disk, or choose another with --data-dir.`,
        { cause: error },
      );
    }
  }
}

function assertWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (!isReadOnly(error)) {
      throw error;
    }
  }
}
