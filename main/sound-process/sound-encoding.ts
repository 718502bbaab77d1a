import { AacEncoder } from '../ffmpeg/aac-encoder.ts';
import { SampleClock } from './sample-clock.ts';
import { stretched } from './sample-stretch.ts';
import { samplesOfFrame, samplesPerMillisecond, samplesPerSecond } from '../media/sound/sound-frame.ts';

/** What was not heard for longer than that is no silence to be made: it begins anew behind it. */
const mostSilentSamples = 2 * samplesPerSecond;

/** Makes frames on the grid of what one input gives, in step with the clock. */
export class SoundEncoding {
  readonly #take: (number: number, data: Buffer) => void;
  #clock = new SampleClock();
  #encoder = new AacEncoder();
  readonly #frame = new Float32Array(samplesOfFrame);
  /** Samples in it; below zero, so many are left out, up to the first one of a frame. */
  #filled = 0;
  /** Of the first frame that went in. */
  #firstNumber: number | null = null;

  /** @param take is given each frame, in order */
  constructor(take: (number: number, data: Buffer) => void) {
    this.#take = take;
  }

  /** @param atMilliseconds when the last of them came */
  add(samples: Float32Array, atMilliseconds: number): void {
    let plan = this.#clock.take(samples.length, atMilliseconds);
    if (plan.silentSamples > mostSilentSamples) {
      this.#beginAnew();
      plan = this.#clock.take(samples.length, atMilliseconds);
    }
    if (this.#firstNumber === null) {
      const begun = Math.round((this.#clock.nextMilliseconds ?? 0) * samplesPerMillisecond - plan.silentSamples - plan.samples);
      this.#firstNumber = Math.ceil(begun / samplesOfFrame);
      this.#filled = begun - this.#firstNumber * samplesOfFrame;
    }
    if (plan.silentSamples > 0) {
      this.#fill(new Float32Array(plan.silentSamples));
    }
    this.#fill(stretched(samples, plan.samples));
  }

  close(): void {
    this.#encoder.close();
  }

  #beginAnew(): void {
    this.#encoder.close();
    this.#encoder = new AacEncoder();
    this.#clock = new SampleClock();
    this.#firstNumber = null;
    this.#filled = 0;
  }

  #fill(samples: Float32Array): void {
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
        for (const { index, data } of this.#encoder.encode(this.#frame)) {
          this.#take((this.#firstNumber ?? 0) + index, data);
        }
      }
    }
  }
}
