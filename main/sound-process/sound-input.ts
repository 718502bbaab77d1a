/** Where sound comes from. */
export interface SoundInput {
  close(): Promise<void>;
}

export interface SoundSink {
  /** One channel of 48 kHz, each from -1 to 1. */
  onSamples(samples: Float32Array): void;
  /** Nothing more comes: why, in one sentence. Called once. */
  onEnded(reason: string): void;
}
