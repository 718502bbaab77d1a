import type { CameraSound } from '../media/sound/protocol.ts';

/** Where sound comes from. */
export interface SoundInput {
  close(): Promise<void>;
  /** Where it is the camera that sends it. */
  add?(sound: CameraSound): void;
}

/** When the last of the samples was heard, by the main process's monotonic clock. */
export interface Heard {
  readonly atMilliseconds: number;
  /** As the camera says it; else as they came. */
  readonly isTold: boolean;
  /** They are passed on as AAC already. */
  readonly isPassed: boolean;
}

export interface SoundSink {
  /**
   * One channel of 48 kHz, each from -1 to 1.
   *
   * @param heard just now where it is left out
   */
  onSamples(samples: Float32Array, heard?: Heard): void;
  /** A frame of the grid of AAC, as it came. */
  onAac(number: number, data: Buffer): void;
  /** Whether somebody needs the samples of what is passed on. */
  areSamplesWanted(): boolean;
  /** Nothing more comes: why, in one sentence. Called once. */
  onEnded(reason: string): void;
}
