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
  /** How long PetLog has run with this library. */
  readonly runningMilliseconds: number;
  /** The clock has been kept right for so long, without a jump, that it may decide. */
  readonly isClockTrusted: boolean;
  /** All recordings on the disk, kept ones and the one that is being written too. */
  readonly recordingsBytes: number;
  readonly disk: DiskSpace;
}

export interface Candidate {
  readonly recordingId: string;
  readonly startedAtMilliseconds: number;
  /** What that time is worth. */
  readonly clock: 'synchronized' | 'unknown' | 'unsynchronized';
  readonly seenAtRunningMilliseconds: number;
  readonly sizeBytes: number;
}

/** What goes before anything else, whatever its age, and is never the reason why something else goes. */
export interface FirstToGo {
  readonly candidates: Iterable<Candidate>;
  /** All that is of this kind, with what cannot go now. */
  readonly bytes: number;
  /** As in the limits, for these alone. */
  readonly headroomBytes: number;
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
export function bytesAllowedByDisk(
  { recordingsBytes, disk }: Pick<RetentionState, 'recordingsBytes' | 'disk'>,
  { maxDiskUsed }: Pick<RetentionLimits, 'maxDiskUsed'>,
): number {
  const otherBytes = Math.max(0, disk.totalBytes - disk.availableBytes - recordingsBytes);
  return Math.max(maxDiskUsed * disk.totalBytes - otherBytes, Math.min(guaranteedShare, maxDiskUsed) * disk.totalBytes);
}

/**
 * Whether a recording is too old. The clock alone does not decide: it may be ahead, or may have been behind when the recording was made.
 * Either PetLog has run for that long since, or both times are those of a clock that is kept right.
 */
export function isTooOld(
  { startedAtMilliseconds, clock, seenAtRunningMilliseconds }: Candidate,
  maxAgeMilliseconds: number,
  state: RetentionState,
): boolean {
  const isOldByClock = state.nowMilliseconds - startedAtMilliseconds > maxAgeMilliseconds;
  const isOldByRunningTime = state.runningMilliseconds - seenAtRunningMilliseconds > maxAgeMilliseconds;
  return isOldByClock && (isOldByRunningTime || (state.isClockTrusted && clock === 'synchronized'));
}

/**
 * Which recordings have to go, and why.
 *
 * @param candidates those that may be removed, oldest first; read only as far as needed
 * @param first what goes before all of them
 * @returns those that are too old, and the first of the others, as few as the limits allow. For `minFreeBytes` none goes when even all would not be enough.
 */
export function planRetention(
  candidates: Iterable<Candidate>,
  state: RetentionState,
  limits: RetentionLimits,
  first: FirstToGo = { candidates: [], bytes: 0, headroomBytes: 0 },
): Removal[] {
  const { maxAgeMilliseconds, maxTotalBytes, minFreeBytes } = limits;
  const allowedByDisk = bytesAllowedByDisk(state, limits);
  const removals: Removal[] = [];
  const forFreeSpace: Removal[] = [];
  /** How many of those it takes for `minFreeBytes` alone; null when all are not enough. */
  let neededForFreeSpace: number | null = null;
  let remainingBytes = state.recordingsBytes;
  let availableBytes = state.disk.availableBytes;
  let headroomBytes = first.headroomBytes;
  const consider = (candidate: Candidate, isFirst: boolean): 'goes' | 'stays' => {
    const { recordingId, sizeBytes } = candidate;
    neededForFreeSpace ??= availableBytes >= minFreeBytes ? forFreeSpace.length : null;
    let reason: RemovalReason | null = null;
    if (!isFirst && maxAgeMilliseconds !== null && isTooOld(candidate, maxAgeMilliseconds, state)) {
      reason = 'age';
    } else if (maxTotalBytes !== null && remainingBytes > maxTotalBytes) {
      reason = 'total_size';
    } else if (remainingBytes > allowedByDisk) {
      reason = 'disk';
    }
    if (reason !== null) {
      removals.push({ recordingId, reason });
    } else if (availableBytes < minFreeBytes + (isFirst ? first : limits).headroomBytes) {
      ({ headroomBytes } = isFirst ? first : limits);
      forFreeSpace.push({ recordingId, reason: 'disk' });
    } else {
      return 'stays';
    }
    remainingBytes -= sizeBytes;
    availableBytes += sizeBytes;
    return 'goes';
  };
  const isPressed = (): boolean =>
    remainingBytes > Math.min(maxTotalBytes ?? Infinity, allowedByDisk) || availableBytes < minFreeBytes + first.headroomBytes;
  let stayingBytes = first.bytes;
  for (const firstOnes = first.candidates[Symbol.iterator](); isPressed();) {
    const next = firstOnes.next(); // finding it costs something
    if (next.done === true) {
      break;
    }
    consider(next.value, true);
    stayingBytes -= next.value.sizeBytes;
  }
  remainingBytes -= stayingBytes;
  availableBytes += stayingBytes;
  for (const candidate of candidates) {
    if (consider(candidate, false) === 'stays' && maxAgeMilliseconds === null) {
      break; // with an age, those behind it may be older by the clock
    }
  }
  neededForFreeSpace ??= availableBytes >= minFreeBytes ? forFreeSpace.length : 0;
  const reachesHeadroom = availableBytes >= minFreeBytes + headroomBytes;
  return [...removals, ...(reachesHeadroom ? forFreeSpace : forFreeSpace.slice(0, neededForFreeSpace))];
}
