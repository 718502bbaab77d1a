import type { z } from 'zod';
import type { CurrentRecording } from '../../shared/api.ts';
import type { Frame } from '../frames/frame.ts';
import type { Clock } from '../system/clock.ts';

/** Where frames go; the media process's side of a recording. */
export interface FrameWriter {
  write(frame: Frame): void;
}

export interface RunningRecordingOptions {
  recordingId: string;
  /** Relative to the data directory. */
  path: string;
  durationSeconds: number | null;
  startedAtMicroseconds: number;
  startedMonotonicMilliseconds: number;
  /** It has no picture from before; earlier than the request when it has pre-roll. */
  fromMilliseconds: number;
  clock: Clock;
  writer: FrameWriter;
  /** It has lasted as long as was asked for. */
  onDurationReached: () => void;
  /** No picture for so long that the recording must not wait any more. */
  onCameraLost: () => void;
}

/** A shorter loss of the camera is a held picture; a longer one ends the recording. */
const cameraLossMilliseconds = 30_000;
const checkMilliseconds = 1000;

/** A recording while it runs: which frames belong to it, and when it is over. */
export class RunningRecording {
  readonly #options: RunningRecordingOptions;
  readonly #endMilliseconds: number;
  #lastFrameMilliseconds: number | null = null;
  #cancelDuration = (): void => {};
  #cancelCheck = (): void => {};

  constructor(options: RunningRecordingOptions) {
    const { durationSeconds, startedMonotonicMilliseconds, clock, onDurationReached } = options;
    this.#options = options;
    this.#endMilliseconds = durationSeconds === null ? Infinity : startedMonotonicMilliseconds + durationSeconds * 1000;
    if (durationSeconds !== null) {
      this.#cancelDuration = clock.after(Math.max(0, this.#endMilliseconds - clock.monotonicMilliseconds()), onDurationReached);
    }
    this.#scheduleCheck();
  }

  get recordingId(): string {
    return this.#options.recordingId;
  }

  get path(): string {
    return this.#options.path;
  }

  get elapsedMilliseconds(): number {
    const { clock, startedMonotonicMilliseconds } = this.#options;
    return Math.min(clock.monotonicMilliseconds(), this.#endMilliseconds) - startedMonotonicMilliseconds;
  }

  /** Of the file, with what it has from before the request. */
  get lengthMilliseconds(): number {
    const { startedMonotonicMilliseconds, fromMilliseconds } = this.#options;
    return this.elapsedMilliseconds + startedMonotonicMilliseconds - fromMilliseconds;
  }

  get current(): z.infer<typeof CurrentRecording> {
    const { recordingId, path, startedAtMicroseconds, durationSeconds } = this.#options;
    return {
      recording_id: recordingId,
      recording_path: path,
      started_at: new Date(startedAtMicroseconds / 1000).toISOString(),
      elapsed_seconds: Math.round(this.elapsedMilliseconds) / 1000,
      recording_duration: durationSeconds,
    };
  }

  /** Takes each of the camera's frames; those from before the beginning or after the end are not part of it. */
  frame(frame: Frame): void {
    const at = frame.monotonicMilliseconds;
    if (at >= this.#options.fromMilliseconds && at < this.#endMilliseconds) {
      this.#lastFrameMilliseconds = at;
      this.#options.writer.write(frame);
    }
  }

  /**
   * When the recording ends that is ended now, by the monotonic clock: now, with the last picture
   * held until then; without the pictureless end when the camera did not come back.
   */
  end(isCameraLost: boolean): number {
    const now = Math.min(this.#options.clock.monotonicMilliseconds(), this.#endMilliseconds);
    return isCameraLost ? (this.#lastFrameMilliseconds ?? now) : now;
  }

  close(): void {
    this.#cancelDuration();
    this.#cancelCheck();
  }

  #scheduleCheck(): void {
    const { clock, startedMonotonicMilliseconds, onCameraLost } = this.#options;
    this.#cancelCheck = clock.after(checkMilliseconds, () => {
      const silentMilliseconds = clock.monotonicMilliseconds() - (this.#lastFrameMilliseconds ?? startedMonotonicMilliseconds);
      if (silentMilliseconds >= cameraLossMilliseconds) {
        onCameraLost();
      } else {
        this.#scheduleCheck();
      }
    });
  }
}
