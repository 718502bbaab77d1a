/** Smooths a grey picture: each sample becomes the mean of the 3 by 3 around it, the edge repeated. Room is made once. */
export class MeanFilter {
  readonly #widthPixels: number;
  readonly #heightPixels: number;
  readonly #rows: Uint16Array;

  constructor(widthPixels: number, heightPixels: number) {
    this.#widthPixels = widthPixels;
    this.#heightPixels = heightPixels;
    this.#rows = new Uint16Array(widthPixels * heightPixels);
  }

  /** @param into as long as `samples`, and not the same */
  apply(samples: Uint8Array, into: Uint8Array): void {
    const width = this.#widthPixels;
    const height = this.#heightPixels;
    const rows = this.#rows;
    for (let start = 0; start < width * height; start += width) {
      const end = start + width - 1;
      rows[start] = samples[start]! * 2 + samples[start + 1]!;
      for (let at = start + 1; at < end; at += 1) {
        rows[at] = samples[at - 1]! + samples[at]! + samples[at + 1]!;
      }
      rows[end] = samples[end - 1]! + samples[end]! * 2;
    }
    for (let y = 0; y < height; y += 1) {
      const start = y * width;
      const above = y === 0 ? start : start - width;
      const below = y === height - 1 ? start : start + width;
      for (let x = 0; x < width; x += 1) {
        into[start + x] = ((rows[above + x]! + rows[start + x]! + rows[below + x]!) * ninth) >> 16;
      }
    }
  }
}

/** One ninth in 1/65536, rounded up: exact for sums of nine samples. */
const ninth = 7282;
