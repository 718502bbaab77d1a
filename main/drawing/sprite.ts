import type { PixelBlock } from './pixel-file.ts';
import type { Raster } from './raster.ts';

/** A small picture with transparent parts, laid out so that drawing it copies rows and blends only the edges. */
export class Sprite {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly #pixels: Buffer;
  /** Opaque stretches: row, column and length of each, one after another. */
  readonly #stretches: Int32Array;
  /** Translucent pixels: offset into `#pixels` in pixels, and opacity 1 to 254, one after another. */
  readonly #edges: Int32Array;

  /** @param picture of four channels */
  constructor({ pixels: rgba, widthPixels, heightPixels }: PixelBlock) {
    this.widthPixels = widthPixels;
    this.heightPixels = heightPixels;
    this.#pixels = Buffer.allocUnsafe(widthPixels * heightPixels * 3);
    const stretches: number[] = [];
    const edges: number[] = [];
    for (let row = 0; row < heightPixels; row += 1) {
      let opaqueSince = -1;
      for (let column = 0; column <= widthPixels; column += 1) {
        const index = row * widthPixels + column;
        const opacity = column < widthPixels ? rgba[index * 4 + 3]! : 0;
        if (opacity !== 0) {
          this.#pixels[index * 3] = rgba[index * 4]!;
          this.#pixels[index * 3 + 1] = rgba[index * 4 + 1]!;
          this.#pixels[index * 3 + 2] = rgba[index * 4 + 2]!;
        }
        if (opacity === 255 && opaqueSince === -1) {
          opaqueSince = column;
        } else if (opacity !== 255) {
          if (opaqueSince !== -1) {
            stretches.push(row, opaqueSince, column - opaqueSince);
            opaqueSince = -1;
          }
          if (opacity !== 0) {
            edges.push(index, opacity);
          }
        }
      }
    }
    this.#stretches = Int32Array.from(stretches);
    this.#edges = Int32Array.from(edges);
  }

  /** Draws the sprite, which must lie wholly on the picture. @param left, top whole pixels */
  draw(raster: Raster, left: number, top: number): void {
    const { pixels, widthPixels: rasterWidth } = raster;
    const stretches = this.#stretches;
    for (let index = 0; index < stretches.length; index += 3) {
      const row = stretches[index]!;
      const column = stretches[index + 1]!;
      const from = (row * this.widthPixels + column) * 3;
      this.#pixels.copy(pixels, ((top + row) * rasterWidth + left + column) * 3, from, from + stretches[index + 2]! * 3);
    }
    const edges = this.#edges;
    for (let index = 0; index < edges.length; index += 2) {
      const offset = edges[index]!;
      const transparency = 1 - edges[index + 1]! / 255;
      const row = Math.trunc(offset / this.widthPixels);
      const at = ((top + row) * rasterWidth + left + (offset - row * this.widthPixels)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = this.#pixels[offset * 3 + channel]! + pixels[at + channel]! * transparency;
      }
    }
  }
}
