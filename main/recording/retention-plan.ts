import type { DiskSpace } from '../system/disk-space.ts';

/** Why clean-up removes a recording. */
export type RemovalReason = 'age' | 'total_size' | 'disk';

export interface RetentionLimits {
  /** null for no limit. */
  readonly maxAgeMilliseconds: number | null;
  /** All recordings together; null for no limit. */
  readonly maxTotalBytes: number | null;
  /** How full the disk may be, from 0 to 1. */
  readonly maxDiskUsed: number;
  /** What always stays free. */
  readonly minFreeBytes: number;
  /** What is made free beyond that, where it can be, so that it lasts until the next time. */
  readonly headroomBytes: number;
}

export interface RetentionState {
  readonly nowMilliseconds: number;
  /** All recordings on the disk, kept ones and the one that is being written too. */
  readonly recordingsBytes: number;
  readonly disk: DiskSpace;
}

interface Candidate {
  readonly recordingId: string;
  readonly startedAtMilliseconds: number;
  readonly sizeBytes: number;
}

export interface Removal {
  readonly recordingId: string;
  readonly reason: RemovalReason;
}

/** Recordings may always take so much of the disk, whatever else fills it. */
const guaranteedShare = 0.1;

/**
 * What recordings may take because of `maxDiskUsed`. Where other files leave
 * them less than a tenth of the disk, a tenth: what they did not fill, their
 * removal would not empty. `minFreeBytes` holds in any case.
 */
export function bytesAllowedByDisk({ recordingsBytes, disk }: Omit<RetentionState, 'nowMilliseconds'>, { maxDiskUsed }: Pick<RetentionLimits, 'maxDiskUsed'>): number {
  const otherBytes = Math.max(0, disk.totalBytes - disk.availableBytes - recordingsBytes);
  return Math.max(maxDiskUsed * disk.totalBytes - otherBytes, Math.min(guaranteedShare, maxDiskUsed) * disk.totalBytes);
}

/**
 * Which recordings have to go, and why.
 *
 * @param candidates those that may be removed, oldest first; read only as far as needed
 * @returns the first of them, as few as the limits allow. For `minFreeBytes` none goes when even all would not be enough.
 */
export function planRetention(candidates: Iterable<Candidate>, state: RetentionState, limits: RetentionLimits): Removal[] {
  const { maxAgeMilliseconds, maxTotalBytes, minFreeBytes, headroomBytes } = limits;
  const allowedByDisk = bytesAllowedByDisk(state, limits);
  const removals: Removal[] = [];
  const forFreeSpace: Removal[] = [];
  /** How many of those it takes for `minFreeBytes` alone; null when all are not enough. */
  let neededForFreeSpace: number | null = null;
  let remainingBytes = state.recordingsBytes;
  let availableBytes = state.disk.availableBytes;
  for (const { recordingId, startedAtMilliseconds, sizeBytes } of candidates) {
    neededForFreeSpace ??= availableBytes >= minFreeBytes ? forFreeSpace.length : null;
    let reason: RemovalReason | null = null;
    if (maxAgeMilliseconds !== null && state.nowMilliseconds - startedAtMilliseconds > maxAgeMilliseconds) {
      reason = 'age';
    } else if (maxTotalBytes !== null && remainingBytes > maxTotalBytes) {
      reason = 'total_size';
    } else if (remainingBytes > allowedByDisk) {
      reason = 'disk';
    }
    if (reason !== null) {
      removals.push({ recordingId, reason });
    } else if (availableBytes < minFreeBytes + headroomBytes) {
      forFreeSpace.push({ recordingId, reason: 'disk' });
    } else {
      break;
    }
    remainingBytes -= sizeBytes;
    availableBytes += sizeBytes;
  }
  neededForFreeSpace ??= availableBytes >= minFreeBytes ? forFreeSpace.length : 0;
  const reachesHeadroom = availableBytes >= minFreeBytes + headroomBytes;
  return [...removals, ...(reachesHeadroom ? forFreeSpace : forFreeSpace.slice(0, neededForFreeSpace))];
}
