/** Each further frame that did not come is softer than the one before by so much. */
const fade = 0.5;
/** Softer than that is silence. */
const leastGain = 0.1;
/** 2.5 ms, in which one sound goes over into another: no click is heard. */
const overlapSamples = 120;

/**
 * Fills what was lost of a voice: the frame before it sounds again, backwards, so that it goes on where it ended, and
 * softer each time, up to silence. A voice stays whole where a frame is lost here and there; more than some 80 ms are a gap.
 */
export class Concealment {
  #last: Float32Array = new Float32Array(0);
  #gain = 0;

  /** @returns what is to be played of a frame that came */
  heard(samples: Float32Array): Float32Array {
    const played = this.#gain < 1 && this.#last.length > 0 ? blended(this.#mirrored(samples.length), samples) : samples;
    this.#last = Float32Array.from(samples);
    this.#gain = 1;
    return played;
  }

  /** @returns what is to be played in place of so many samples that did not come */
  lost(count: number): Float32Array {
    const before = this.#gain;
    this.#gain = before * fade;
    if (this.#gain < leastGain) {
      this.#gain = 0;
    }
    const mirrored = this.#mirrored(count, 1);
    const after = this.#gain;
    this.#last = mirrored;
    return mirrored.map((sample, index) => sample * (before + ((after - before) * index) / count));
  }

  /** A voice has ended: what comes next begins with nothing. */
  reset(): void {
    this.#last = new Float32Array(0);
    this.#gain = 0;
  }

  #mirrored(count: number, gain = this.#gain): Float32Array {
    const last = this.#last;
    return Float32Array.from({ length: count }, (_, index) => {
      const place = index % (2 * Math.max(1, last.length));
      const at = place < last.length ? last.length - 1 - place : place - last.length;
      return (last[at] ?? 0) * gain;
    });
  }
}

function blended(from: Float32Array, to: Float32Array): Float32Array {
  return to.map((sample, index) => {
    const share = Math.min(1, index / overlapSamples);
    return sample * share + (from[index] ?? 0) * (1 - share);
  });
}
