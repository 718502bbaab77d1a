import { ATLAS_FONT_PIXELS, type GlyphAtlas } from './glyph-atlas.ts';
import type { PixelBlock } from './pixel-file.ts';
import type { Color, Raster } from './raster.ts';
import { resize } from './resample.ts';

/** A fixed-width font whose characters were scaled once, so that writing with it costs next to nothing. */
export class BitmapFont {
  /** Width of each character. */
  readonly cellWidthPixels: number;
  readonly lineHeightPixels: number;
  /** Coverage of each pixel of a character's cell, 0 to 255. */
  readonly #masks: ReadonlyMap<string, Uint8Array>;

  private constructor(cellWidthPixels: number, lineHeightPixels: number, masks: ReadonlyMap<string, Uint8Array>) {
    this.cellWidthPixels = cellWidthPixels;
    this.lineHeightPixels = lineHeightPixels;
    this.#masks = masks;
  }

  /**
   * @param sizePixels height of the font, at least 4
   * @param text every character that will be written
   */
  static fromAtlas(atlas: GlyphAtlas, sizePixels: number, text: string): BitmapFont {
    const scale = Math.max(4, sizePixels) / ATLAS_FONT_PIXELS;
    const cellWidth = Math.round(atlas.cellWidthPixels * scale);
    const lineHeight = Math.round(atlas.lineHeightPixels * scale);
    const masks = new Map<string, Uint8Array>();
    for (const character of new Set(text)) {
      const cell = atlas.cell(character);
      if (cell !== null) {
        masks.set(character, resize(cell, cellWidth, lineHeight).pixels);
      }
    }
    return new BitmapFont(cellWidth, lineHeight, masks);
  }

  /** Width of one line of text. */
  measure(text: string): number {
    return [...text].length * this.cellWidthPixels;
  }

  /** Coverage of the pixels of one line of text, 0 to 255, row by row. */
  line(text: string): PixelBlock {
    const widthPixels = this.measure(text);
    const pixels = Buffer.alloc(widthPixels * this.lineHeightPixels);
    for (const [index, character] of [...text].entries()) {
      const mask = this.#masks.get(character);
      for (let row = 0; mask !== undefined && row < this.lineHeightPixels; row += 1) {
        pixels.set(
          mask.subarray(row * this.cellWidthPixels, (row + 1) * this.cellWidthPixels),
          row * widthPixels + index * this.cellWidthPixels,
        );
      }
    }
    return { pixels, widthPixels, heightPixels: this.lineHeightPixels, channels: 1 };
  }

  /** Writes one line; what lies outside the picture, or was not rendered, is left out. */
  write(raster: Raster, text: string, left: number, top: number, color: Color): void {
    let cellLeft = Math.round(left);
    for (const character of text) {
      const mask = this.#masks.get(character);
      if (mask !== undefined) {
        this.#stamp(raster, mask, cellLeft, Math.round(top), color);
      }
      cellLeft += this.cellWidthPixels;
    }
  }

  #stamp({ pixels, widthPixels, heightPixels }: Raster, mask: Uint8Array, left: number, top: number, { red, green, blue }: Color): void {
    const cellWidth = this.cellWidthPixels;
    const firstColumn = Math.max(0, -left);
    const lastColumn = Math.min(cellWidth, widthPixels - left);
    const lastRow = Math.min(this.lineHeightPixels, heightPixels - top);
    for (let row = Math.max(0, -top); row < lastRow; row += 1) {
      let at = ((top + row) * widthPixels + left + firstColumn) * 3;
      for (let column = firstColumn; column < lastColumn; column += 1, at += 3) {
        const coverage = mask[row * cellWidth + column]!;
        if (coverage !== 0) {
          const opacity = coverage / 255;
          pixels[at] = pixels[at]! + (red - pixels[at]!) * opacity;
          pixels[at + 1] = pixels[at + 1]! + (green - pixels[at + 1]!) * opacity;
          pixels[at + 2] = pixels[at + 2]! + (blue - pixels[at + 2]!) * opacity;
        }
      }
    }
  }
}
