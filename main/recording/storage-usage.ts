import type { StorageUsage } from '../../shared/storage.ts';
import type { Config } from '../../shared/config.ts';
import type { Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import { bytesAllowedByDisk } from './retention-plan.ts';
import { bytesInLimits, retentionLimits } from './retention.ts';

export interface StorageUsageSources {
  storage: StorageDirectory;
  config: Config;
  library: {
    usage(storage: StorageDirectory): Promise<{
      count: number;
      sizeBytes: number;
      keptBytes: number;
      importedBytes: number;
      importedKeptBytes: number;
      writingBytes: number;
      automaticBytes: number;
      automaticWritingBytes: number;
      oldestMilliseconds: number | null;
    }>;
    newest(count: number): readonly Pick<Recording, 'sizeBytes' | 'durationMilliseconds'>[];
  };
  diskSpace: (path: string) => Promise<DiskSpace>;
}

/** So many tell how large an hour is. */
const sampleCount = 20;
const millisecondsPerHour = 3_600_000;

/**
 * `GET /storage`: how full the disk is, and how long one can record until clean-up begins.
 *
 * @throws the system's error when the disk cannot be asked
 */
export async function storageUsage({ storage, config, library, diskSpace }: StorageUsageSources): Promise<StorageUsage> {
  const disk = await diskSpace(storage.absolutePath);
  const usage = await library.usage(storage);
  const { count, sizeBytes, keptBytes, writingBytes, automaticBytes, automaticWritingBytes, oldestMilliseconds } = usage;
  const { recordingsBytes } = bytesInLimits(usage, config);
  const limits = retentionLimits(config);
  const roomBytes = Math.min(
    disk.availableBytes - limits.minFreeBytes,
    bytesAllowedByDisk({ recordingsBytes, disk }, limits) - recordingsBytes,
    (limits.maxTotalBytes ?? Infinity) - recordingsBytes,
  );
  const bytesPerHour = hourlyBytes(library.newest(sampleCount));
  return {
    total_bytes: disk.totalBytes,
    available_bytes: disk.availableBytes,
    recordings_count: count,
    recordings_bytes: sizeBytes + writingBytes,
    kept_bytes: keptBytes,
    automatic_bytes: automaticBytes + automaticWritingBytes,
    oldest: oldestMilliseconds === null ? null : new Date(oldestMilliseconds).toISOString(),
    limit_bytes: limits.maxTotalBytes,
    hours_left: bytesPerHour === null ? null : Math.round((Math.max(0, roomBytes) / bytesPerHour) * 10) / 10,
  };
}

function hourlyBytes(recordings: readonly Pick<Recording, 'sizeBytes' | 'durationMilliseconds'>[]): number | null {
  const bytes = recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const milliseconds = recordings.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
  return bytes === 0 || milliseconds === 0 ? null : (bytes * millisecondsPerHour) / milliseconds;
}
