import { createRequire } from 'node:module';
import type { Color, Raster } from './raster.ts';
import { sharp } from './sharp.ts';

/** Fills its whole cell in this font, and so shows where the cells of a line begin and end. */
const FULL_BLOCK = '\u2588';
const REPLACEMENT = '\uFFFD';
/** What the font draws in one cell each; anything else would come from other fonts, at other widths. */
const DRAWABLE =
  /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u017F\u0218-\u021B\u0386-\u03CE\u0400-\u045F\u2013\u2014\u2018-\u201E\u2022\u2026\u2039\u203A\u20AC\u2190-\u2193\uFFFD]$/u;

const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf');

const escapeMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The text as this font can draw it: composed, blanks as spaces, unknown characters as a replacement mark. */
export function drawableText(text: string): string {
  return Array.from(text.normalize('NFC').replace(/\s/gu, ' '), (character) => (DRAWABLE.test(character) ? character : REPLACEMENT)).join(
    '',
  );
}

/** A fixed-width font whose characters were drawn once, so that writing with it costs next to nothing. */
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
  static async render(sizePixels: number, text: string): Promise<BitmapFont> {
    const characters = [...new Set(drawableText(text))].filter((character) => character !== ' ');
    // The blocks at both ends give the line the full height and width of its cells. What is drawn
    // may reach a little beyond its cell, hence the spaces.
    const line = [FULL_BLOCK, ' ', ...characters.flatMap((character) => [character, ' ']), FULL_BLOCK];
    const { data, info } = await sharp({
      text: {
        text: escapeMarkup(line.join('')),
        font: `DejaVu Sans Mono Bold ${Math.max(4, Math.round(sizePixels))}`,
        fontfile: fontFile,
        dpi: 72,
      },
    })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const cellWidth = Math.floor(info.width / line.length);
    const masks = new Map<string, Uint8Array>();
    for (const [index, character] of characters.entries()) {
      const mask = new Uint8Array(cellWidth * info.height);
      for (let row = 0; row < info.height; row += 1) {
        const rowStart = (row * info.width + (2 + index * 2) * cellWidth) * info.channels;
        for (let column = 0; column < cellWidth; column += 1) {
          mask[row * cellWidth + column] = data[rowStart + column * info.channels]!;
        }
      }
      masks.set(character, mask);
    }
    return new BitmapFont(cellWidth, info.height, masks);
  }

  /** Width of one line of text. */
  measure(text: string): number {
    return [...text].length * this.cellWidthPixels;
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
