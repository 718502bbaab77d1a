import { SoundEncoder } from '../ffmpeg/sound-encoder.ts';
import { FrameGrid } from './frame-grid.ts';

interface EncodedGridOptions {
  readonly encoding: 'aac' | 'opus';
  readonly samplesOfFrame: number;
  /** Is given each frame, in order, and which sample is the first one in it. */
  readonly take: (firstSample: number, data: Buffer) => void;
}

/** What is heard, encoded in frames that stand on a grid. */
export class EncodedGrid {
  readonly #encoder: SoundEncoder;
  readonly #grid: FrameGrid;
  /** Of the first frame that went in. */
  #origin: number | null = null;

  constructor({ encoding, samplesOfFrame, take }: EncodedGridOptions) {
    const encoder = new SoundEncoder(encoding);
    this.#encoder = encoder;
    this.#grid = new FrameGrid(samplesOfFrame, (samples, firstSample) => {
      this.#origin ??= firstSample;
      for (const output of encoder.encode(samples)) {
        take(this.#origin + output.firstSample, output.data);
      }
    });
  }

  add(samples: Float32Array, firstSample: number): void {
    this.#grid.add(samples, firstSample);
  }

  close(): void {
    this.#encoder.close();
  }
}
