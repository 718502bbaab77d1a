/** Cuts samples into frames of one length, which stand on a grid: frame number n has the samples from n times that length on. */
export class FrameGrid {
  readonly #take: (samples: Float32Array, firstSample: number) => void;
  readonly #frame: Float32Array;
  /** Of the frame that is being filled; null before the first sample. */
  #firstSample: number | null = null;
  /** Samples in it; below zero, so many are left out, up to the first one of a frame. */
  #filled = 0;

  /** @param take is given each frame, in order, to be read at once, and which sample is its first one */
  constructor(samplesOfFrame: number, take: (samples: Float32Array, firstSample: number) => void) {
    this.#take = take;
    this.#frame = new Float32Array(samplesOfFrame);
  }

  /** @param firstSample which one is the first of them; what comes first says where the others are */
  add(samples: Float32Array, firstSample: number): void {
    const samplesOfFrame = this.#frame.length;
    if (this.#firstSample === null) {
      this.#firstSample = Math.ceil(firstSample / samplesOfFrame) * samplesOfFrame;
      this.#filled = firstSample - this.#firstSample;
    }
    let at = 0;
    if (this.#filled < 0) {
      at = Math.min(-this.#filled, samples.length);
      this.#filled += at;
    }
    while (at < samples.length) {
      const count = Math.min(samplesOfFrame - this.#filled, samples.length - at);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === samplesOfFrame) {
        this.#filled = 0;
        this.#take(this.#frame, this.#firstSample);
        this.#firstSample += samplesOfFrame;
      }
    }
  }
}
