const levels = 32;
/** A level of brightness with fewer samples says nothing about the light. */
const leastSamples = 25;
/** Every third sample of every third row is enough. */
const step = 3;

/**
 * How bright what stood there before looks now: for each brightness of the
 * background the median of the picture there, between which is interpolated.
 * Exposure and slow light change it for the whole picture; what moves covers
 * too little to move a median.
 */
export class ToneCurve {
  readonly #histogram = new Uint16Array(levels * 256);
  readonly #counts = new Uint32Array(levels);
  /** By brightness of the background. */
  readonly values = new Float32Array(256);

  /** @param mask samples with 0 are left out; null leaves out none */
  follow(background: Float32Array, picture: Uint8Array, mask: Uint8Array | null, widthPixels: number): void {
    this.#count(background, picture, mask, widthPixels);
    const from: number[] = [];
    const to: number[] = [];
    for (let level = 0; level < levels; level += 1) {
      if (this.#counts[level]! >= leastSamples) {
        from.push(level * 8 + 4);
        to.push(this.#median(level));
      }
    }
    this.#interpolate(from, to);
  }

  #count(background: Float32Array, picture: Uint8Array, mask: Uint8Array | null, widthPixels: number): void {
    const histogram = this.#histogram;
    const counts = this.#counts;
    histogram.fill(0);
    counts.fill(0);
    for (let row = widthPixels; row < picture.length; row += step * widthPixels) {
      for (let at = row + 1; at < row + widthPixels; at += step) {
        if (mask?.[at] !== 0) {
          const level = background[at]! >> 3;
          const cell = (level << 8) | picture[at]!;
          histogram[cell] = histogram[cell]! + 1;
          counts[level] = counts[level]! + 1;
        }
      }
    }
  }

  #median(level: number): number {
    const half = this.#counts[level]! >> 1;
    let sum = 0;
    let value = 0;
    for (; value < 255; value += 1) {
      sum += this.#histogram[(level << 8) | value]!;
      if (sum > half) {
        break;
      }
    }
    return value;
  }

  #interpolate(from: readonly number[], to: readonly number[]): void {
    const { values } = this;
    if (from.length < 2) {
      const shift = from.length === 0 ? 0 : to[0]! - from[0]!;
      values.forEach((_, value) => (values[value] = value + shift));
      return;
    }
    for (let value = 0, piece = 0; value < 256; value += 1) {
      while (piece < from.length - 2 && value > from[piece + 1]!) {
        piece += 1;
      }
      const x0 = from[piece]!;
      const share = Math.min(1.5, Math.max(-0.5, (value - x0) / (from[piece + 1]! - x0)));
      values[value] = to[piece]! + (to[piece + 1]! - to[piece]!) * share;
    }
  }
}
