import type { StorageUsage } from '../../../shared/storage.ts';

export type ShareName = 'recordings' | 'kept' | 'other' | 'free';

export interface StorageShare {
  readonly name: ShareName;
  readonly sizeBytes: number;
  /** Of the disk, 0 to 1. */
  readonly fraction: number;
}

/** What the disk is full of. The shares add up to the whole disk, also where its numbers do not. */
export function storageShares(usage: StorageUsage): readonly StorageShare[] {
  const kept = Math.min(usage.kept_bytes, usage.recordings_bytes);
  const used = Math.max(usage.total_bytes - usage.available_bytes, usage.recordings_bytes);
  const sizes: readonly (readonly [ShareName, number])[] = [
    ['recordings', usage.recordings_bytes - kept],
    ['kept', kept],
    ['other', used - usage.recordings_bytes],
    ['free', Math.max(0, usage.total_bytes - used)],
  ];
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
  return sizes.map(([name, sizeBytes]) => ({ name, sizeBytes, fraction: whole === 0 ? 0 : sizeBytes / whole }));
}

/** Bytes of an hour of video at the highest bit rate. */
export const bytesPerHour = (kilobitsPerSecond: number): number => (kilobitsPerSecond * 1000 * 3600) / 8;
