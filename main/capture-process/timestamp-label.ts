import type { Frame } from 'node-av/lib';
import { BitmapFont } from '../drawing/bitmap-font.ts';
import type { GlyphAtlas } from '../drawing/glyph-atlas.ts';
import { TIMESTAMP_CHARACTERS } from '../drawing/timestamp-text.ts';

/** What is left of the picture behind the text. */
const PANEL_TRANSPARENCY = 0.5;
const NO_COLOR = 128;

/** Writes the time into the lower left corner of pictures, white on a darkened panel, into their YUV 4:2:0 planes. */
export class TimestampLabel {
  readonly #atlas: GlyphAtlas;
  #font: BitmapFont | null = null;
  #fontFor = '';

  constructor(atlas: GlyphAtlas) {
    this.#atlas = atlas;
  }

  /** @param picture writable, full range */
  draw(picture: Frame, text: string): void {
    const { width, height, data, linesize } = picture;
    const [luma, ...chroma] = data ?? [];
    if (luma === undefined) {
      throw new Error('the picture has no planes');
    }
    const font = this.#fontOf(width, height, text.length);
    const line = font.line(text);
    const padding = Math.round(font.lineHeightPixels / 4);
    // From even pixels to even pixels: one colour sample belongs to two by two of them.
    const left = evenBelow(padding);
    const top = evenBelow(Math.max(0, height - font.lineHeightPixels - padding * 2));
    const right = Math.min(evenBelow(width), left + evenBelow(line.widthPixels + padding * 2));
    const bottom = Math.min(evenBelow(height), top + evenBelow(font.lineHeightPixels + padding));
    const textTop = top + Math.round(padding / 2);
    const coverage = (row: number, column: number): number => {
      const textRow = row - textTop;
      const textColumn = column - left - padding;
      const isText = textRow >= 0 && textRow < line.heightPixels && textColumn >= 0 && textColumn < line.widthPixels;
      return isText ? line.pixels[textRow * line.widthPixels + textColumn]! / 255 : 0;
    };
    blend(luma, linesize[0]!, { left, top, right, bottom }, 255, coverage);
    const chromaArea = { left: left / 2, top: top / 2, right: right / 2, bottom: bottom / 2 };
    for (const [index, plane] of chroma.slice(0, 2).entries()) {
      blend(plane, linesize[index + 1]!, chromaArea, NO_COLOR, (row, column) => coverage(row * 2, column * 2), NO_COLOR);
    }
  }

  #fontOf(widthPixels: number, heightPixels: number, characterCount: number): BitmapFont {
    const fontFor = `${widthPixels}x${heightPixels}, ${characterCount}`;
    if (this.#font === null || this.#fontFor !== fontFor) {
      const sizePixels = Math.min(heightPixels / 24, (widthPixels * 0.9) / (characterCount * 0.61));
      this.#font = BitmapFont.fromAtlas(this.#atlas, sizePixels, TIMESTAMP_CHARACTERS);
      this.#fontFor = fontFor;
    }
    return this.#font;
  }
}

const evenBelow = (pixels: number): number => pixels - (pixels % 2);

/** Fades an area of a plane to `panel`, and from there to `text` as far as it is covered by it. */
function blend(
  plane: Buffer,
  bytesPerRow: number,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
  text: number,
  coverage: (row: number, column: number) => number,
  panel = 0,
): void {
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const at = row * bytesPerRow + column;
      const behind = panel + (plane[at]! - panel) * PANEL_TRANSPARENCY;
      plane[at] = behind + (text - behind) * coverage(row, column) + 0.5;
    }
  }
}
