import type { Config } from '../../shared/config.ts';
import type { RecordingQueries } from '../library/recording-queries.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Clock } from '../system/clock.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import { bytesAllowedByDisk } from './retention-plan.ts';
import { bytesInLimits, retentionLimits } from './retention.ts';

export interface StorageOutlookSources {
  readonly storage: StorageDirectory;
  readonly config: Config;
  readonly library: Pick<RecordingQueries, 'usage' | 'recordedSince' | 'lookAtRemovable'>;
  readonly clock: Pick<Clock, 'nowMicroseconds'>;
  diskSpace(path: string): Promise<DiskSpace>;
}

const millisecondsPerDay = 86_400_000;
/** A week has its weekend. */
const rateDays = 7;
/** Enough to see what kind of recordings it is. */
const mostFirstToGo = 3;
/** Whether somebody was seen is asked of so many of the oldest, not of a library of years. */
const mostLookedAt = 200;

/**
 * Of how many days recordings fit at the rate of the last week, null while that is unknown; and which are removed first when
 * space is needed, also while there is plenty.
 *
 * @throws the system's error when the disk cannot be asked
 */
export async function storageOutlook(sources: StorageOutlookSources): Promise<{ daysFit: number | null; firstToGo: string[] }> {
  const { storage, config, library } = sources;
  const firstToGo = library.lookAtRemovable(storage, config.recording.clean_up_imported, (own, automatic) => {
    const withoutEvents: string[] = [];
    const withEvents: string[] = [];
    let lookedAt = 0;
    for (const candidate of automatic) {
      if (withoutEvents.length === mostFirstToGo || lookedAt === mostLookedAt) {
        break;
      }
      lookedAt += 1;
      (candidate.hasEvents() ? withEvents : withoutEvents).push(candidate.recordingId);
    }
    if (withoutEvents.length > 0 || withEvents.length > 0) {
      return (withoutEvents.length > 0 ? withoutEvents : withEvents).slice(0, mostFirstToGo);
    }
    return [...firstOf(own, mostFirstToGo)].map(({ recordingId }) => recordingId);
  });
  return { daysFit: await daysFit(sources), firstToGo };
}

async function daysFit({ storage, config, library, clock, diskSpace }: StorageOutlookSources): Promise<number | null> {
  const disk = await diskSpace(storage.absolutePath);
  const usage = await library.usage(storage);
  const now = clock.nowMicroseconds() / 1000;
  const since = Math.max(now - rateDays * millisecondsPerDay, usage.oldestMilliseconds ?? now);
  const lately = library.recordedSince(storage, since);
  if (lately.sizeBytes === 0) {
    return null;
  }
  const days = Math.min(rateDays, Math.max(1, (now - since) / millisecondsPerDay));
  const { recordingsBytes, keptBytes } = bytesInLimits(usage, config);
  const limits = retentionLimits(config);
  const allowedBytes = Math.min(
    bytesAllowedByDisk({ recordingsBytes, disk }, limits),
    limits.maxTotalBytes ?? Infinity,
    recordingsBytes + disk.availableBytes - limits.minFreeBytes,
  );
  const roomBytes = Math.max(0, allowedBytes - keptBytes);
  const automaticBytes = Math.min(roomBytes, (config.recording.automatic_disk_percent / 100) * disk.totalBytes);
  const fit = Math.min(
    (roomBytes * days) / lately.sizeBytes,
    lately.automaticBytes === 0 ? Infinity : (automaticBytes * days) / lately.automaticBytes,
    config.recording.max_age_days === 0 ? Infinity : config.recording.max_age_days,
  );
  return Math.round(fit * 10) / 10;
}

function* firstOf<T>(all: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const each of all) {
    if (left === 0) {
      return;
    }
    left -= 1;
    yield each;
  }
}
