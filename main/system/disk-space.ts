import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from './is-missing.ts';

export interface DiskSpace {
  /** What an ordinary user may still write. */
  readonly availableBytes: number;
  readonly totalBytes: number;
  /** How many files may still be made; absent where the file system has no such limit. */
  readonly availableFiles?: number;
}

/**
 * Space on the disk that holds `path`, which need not exist yet: its nearest existing parent counts.
 *
 * @throws the system's error when the disk cannot be asked
 */
export async function diskSpace(path: string): Promise<DiskSpace> {
  try {
    const { bsize, bavail, blocks, files, ffree } = await statfs(path);
    return { availableBytes: bavail * bsize, totalBytes: blocks * bsize, ...(files > 0 ? { availableFiles: ffree } : {}) };
  } catch (error) {
    const parent = dirname(path);
    if (parent !== path && isMissing(error)) {
      return diskSpace(parent);
    }
    throw error;
  }
}
