import type { Raster } from './raster.ts';
import { sharp } from './sharp.ts';

/** A small picture with transparent parts, laid out so that drawing it copies rows and blends only the edges. */
export class Sprite {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly #pixels: Buffer;
  /** Opaque stretches: row, column and length of each, one after another. */
  readonly #stretches: Int32Array;
  /** Translucent pixels: offset into `#pixels` in pixels, and opacity 1 to 254, one after another. */
  readonly #edges: Int32Array;

  /** @param rgba four bytes a pixel, row by row; colours not multiplied by their opacity */
  constructor(rgba: Buffer, widthPixels: number, heightPixels: number) {
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
        if (column < widthPixels) {
          rgba.copy(this.#pixels, index * 3, index * 4, index * 4 + 3);
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

  /** Draws SVG without text at this size, mirrored as asked for. */
  static async fromSvg(
    svg: string,
    widthPixels: number,
    heightPixels: number,
    mirror: { leftToRight: boolean; topToBottom: boolean },
  ): Promise<Sprite> {
    const rgba = await sharp(Buffer.from(svg))
      .resize(widthPixels, heightPixels, { fit: 'fill' })
      .ensureAlpha()
      .flop(mirror.leftToRight)
      .flip(mirror.topToBottom)
      .raw()
      .toBuffer();
    return new Sprite(rgba, widthPixels, heightPixels);
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
      const opacity = edges[index + 1]! / 255;
      const row = Math.trunc(offset / this.widthPixels);
      const at = ((top + row) * rasterWidth + left + (offset - row * this.widthPixels)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = pixels[at + channel]! + (this.#pixels[offset * 3 + channel]! - pixels[at + channel]!) * opacity;
      }
    }
  }
}
