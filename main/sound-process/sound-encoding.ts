import { type OpusFrame, samplesOfFrame, samplesOfOpusFrame, samplesPerMillisecond } from '../media/sound/sound-frame.ts';
import { EncodedGrid } from './encoded-grid.ts';
import { SampleClock } from './sample-clock.ts';
import { stretched } from './sample-stretch.ts';

/** Each is given every frame, in order. */
interface SoundEncodingTakers {
  onAac(number: number, data: Buffer): void;
  onOpus(frame: OpusFrame): void;
}

/** Makes frames on their grids of what one input gives, in step with the clock. */
export class SoundEncoding {
  readonly #takers: SoundEncodingTakers;
  readonly #clock = new SampleClock();
  readonly #aac: EncodedGrid;
  /** While somebody wants it. */
  #opus: EncodedGrid | null = null;
  /** Which sample comes next, from the zero of the clock. */
  #nextSample: number | null = null;

  constructor(takers: SoundEncodingTakers) {
    this.#takers = takers;
    const take = (firstSample: number, data: Buffer): void => takers.onAac(firstSample / samplesOfFrame, data);
    this.#aac = new EncodedGrid({ encoding: 'aac', samplesOfFrame, take });
  }

  /** Begins or ends with Opus, which takes nothing of the processor while nobody wants it. */
  wantOpus(isWanted: boolean): void {
    if (isWanted && this.#opus === null) {
      const take = (firstSample: number, data: Buffer): void => this.#takers.onOpus({ firstSample, data });
      this.#opus = new EncodedGrid({ encoding: 'opus', samplesOfFrame: samplesOfOpusFrame, take });
    } else if (!isWanted) {
      this.#opus?.close();
      this.#opus = null;
    }
  }

  /** @param atMilliseconds when the last of them came */
  add(samples: Float32Array, atMilliseconds: number): void {
    const plan = this.#clock.take(samples.length, atMilliseconds);
    this.#nextSample ??= Math.round((this.#clock.nextMilliseconds ?? 0) * samplesPerMillisecond - plan.silentSamples - plan.samples);
    if (plan.silentSamples > 0) {
      this.#encode(new Float32Array(plan.silentSamples), this.#nextSample);
      this.#nextSample += plan.silentSamples;
    }
    this.#encode(stretched(samples, plan.samples), this.#nextSample);
    this.#nextSample += plan.samples;
  }

  close(): void {
    this.#aac.close();
    this.wantOpus(false);
  }

  #encode(samples: Float32Array, firstSample: number): void {
    this.#aac.add(samples, firstSample);
    this.#opus?.add(samples, firstSample);
  }
}
