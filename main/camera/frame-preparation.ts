import { timestampText } from '../drawing/timestamp-text.ts';
import type { Clock } from '../system/clock.ts';
import type { CameraSource, CaptureSettings } from './source.ts';

/** Turns, mirrors and labels one JPEG by decoding and encoding it. */
export type TransformJpeg = (
  jpeg: Buffer,
  options: Pick<CaptureSettings, 'rotation' | 'hflip' | 'vflip' | 'quality'> & { timestampText?: string },
) => Promise<Buffer>;

interface FramePreparationOptions {
  settings: CaptureSettings;
  draws: CameraSource['draws'];
  transform: TransformJpeg;
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
  readonly #passesThrough: boolean;
  #isBusy = false;
  #waiting: ArrivedFrame | null = null;
  #isClosed = false;

  constructor(options: FramePreparationOptions) {
    const { settings, draws } = options;
    const needsTurning = (settings.rotation !== 0 || settings.hflip || settings.vflip) && !draws.rotationAndFlips;
    const needsTimestamp = settings.overlay_timestamp && !draws.timestamp;
    this.#options = options;
    this.#passesThrough = !needsTurning && !needsTimestamp;
  }

  push(jpeg: Buffer): void {
    const { clock, onFrame } = this.#options;
    const capturedAtMicroseconds = clock.nowMicroseconds();
    const monotonicMilliseconds = clock.monotonicMilliseconds();
    if (this.#passesThrough) {
      onFrame(jpeg, capturedAtMicroseconds, monotonicMilliseconds);
      return;
    }
    this.#waiting = { jpeg, capturedAtMicroseconds, monotonicMilliseconds };
    if (!this.#isBusy) {
      void this.#work();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = null;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let frame = this.#waiting; frame !== null && !this.#isClosed; frame = this.#waiting) {
      this.#waiting = null;
      const jpeg = await this.#transform(frame).catch(() => null); // a picture that cannot be decoded is not shown
      if (jpeg !== null && !this.#isClosed) {
        this.#options.onFrame(jpeg, frame.capturedAtMicroseconds, frame.monotonicMilliseconds);
      }
    }
    this.#isBusy = false;
  }

  #transform(frame: ArrivedFrame): Promise<Buffer> {
    const { settings, draws, transform } = this.#options;
    const turning = draws.rotationAndFlips ? { rotation: 0 as const, hflip: false, vflip: false } : settings;
    return transform(frame.jpeg, {
      rotation: turning.rotation,
      hflip: turning.hflip,
      vflip: turning.vflip,
      quality: settings.quality,
      ...(settings.overlay_timestamp && !draws.timestamp ? { timestampText: timestampText(frame.capturedAtMicroseconds) } : {}),
    });
  }
}
