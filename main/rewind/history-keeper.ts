import type { Problem } from '../../shared/api.ts';
import type { Config } from '../../shared/config.ts';
import { PetLogError } from '../../shared/errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { StorageDirectory } from '../library/storage-directory.ts';
import type { HistoryDiskListener } from '../media/media-reports.ts';
import type { HistoryDisk } from '../media/protocol.ts';
import type { HistorySettings } from '../media/video-settings.ts';
import type { Clock } from '../system/clock.ts';
import { reasonOfCode } from '../system/disk-errors.ts';
import { JobQueue } from '../system/job-queue.ts';
import type { Logger } from '../system/logger.ts';
import { bytesPerMegabyte } from '../system/units.ts';

export interface HistoryKeeperOptions {
  cameraId: string;
  config: () => Config;
  /** Calls back with the keys that have other values. Returns the function that ends that. */
  onSettingsChanged(listener: (changedKeys: readonly string[]) => void): () => void;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
  /** Nothing is kept while the camera is switched off, and what was kept is forgotten. */
  isPrivate(): boolean;
  /** What was kept is forgotten. */
  onForgotten(): void;
  media: { keepHistory(settings: HistorySettings | null): void; onHistoryDisk(listener: HistoryDiskListener): void };
  storage: () => StorageDirectory;
  /** @throws when the disk of the recordings is not there */
  ensureMounted: (storage: StorageDirectory) => Promise<void>;
}

/** For the time that a recording takes to begin. */
const marginMilliseconds = 5000;
/** The same for pictures that are not encoded, which need much more memory; nothing of a recording is lost when it takes longer. */
const recentMarginMilliseconds = 1000;
/** A disk that could not be had is tried again. */
const retryMilliseconds = 10_000;

/**
 * How much of the last minutes is kept: enough to look back, and for the
 * beginning of a recording. null when neither is wanted.
 *
 * @param disk where to keep it, if not in memory alone
 */
export function historySettings({ camera, recording }: Config, disk: HistoryDisk | null): HistorySettings | null {
  const preRollMilliseconds = camera.enable_storage ? recording.pre_roll_seconds * 1000 : 0;
  const keptMilliseconds = Math.max(
    recording.rewind_minutes * 60_000,
    preRollMilliseconds > 0 ? preRollMilliseconds + marginMilliseconds : 0,
  );
  if (keptMilliseconds === 0) {
    return null;
  }
  return {
    limits: { keptMilliseconds, mostBytes: recording.rewind_memory_mb * bytesPerMegabyte },
    disk,
    recentMilliseconds: preRollMilliseconds > 0 ? preRollMilliseconds + recentMarginMilliseconds : 0,
  };
}

const keys = new Set([
  'camera.enable_storage',
  'camera.storage_path',
  'recording.min_free_mb',
  'recording.pre_roll_seconds',
  'recording.rewind_minutes',
  'recording.rewind_memory_mb',
  'recording.rewind_storage',
  'recording.rewind_disk_mb',
]);

/**
 * Has the media process keep what somebody may want to look back to. The camera
 * does not run for it. Knows what is wrong with the disk, if the last minutes
 * are to be kept on one; they are in memory then.
 */
export class HistoryKeeper {
  readonly #options: HistoryKeeperOptions;
  readonly #unsubscribes: readonly (() => void)[];
  #problem: Problem | null = null;
  #cancelRetry = (): void => {};
  /** Where files of the history may be. */
  #usedStorage: StorageDirectory;
  /** Only the newest wish counts; whatever an older one still waits for is ignored. */
  #wish = 0;
  readonly #work = new JobQueue();

  constructor(options: HistoryKeeperOptions) {
    this.#options = options;
    this.#usedStorage = options.storage();
    options.media.onHistoryDisk((error) => this.#diskReported(error));
    this.#removeHistory(); // what a killed process left behind
    this.#apply();
    this.#unsubscribes = [
      options.onSettingsChanged((changedKeys) => {
        if (changedKeys.some((key) => keys.has(key))) {
          this.#apply();
        }
      }),
      options.bus.on('privacy.changed', () => this.#apply()),
    ];
  }

  /** What is wrong with the disk now. */
  get problems(): readonly Problem[] {
    return this.#problem === null ? [] : [this.#problem];
  }

  /** Forgets everything. */
  async close(): Promise<void> {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#wish += 1;
    this.#cancelRetry();
    this.#options.media.keepHistory(null);
    this.#options.onForgotten();
    await this.#work.idle;
    await this.#usedStorage.removeHistory(this.#options.cameraId);
  }

  #apply(): void {
    const { config, isPrivate, media, onForgotten } = this.#options;
    const { rewind_storage, rewind_minutes } = config().recording;
    this.#wish += 1;
    this.#cancelRetry();
    if (!isPrivate() && rewind_storage === 'disk' && rewind_minutes > 0) {
      this.#useDisk(this.#wish);
    } else {
      this.#problem = null;
      const settings = isPrivate() ? null : historySettings(config(), null);
      media.keepHistory(settings);
      if (settings === null) {
        onForgotten();
      }
      this.#removeHistory();
    }
  }

  #removeHistory(): void {
    const storage = this.#usedStorage;
    void this.#work.add(() => storage.removeHistory(this.#options.cameraId));
  }

  #useDisk(wish: number): void {
    const { config, media, storage, ensureMounted } = this.#options;
    const directory = storage();
    void this.#work.add(async () => {
      try {
        await ensureMounted(directory);
        if (wish === this.#wish) {
          const { rewind_disk_mb, min_free_mb } = config().recording;
          const before = this.#usedStorage;
          this.#usedStorage = directory;
          media.keepHistory(
            historySettings(config(), {
              directory: directory.historyDirectory(this.#options.cameraId),
              mostBytes: rewind_disk_mb * bytesPerMegabyte,
              minimumFreeBytes: min_free_mb * bytesPerMegabyte,
            }),
          );
          if (before.absolutePath !== directory.absolutePath) {
            await before.removeHistory(this.#options.cameraId);
          }
        }
      } catch (error) {
        if (wish === this.#wish) {
          media.keepHistory(historySettings(config(), null));
          this.#failed(
            error instanceof Error && 'code' in error ? String(error.code) : '',
            error instanceof Error ? error.message : String(error),
          );
        }
      }
    });
  }

  #diskReported(error: Parameters<HistoryDiskListener>[0]): void {
    if (error === null) {
      this.#problem = null;
    } else if (this.#options.config().recording.rewind_storage === 'disk') {
      this.#failed(error.code, error.reason);
    }
  }

  /** Memory does instead, until a later try. */
  #failed(code: string, reason: string): void {
    const { clock, logger, storage } = this.#options;
    const { message } = new PetLogError('rewind_disk_failed', { reason: reasonOfCode(code) ?? reason, path: storage().absolutePath });
    if (this.#problem?.message !== message) {
      logger.warn({ code, reason }, message);
      this.#problem = { code: 'rewind_disk_failed', message, since: new Date(clock.nowMicroseconds() / 1000).toISOString() };
    }
    const wish = this.#wish;
    this.#cancelRetry();
    this.#cancelRetry = clock.after(retryMilliseconds, () => this.#useDisk(wish));
  }
}
