import { timestampText } from '../drawing/timestamp-text.ts';
import type { Clock } from '../system/clock.ts';
import type { CameraSource, CaptureSettings } from './source.ts';

export type FrameTransformOptions = Pick<CaptureSettings, 'rotation' | 'hflip' | 'vflip' | 'quality'>;

/** Turns, mirrors and labels one JPEG after the other, by decoding and encoding them. */
export interface FrameTransform {
  transform(jpeg: Buffer, timestampText: string | null): Promise<Buffer>;
  /** Resolves when nothing is left of it; a frame that it works on is lost. */
  close(): Promise<void>;
}

export type CreateFrameTransform = (options: FrameTransformOptions) => FrameTransform;

interface FramePreparationOptions {
  settings: CaptureSettings;
  draws: CameraSource['draws'];
  createTransform: CreateFrameTransform;
  clock: Clock;
  onFrame(jpeg: Buffer, capturedAtMicroseconds: number, monotonicMilliseconds: number): void;
}

interface ArrivedFrame {
  jpeg: Buffer;
  capturedAtMicroseconds: number;
  monotonicMilliseconds: number;
}

/**
 * Stamps frames with their time and, only where the camera cannot do it itself,
 * turns, mirrors and labels them: once, for all viewers. While one frame is
 * being worked on, only the newest of those that follow waits.
 */
export class FramePreparation {
  readonly #options: FramePreparationOptions;
  /** Null where frames pass through. */
  readonly #transform: FrameTransform | null;
  readonly #writesTimestamp: boolean;
  #isBusy = false;
  #waiting: ArrivedFrame | null = null;
  #isClosed = false;

  constructor(options: FramePreparationOptions) {
    const { settings, draws, createTransform } = options;
    const { rotation, hflip, vflip, quality } = settings;
    const needsTurning = (rotation !== 0 || hflip || vflip) && !draws.rotationAndFlips;
    this.#options = options;
    this.#writesTimestamp = settings.overlay_timestamp && !draws.timestamp;
    this.#transform =
      needsTurning || this.#writesTimestamp
        ? createTransform(needsTurning ? { rotation, hflip, vflip, quality } : { rotation: 0, hflip: false, vflip: false, quality })
        : null;
  }

  /** @param capturedMilliseconds where it is known by the monotonic clock; else it was now */
  push(jpeg: Buffer, capturedMilliseconds?: number): void {
    const { clock, onFrame } = this.#options;
    const now = clock.monotonicMilliseconds();
    const monotonicMilliseconds = capturedMilliseconds ?? now;
    const capturedAtMicroseconds = clock.nowMicroseconds() - Math.round((now - monotonicMilliseconds) * 1000);
    if (this.#transform === null) {
      onFrame(jpeg, capturedAtMicroseconds, monotonicMilliseconds);
      return;
    }
    this.#waiting = { jpeg, capturedAtMicroseconds, monotonicMilliseconds };
    if (!this.#isBusy) {
      void this.#work(this.#transform);
    }
  }

  /** Nothing comes any more; resolves when nothing is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = null;
    await this.#transform?.close();
  }

  async #work(transform: FrameTransform): Promise<void> {
    this.#isBusy = true;
    for (let frame = this.#waiting; frame !== null && !this.#isClosed; frame = this.#waiting) {
      this.#waiting = null;
      const text = this.#writesTimestamp ? timestampText(frame.capturedAtMicroseconds) : null;
      const jpeg = await transform.transform(frame.jpeg, text).catch(() => null); // a picture that cannot be decoded is not shown
      if (jpeg !== null && !this.#isClosed) {
        this.#options.onFrame(jpeg, frame.capturedAtMicroseconds, frame.monotonicMilliseconds);
      }
    }
    this.#isBusy = false;
  }
}
