import { loadArtwork } from './artwork.ts';
import type { PixelBlock } from './pixel-file.ts';

const REPLACEMENT = '\uFFFD';
/** What the font draws in one cell each; anything else would come from other fonts, at other widths. */
const DRAWABLE =
  /^(?!\p{Cn})[\u0020-\u007E\u00A1-\u00AC\u00AE-\u017F\u0218-\u021B\u0386-\u03CE\u0400-\u045F\u2013\u2014\u2018-\u201E\u2022\u2026\u2039\u203A\u20AC\u2190-\u2193\uFFFD]$/u;

/** Height of the font that the letters are rendered at, and scaled from. */
export const ATLAS_FONT_PIXELS = 72;

/** Every character that can be written, in the order of their pictures; the space needs none. */
export const ALPHABET: readonly string[] = [
  ...Array.from({ length: 0x2200 - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)),
  REPLACEMENT,
].filter((character) => DRAWABLE.test(character));

/** The text as it can be drawn: composed, blanks as spaces, unknown characters as a replacement mark. */
export function drawableText(text: string): string {
  return Array.from(text.normalize('NFC').replace(/\s/gu, ' '), (character) => (DRAWABLE.test(character) ? character : REPLACEMENT)).join(
    '',
  );
}

/** The letters of one fixed-width font at one size, of which all other sizes are made. */
export class GlyphAtlas {
  /** Width of each character at this size. */
  readonly cellWidthPixels: number;
  readonly lineHeightPixels: number;
  readonly #cells: PixelBlock;

  /** @param cells coverage, 0 to 255: the cells of ALPHABET one below the other */
  constructor(cells: PixelBlock) {
    this.#cells = cells;
    this.cellWidthPixels = cells.widthPixels;
    this.lineHeightPixels = cells.heightPixels / ALPHABET.length;
    if (!Number.isInteger(this.lineHeightPixels)) {
      throw new Error(`${cells.heightPixels} rows cannot hold ${ALPHABET.length} characters`);
    }
  }

  static async load(): Promise<GlyphAtlas> {
    return new GlyphAtlas(await loadArtwork('glyphs'));
  }

  /** Null for what needs no picture, or has none. */
  cell(character: string): PixelBlock | null {
    const index = ALPHABET.indexOf(character);
    if (index === -1) {
      return null;
    }
    const { pixels, widthPixels } = this.#cells;
    const cellBytes = widthPixels * this.lineHeightPixels;
    return {
      pixels: pixels.subarray(index * cellBytes, (index + 1) * cellBytes),
      widthPixels,
      heightPixels: this.lineHeightPixels,
      channels: 1,
    };
  }
}
