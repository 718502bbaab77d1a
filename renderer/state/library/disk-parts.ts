import type { StorageOutlook, StorageUsage } from '../../../shared/storage.ts';

export type DiskPartName = 'own' | 'automatic' | 'kept' | 'events' | 'rewind' | 'other' | 'free';

export interface DiskPart {
  readonly name: DiskPartName;
  readonly sizeBytes: number;
  /** Of the disk, 0 to 1. */
  readonly fraction: number;
}

/** What the disk is full of, by what PetLog does with it. The parts add up to the whole disk, also where its numbers do not. */
export function diskParts(
  usage: StorageUsage,
  outlook: Pick<StorageOutlook, 'event_pictures_bytes' | 'rewind_bytes'> | null,
): readonly DiskPart[] {
  const kept = Math.min(usage.kept_bytes, usage.recordings_bytes);
  const automatic = Math.min(usage.automatic_bytes, usage.recordings_bytes - kept);
  const used = Math.max(usage.total_bytes - usage.available_bytes, usage.recordings_bytes);
  const events = Math.min(outlook?.event_pictures_bytes ?? 0, used - usage.recordings_bytes);
  const rewind = Math.min(outlook?.rewind_bytes ?? 0, used - usage.recordings_bytes - events);
  const sizes: readonly (readonly [DiskPartName, number])[] = [
    ['own', usage.recordings_bytes - kept - automatic],
    ['automatic', automatic],
    ['kept', kept],
    ['events', events],
    ['rewind', rewind],
    ['other', used - usage.recordings_bytes - events - rewind],
    ['free', Math.max(0, usage.total_bytes - used)],
  ];
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
  return sizes.map(([name, sizeBytes]) => ({ name, sizeBytes, fraction: whole === 0 ? 0 : sizeBytes / whole }));
}
