import type { Config } from '../../shared/config.ts';
import type { StorageOperationsDependencies } from '../control/storage-operations.ts';
import type { RecordingLibrary } from '../library/recording-library.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import { storageOutlook } from '../recording/storage-outlook.ts';
import { storageUsage } from '../recording/storage-usage.ts';
import type { Clock } from '../system/clock.ts';
import type { DiskSpace } from '../system/disk-space.ts';

interface StorageFiguresOptions {
  /** Where recordings are now. */
  readonly storage: { readonly directory: StorageDirectory };
  readonly config: () => Config;
  readonly library: RecordingLibrary;
  readonly eventLog: { pictureBytes(): Promise<number> };
  readonly clock: Clock;
  diskSpace(path: string): Promise<DiskSpace>;
}

/** What is told of the disk of the recordings. */
export function storageFigures({
  storage,
  config,
  library,
  eventLog,
  clock,
  diskSpace,
}: StorageFiguresOptions): Omit<StorageOperationsDependencies, 'cameras' | 'library'> {
  const now = () => ({ storage: storage.directory, config: config(), library, clock, diskSpace });
  return {
    storageUsage: () => storageUsage(now()),
    storageOutlook: () => storageOutlook(now()),
    eventPictureBytes: () => eventLog.pictureBytes(),
  };
}
