import { type OpusFrame, samplesOfFrame, samplesOfOpusFrame, samplesPerMillisecond, samplesPerSecond } from '../media/sound/sound-frame.ts';
import { EncodedGrid } from './encoded-grid.ts';
import { SampleClock } from './sample-clock.ts';
import { stretched } from './sample-stretch.ts';

/** What was not heard for longer than that is no silence to be made: it begins anew behind it. */
const mostSilentSamples = 2 * samplesPerSecond;

/** Each is given every frame, in order. */
interface SoundEncodingTakers {
  onAac(number: number, data: Buffer): void;
  onOpus(frame: OpusFrame): void;
}

/** Makes frames on their grids of what one input gives, in step with the clock. */
export class SoundEncoding {
  readonly #takers: SoundEncodingTakers;
  #clock = new SampleClock();
  /** Unless it comes as AAC. */
  #aac: EncodedGrid | null;
  /** While somebody wants it. */
  #opus: EncodedGrid | null = null;
  /** Which sample comes next, from the zero of the clock. */
  #nextSample: number | null = null;

  constructor(takers: SoundEncodingTakers) {
    this.#takers = takers;
    this.#aac = this.#makeAac();
  }

  /** Begins or ends with Opus, which takes nothing of the processor while nobody wants it. */
  wantOpus(isWanted: boolean): void {
    if (isWanted && this.#opus === null) {
      this.#beginUnlessRunning();
      const take = (firstSample: number, data: Buffer): void => this.#takers.onOpus({ firstSample, data });
      this.#opus = new EncodedGrid({ encoding: 'opus', samplesOfFrame: samplesOfOpusFrame, take });
    } else if (!isWanted) {
      this.#opus?.close();
      this.#opus = null;
    }
  }

  /** Whether AAC is made of the samples, as at first; else it comes as such. */
  wantAac(isWanted: boolean): void {
    if (isWanted && this.#aac === null) {
      this.#beginUnlessRunning();
      this.#aac = this.#makeAac();
    } else if (!isWanted) {
      this.#aac?.close();
      this.#aac = null;
    }
  }

  /**
   * @param atMilliseconds when the last of them came
   * @param isTold it is said when they were heard, to be taken as it is
   */
  add(samples: Float32Array, atMilliseconds: number, isTold = false): void {
    let plan = this.#clock.take(samples.length, atMilliseconds, isTold);
    if (plan.silentSamples > mostSilentSamples) {
      this.#beginAnew();
      plan = this.#clock.take(samples.length, atMilliseconds, isTold);
    }
    this.#nextSample ??= Math.round((this.#clock.nextMilliseconds ?? 0) * samplesPerMillisecond - plan.silentSamples - plan.samples);
    if (plan.silentSamples > 0) {
      this.#encode(new Float32Array(plan.silentSamples), this.#nextSample);
      this.#nextSample += plan.silentSamples;
    }
    this.#encode(stretched(samples, plan.samples), this.#nextSample);
    this.#nextSample += plan.samples;
  }

  close(): void {
    this.wantAac(false);
    this.wantOpus(false);
  }

  #makeAac(): EncodedGrid {
    const take = (firstSample: number, data: Buffer): void => this.#takers.onAac(firstSample / samplesOfFrame, data);
    return new EncodedGrid({ encoding: 'aac', samplesOfFrame, take });
  }

  #beginAnew(): void {
    const isOpusWanted = this.#opus !== null;
    const isAacWanted = this.#aac !== null;
    this.close();
    this.wantAac(isAacWanted);
    this.wantOpus(isOpusWanted);
  }

  /** Nothing was made of the samples up to now, and some may never have come here. */
  #beginUnlessRunning(): void {
    if (this.#aac === null && this.#opus === null) {
      this.#clock = new SampleClock();
      this.#nextSample = null;
    }
  }

  #encode(samples: Float32Array, firstSample: number): void {
    this.#aac?.add(samples, firstSample);
    this.#opus?.add(samples, firstSample);
  }
}
