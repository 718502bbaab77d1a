import type { Logger } from '../system/logger.ts';
import type { KeyedLock } from '../system/keyed-lock.ts';
import type { LibraryDatabase } from './library-database.ts';
import type { LibraryProblems } from './library-problems.ts';
import type { MediaFiles } from './media-files.ts';
import type { StorageDirectory } from './storage-directory.ts';

export interface RecoveryOptions {
  storage: StorageDirectory;
  database: LibraryDatabase;
  media: MediaFiles;
  logger: Logger;
  /** Whether this process is writing the recording. */
  isActive: (recordingId: string) => boolean;
  locks: KeyedLock;
  problems: LibraryProblems;
  /** Ends the work early, between two recordings. */
  signal: AbortSignal;
}

/** How many recordings came to the list, were repaired, and left it. */
export interface RecoveryResult {
  /** Absolute path of the directory. */
  readonly path: string;
  readonly found: number;
  readonly repaired: number;
  readonly gone: number;
}
