import { accessSync, constants } from 'node:fs';
import { makeDirectorySync } from './make-directory.ts';
import { StartupError } from './startup-error.ts';

/**
 * Makes sure that the directory of recordings, database and settings exists and can be written.
 *
 * @throws StartupError when it cannot be had
 */
export function prepareDataDirectory(path: string): void {
  try {
    makeDirectorySync(path, 0o750);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The data directory ${path} cannot be used (${reason}); choose another with --data-dir.`, { cause: error });
  }
}
