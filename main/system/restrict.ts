import { chmodSync, statSync } from 'node:fs';

/** What a file system says that keeps no permissions, or whose files all belong to whoever mounted it. */
const unable: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'];

/**
 * Gives a file or directory permissions, where its file system has any; `isOpenToOthers` says what came of it.
 *
 * @throws the system's error, for all other reasons
 */
export function restrict(path: string, mode: number): void {
  try {
    if ((statSync(path).mode & 0o777) !== mode) {
      chmodSync(path, mode); // not where it has them: a disk may be read-only
    }
  } catch (error) {
    if (!unable.includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

/** Whether other users of this machine may look into a directory. */
export function isOpenToOthers(directory: string): boolean {
  try {
    return (statSync(directory).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
