import type { LibraryDatabase } from './library-database.ts';
import type { StorageDirectory } from './storage-directory.ts';

/**
 * Makes sure that the directory is the one that it was: the mount point of a disk that was
 * pulled out looks like a directory from which somebody removed every recording.
 *
 * @throws Error with the code `ENOTMOUNTED`, or the system's error
 */
export async function assertMounted(storage: StorageDirectory, database: LibraryDatabase): Promise<void> {
  const hasOwnDisk = await storage.hasOwnDisk();
  const directory = storage.relativePath;
  if (!hasOwnDisk && database.read((table) => table.directories.hasOwnDisk(directory))) {
    throw Object.assign(new Error(`the disk of ${storage.absolutePath} is not mounted`), { code: 'ENOTMOUNTED' });
  }
  if (hasOwnDisk) {
    database.write((table) => table.directories.put(directory, true));
  }
}
