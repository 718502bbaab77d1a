import type { z } from 'zod';
import type { CurrentRecording, RecordingReason } from '../../shared/api.ts';
import type { Clock } from '../system/clock.ts';
import { afterAwake, Patience } from '../system/patience.ts';

export interface RunningRecordingOptions {
  recordingId: string;
  /** Relative to the data directory. */
  path: string;
  reason: RecordingReason;
  durationSeconds: number | null;
  startedAtMicroseconds: number;
  startedMonotonicMilliseconds: number;
  /** Where in the history it begins; null when with the camera's next picture. */
  fromMilliseconds: number | null;
  clock: Clock;
  /** It has lasted as long as was asked for. */
  onDurationReached: () => void;
  /** No picture for so long that the recording must not wait any more. */
  onCameraLost: () => void;
}

/** A shorter loss of the camera is a held picture; a longer one ends the recording. */
const cameraLossMilliseconds = 30_000;

/** A recording while it runs: which frames belong to it, and when it is over. */
export class RunningRecording {
  readonly #options: RunningRecordingOptions;
  #endMilliseconds: number;
  #lastFrameMilliseconds: number | null = null;
  #onFirstPicture = (): void => {};
  #cancelDuration = (): void => {};
  readonly #patience: Patience;

  constructor(options: RunningRecordingOptions) {
    const { durationSeconds, startedMonotonicMilliseconds, clock, onDurationReached, onCameraLost } = options;
    this.#options = options;
    this.#endMilliseconds = durationSeconds === null ? Infinity : startedMonotonicMilliseconds + durationSeconds * 1000;
    if (durationSeconds !== null) {
      this.#cancelDuration = clock.after(Math.max(0, this.#endMilliseconds - clock.monotonicMilliseconds()), onDurationReached);
    }
    this.#patience = new Patience(clock, onCameraLost);
    this.#patience.begin(cameraLossMilliseconds);
  }

  get recordingId(): string {
    return this.#options.recordingId;
  }

  get path(): string {
    return this.#options.path;
  }

  get reason(): RecordingReason {
    return this.#options.reason;
  }

  /** Whether the camera gave it any. */
  get hasPicture(): boolean {
    return this.#lastFrameMilliseconds !== null || this.#hasPast;
  }

  get elapsedMilliseconds(): number {
    const { clock, startedMonotonicMilliseconds } = this.#options;
    return Math.min(clock.monotonicMilliseconds(), this.#endMilliseconds) - startedMonotonicMilliseconds;
  }

  /** Of the file, with what it has from before the request. */
  get lengthMilliseconds(): number {
    return this.elapsedMilliseconds + this.#options.startedMonotonicMilliseconds - this.#fromMilliseconds;
  }

  get current(): z.infer<typeof CurrentRecording> {
    const { recordingId, path, startedAtMicroseconds, durationSeconds, reason } = this.#options;
    return {
      recording_id: recordingId,
      recording_path: path,
      started_at: new Date(startedAtMicroseconds / 1000).toISOString(),
      elapsed_seconds: Math.round(this.elapsedMilliseconds) / 1000,
      recording_duration: durationSeconds,
      reason,
    };
  }

  /** Is told of each of the camera's frames; those from before the beginning or after the end are not part of it, except that one is needed. */
  frame(capturedMilliseconds: number): void {
    const isFirst = this.#lastFrameMilliseconds === null && !this.#hasPast;
    if (capturedMilliseconds >= this.#options.startedMonotonicMilliseconds && (capturedMilliseconds < this.#endMilliseconds || isFirst)) {
      this.#lastFrameMilliseconds = capturedMilliseconds;
      this.#patience.sign();
      this.#onFirstPicture();
    }
  }

  /**
   * Ends the recording, by the monotonic clock: now, with the last picture held until then; without
   * the pictureless end when the camera did not come back. Who asked for a recording gets one: while
   * the camera is still starting, it waits for the first picture, but not for longer than `patienceMilliseconds`.
   *
   * @returns when it ended
   */
  async end(isCameraLost: boolean, patienceMilliseconds: number): Promise<number> {
    this.#cancelDuration();
    this.#patience.end();
    const { clock } = this.#options;
    this.#endMilliseconds = Math.min(clock.monotonicMilliseconds(), this.#endMilliseconds);
    if (this.#lastFrameMilliseconds === null && !this.#hasPast && patienceMilliseconds > 0) {
      await new Promise<void>((resolve) => {
        const cancel = afterAwake(clock, patienceMilliseconds, resolve);
        this.#onFirstPicture = () => {
          cancel();
          resolve();
        };
      });
    }
    const last = this.#lastFrameMilliseconds ?? this.#endMilliseconds;
    return isCameraLost ? last : Math.max(last, this.#endMilliseconds);
  }

  get #hasPast(): boolean {
    return this.#options.fromMilliseconds !== null;
  }

  get #fromMilliseconds(): number {
    return this.#options.fromMilliseconds ?? this.#options.startedMonotonicMilliseconds;
  }
}
