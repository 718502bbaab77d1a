import { samplesPerSecond } from '../media/sound/sound-frame.ts';

/** Of so many samples at once. */
const measuredSamples = samplesPerSecond / 10;
/** What sixteen bits can tell from nothing. */
export const silentDbfs = -96;

/** How loud it is, ten times a second. */
export class LevelMeter {
  readonly #tell: (dbfs: number) => void;
  #squares = 0;
  #samples = 0;

  /** @param tell is given decibels of the effective value: 0 for a square wave that is as loud as can be, down to -96 */
  constructor(tell: (dbfs: number) => void) {
    this.#tell = tell;
  }

  add(samples: Float32Array): void {
    for (const sample of samples) {
      this.#squares += sample * sample;
    }
    this.#samples += samples.length;
    if (this.#samples >= measuredSamples) {
      const dbfs = 10 * Math.log10(this.#squares / this.#samples);
      this.#squares = 0;
      this.#samples = 0;
      this.#tell(Math.round(Math.max(silentDbfs, dbfs) * 10) / 10);
    }
  }
}
