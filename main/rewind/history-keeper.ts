import type { Config } from '../../shared/config.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Frame } from '../frames/frame.ts';
import type { HistorySettings } from '../media/history-feed.ts';

export interface HistoryKeeperOptions {
  config: () => Config;
  bus: EventBus;
  frames: { subscribe(listener: (frame: Frame) => void): () => void };
  /** Nothing is kept while the camera is switched off, and what was kept is forgotten. */
  isPrivate(): boolean;
  media: { keepHistory(settings: HistorySettings | null): void; remember(frame: Frame): void };
}

const bytesPerMegabyte = 1_000_000;
/** For the time that a recording takes to begin. */
const marginMilliseconds = 5000;

/**
 * How much of the last minutes is kept: enough to look back, and for the
 * beginning of a recording. null when neither is wanted.
 */
export function historySettings({ camera, recording }: Config): HistorySettings | null {
  const preRollMilliseconds = camera.enable_storage && recording.pre_roll_seconds > 0 ? recording.pre_roll_seconds * 1000 + marginMilliseconds : 0;
  const keptMilliseconds = Math.max(recording.rewind_minutes * 60_000, preRollMilliseconds);
  if (keptMilliseconds === 0) {
    return null;
  }
  return {
    limits: { keptMilliseconds, mostBytes: recording.rewind_memory_mb * bytesPerMegabyte },
    encoder: { frameRate: camera.frame_rate, bitrateKbps: recording.bitrate_kbps },
  };
}

const keys = new Set(['camera.enable_storage', 'camera.frame_rate', 'recording.bitrate_kbps', 'recording.pre_roll_seconds', 'recording.rewind_minutes', 'recording.rewind_memory_mb']);

/** Gives the media process the camera's frames for as long as somebody may want to look back. The camera does not run for it. */
export class HistoryKeeper {
  readonly #options: HistoryKeeperOptions;
  readonly #unsubscribes: readonly (() => void)[];

  constructor(options: HistoryKeeperOptions) {
    this.#options = options;
    this.#apply();
    this.#unsubscribes = [
      options.frames.subscribe((frame) => options.media.remember(frame)),
      options.bus.on('settings.changed', (change) => {
        if (change.keys.some((key) => keys.has(key))) {
          this.#apply();
        }
      }),
      options.bus.on('privacy.changed', () => this.#apply()),
    ];
  }

  close(): void {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.#options.media.keepHistory(null);
  }

  #apply(): void {
    const { config, isPrivate, media } = this.#options;
    media.keepHistory(isPrivate() ? null : historySettings(config()));
  }
}
