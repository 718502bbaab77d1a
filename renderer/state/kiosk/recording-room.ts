import type { StorageUsage } from '../../../shared/storage.ts';
import type { Config } from '../../../shared/config.ts';
import { bytesPerHour } from '../library/storage-shares.ts';

/** Recordings may always take so much of the disk, whatever else fills it. */
const guaranteedShare = 0.1;

/** Hours of video at the highest bit rate that fit before the oldest recordings have to go. */
export function recordingHours(usage: StorageUsage, recording: Config['recording']): number {
  const { total_bytes: total, available_bytes: available, recordings_bytes: recordings } = usage;
  const share = recording.max_disk_used_percent / 100;
  const others = Math.max(0, total - available - recordings);
  const limits = [
    available - recording.min_free_mb * 1e6,
    Math.max(share * total - others, Math.min(guaranteedShare, share) * total) - recordings,
    ...(recording.max_total_gb > 0 ? [recording.max_total_gb * 1e9 - recordings] : []),
  ];
  return Math.max(0, Math.min(...limits)) / bytesPerHour(recording.bitrate_kbps);
}
