import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { RemovableAutomatic, RemovableRecording } from '../library/recording.ts';
import { recordingPath, type Recording } from '../library/recording.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { Clock } from '../system/clock.ts';
import type { DiskSpace } from '../system/disk-space.ts';
import type { Logger } from '../system/logger.ts';
import { planAutomaticRetention } from './automatic/automatic-retention.ts';
import { planRetention, type Removal, type RetentionLimits, type RetentionState } from './retention-plan.ts';
import { bytesPerMegabyte } from '../system/units.ts';

/** What the recordings of a directory take. */
interface RecordedBytes {
  readonly sizeBytes: number;
  readonly keptBytes: number;
  /** Of both, what PetLog did not record. */
  readonly importedBytes: number;
  readonly importedKeptBytes: number;
  readonly writingBytes: number;
  /** Of `sizeBytes` and `writingBytes`, what is recorded by itself and not kept. */
  readonly automaticBytes: number;
  readonly automaticWritingBytes: number;
}

export interface RetentionOptions {
  /** For how long the system's clock has been kept right without a jump; 0 when it is not. */
  clockSteadyMilliseconds: () => number;
  storage: () => StorageDirectory;
  config: () => Config;
  /** Calls back with the keys that have other values. Returns the function that ends that. */
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  clock: Clock;
  bus: EventBus;
  logger: Logger;
  diskSpace: (path: string) => Promise<DiskSpace>;
  library: {
    /** While the database is being made to agree with the files, it does not tell which recordings are the oldest. */
    readonly isRecovering: boolean;
    ensureMounted(storage: StorageDirectory): Promise<void>;
    readonly runningMilliseconds: number;
    usage(storage: StorageDirectory): Promise<RecordedBytes>;
    chooseRemovable<Result>(
      storage: StorageDirectory,
      withImported: boolean,
      choose: (candidates: Iterable<RemovableRecording>, automatic: Iterable<RemovableAutomatic>) => Result,
    ): Result;
    cleanUp(recordingId: string, mayBeImported: boolean): Promise<Recording>;
    /** Calls back when recordings may have been finished or found. */
    onSettled(listener: () => void): () => void;
  };
}

const bytesPerGigabyte = 1_000_000_000;
const millisecondsPerDay = 86_400_000;
/** While something is recorded, and while nothing is. */
const intervalMilliseconds = { recording: 60_000, idle: 3_600_000 } as const;

/** What a running recording can write from one run to the next. */
const bytesBetweenRuns = (bitrateKbps: number): number => (intervalMilliseconds.recording * bitrateKbps) / 8;

export function retentionLimits({ recording }: Config): RetentionLimits {
  return {
    maxAgeMilliseconds: recording.max_age_days === 0 ? null : recording.max_age_days * millisecondsPerDay,
    maxTotalBytes: recording.max_total_gb === 0 ? null : recording.max_total_gb * bytesPerGigabyte,
    maxDiskUsed: recording.max_disk_used_percent / 100,
    minFreeBytes: recording.min_free_mb * bytesPerMegabyte,
    headroomBytes: 2 * bytesBetweenRuns(recording.bitrate_kbps),
  };
}

/** What the limits are about. Where other people's videos are left alone, they are like any other file: no recording has to go for them. */
export function bytesInLimits(
  { sizeBytes, keptBytes, importedBytes, importedKeptBytes, writingBytes }: RecordedBytes,
  { recording }: Config,
): { recordingsBytes: number; keptBytes: number } {
  const ofOthers = recording.clean_up_imported ? { bytes: 0, keptBytes: 0 } : { bytes: importedBytes, keptBytes: importedKeptBytes };
  return { recordingsBytes: sizeBytes + writingBytes - ofOthers.bytes, keptBytes: keptBytes + writingBytes - ofOthers.keptBytes };
}

/** Removes the oldest recordings when they are too old, too many, or the disk is too full. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #unsubscribes: (() => void)[] = [];
  /** Those that run, and whether by themselves. */
  readonly #running = new Map<string, boolean>();
  #isAskedFor = false;
  #isClosed = false;
  #cancel = (): void => {};
  #run: Promise<void> | null = null;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Cleans up now and whenever there may be a reason to. */
  start(): void {
    if (this.#isClosed) {
      return;
    }
    const { bus, library, onSettingsChanged } = this.#options;
    // By their ids: what is made of old pictures is finished without having started, and may be so while a recording runs.
    const ended = ({ recording_id }: { recording_id: string }): void => {
      this.#running.delete(recording_id);
      void this.run();
    };
    this.#unsubscribes.push(
      library.onSettled(() => void this.run()),
      bus.on('recording.started', ({ recording_id, automatic }) => {
        this.#running.set(recording_id, automatic);
        void this.run();
      }),
      bus.on('recording.finished', ended),
      bus.on('recording.failed', ended),
      onSettingsChanged((keys) => {
        if (keys.some((key) => key.startsWith('recording.') || key === 'camera.storage_path')) {
          void this.run();
        }
      }),
    );
    void this.run();
  }

  /** Cleans up. Resolves when that is done; never rejects. */
  run(): Promise<void> {
    this.#isAskedFor = true; // what runs already may have begun before the reason to
    this.#run ??= this.#runWhileAskedFor().finally(() => {
      this.#run = null;
      this.#schedule();
    });
    return this.#run;
  }

  /** `storage_limit` when kept recordings alone take all that is allowed, else null. */
  async limitReached(): Promise<PetLogError | null> {
    const { library, storage, config } = this.#options;
    const { maxTotalBytes } = retentionLimits(config());
    if (maxTotalBytes === null) {
      return null;
    }
    const { keptBytes: usedBytes } = bytesInLimits(await library.usage(storage()), config());
    return usedBytes < maxTotalBytes ? null : new PetLogError('storage_limit', { usedMegabytes: Math.round(usedBytes / bytesPerMegabyte) });
  }

  get #isRecording(): boolean {
    return this.#running.size > 0;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    await this.#run;
  }

  #schedule(): void {
    this.#cancel();
    if (!this.#isClosed) {
      this.#cancel = this.#options.clock.after(intervalMilliseconds[this.#isRecording ? 'recording' : 'idle'], () => void this.run());
    }
  }

  async #runWhileAskedFor(): Promise<void> {
    while (this.#isAskedFor && !this.#isClosed) {
      this.#isAskedFor = false;
      try {
        await this.#cleanUp();
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'the recordings could not be cleaned up');
      }
    }
  }

  async #cleanUp(): Promise<void> {
    const { library, storage: currentStorage } = this.#options;
    const storage = currentStorage();
    await library.ensureMounted(storage);
    if (!library.isRecovering) {
      for (const removal of await this.#plan(storage)) {
        if (!this.#isClosed) {
          await this.#remove(removal);
        }
      }
    }
  }

  async #plan(storage: StorageDirectory): Promise<Removal[]> {
    const { library, config, clock, clockSteadyMilliseconds, diskSpace } = this.#options;
    const usage = await library.usage(storage);
    const state: RetentionState = {
      nowMilliseconds: clock.nowMicroseconds() / 1000,
      runningMilliseconds: library.runningMilliseconds,
      isClockTrusted: clockSteadyMilliseconds() >= millisecondsPerDay,
      recordingsBytes: bytesInLimits(usage, config()).recordingsBytes,
      disk: await diskSpace(storage.absolutePath),
    };
    const limits = retentionLimits(config());
    const isOwnRunning = [...this.#running.values()].some((isAutomatic) => !isAutomatic);
    return library.chooseRemovable(storage, config().recording.clean_up_imported, (candidates, automatic) => {
      const first = planAutomaticRetention([...automatic], usage.automaticBytes + usage.automaticWritingBytes, state, config().recording);
      const headroomBytes = this.#isRecording ? limits.headroomBytes : 0;
      return [
        ...first.removals,
        ...planRetention(
          candidates,
          first.state,
          { ...limits, headroomBytes: isOwnRunning ? headroomBytes : 0 },
          { ...first.rest, headroomBytes },
        ),
      ];
    });
  }

  async #remove({ recordingId, reason }: Removal): Promise<void> {
    const { library, config, bus, logger } = this.#options;
    try {
      const removed = await library.cleanUp(recordingId, config().recording.clean_up_imported);
      bus.emit('recording.removed', { recording_id: recordingId, recording_path: recordingPath(removed), reason });
    } catch (error) {
      logger.warn({ err: error, recordingId, reason }, 'clean-up could not remove a recording');
    }
  }
}
