import { loadArtwork } from '../drawing/artwork.ts';
import { BitmapFont } from '../drawing/bitmap-font.ts';
import { encodeJpeg } from '../drawing/encode-jpeg.ts';
import { drawableText, GlyphAtlas } from '../drawing/glyph-atlas.ts';
import type { Color, Raster } from '../drawing/raster.ts';
import { resize } from '../drawing/resample.ts';
import { Sprite } from '../drawing/sprite.ts';
import { wrapText } from '../drawing/wrap-text.ts';
import type { PlaceholderRequest } from './request.ts';

interface Layout {
  titleFont: BitmapFont;
  bodyFont: BitmapFont;
  titleLines: string[];
  bodyLines: string[];
  gapPixels: number;
}

const TITLE_COLOR: Color = { red: 242, green: 239, blue: 233 };
const NIGHT_CENTER: Color = { red: 0x2b, green: 0x36, blue: 0x42 };
const NIGHT_EDGE: Color = { red: 0x14, green: 0x1a, blue: 0x21 };
const BODY_COLOR: Color = { red: 178, green: 190, blue: 202 };
/** Of the picture's height, for icon and text together. */
const USABLE_HEIGHT = 0.9;
const ICON_HEIGHT = 0.26;
const SMALLEST_FONT_PIXELS = 8;

/** Draws the picture that stands for a camera which gives none: says what is the matter, why, and since when. */
export async function drawPlaceholder({
  widthPixels,
  heightPixels,
  title,
  lines,
  quality,
}: Omit<PlaceholderRequest, 'kind'>): Promise<Buffer> {
  const layout = fit(await GlyphAtlas.load(), drawableText(title), lines.map(drawableText), widthPixels, heightPixels);
  const { titleFont, bodyFont, titleLines, bodyLines, gapPixels } = layout;
  const iconPixels = Math.max(1, Math.round(Math.min(heightPixels * ICON_HEIGHT, widthPixels * 0.4)));
  const textPixels = textHeight(layout);
  let top = Math.max(0, Math.round((heightPixels - iconPixels - gapPixels - textPixels) / 2));
  const raster = background(widthPixels, heightPixels);
  const icon = new Sprite(resize(await loadArtwork('camera-off'), iconPixels, iconPixels));
  icon.draw(raster, Math.round((widthPixels - iconPixels) / 2), top);
  top += iconPixels + gapPixels;
  const write = (font: BitmapFont, color: Color, texts: readonly string[]): void => {
    for (const text of texts) {
      font.write(raster, text, (widthPixels - font.measure(text)) / 2, top, color);
      top += font.lineHeightPixels;
    }
  };
  write(titleFont, TITLE_COLOR, titleLines);
  top += gapPixels;
  write(bodyFont, BODY_COLOR, bodyLines);
  return encodeJpeg(raster, quality);
}

/** The largest text that fits; what is too long even at the smallest size is cut off at the bottom. */
function fit(atlas: GlyphAtlas, title: string, lines: readonly string[], widthPixels: number, heightPixels: number): Layout {
  const available = heightPixels * (USABLE_HEIGHT - ICON_HEIGHT);
  const largest = Math.min(heightPixels * 0.075, widthPixels * 0.055);
  for (let size = largest; ; size *= 0.85) {
    const isSmallest = size <= SMALLEST_FONT_PIXELS;
    const titleFont = BitmapFont.fromAtlas(atlas, Math.max(size, SMALLEST_FONT_PIXELS), title);
    const bodyFont = BitmapFont.fromAtlas(atlas, Math.max(size * 0.7, SMALLEST_FONT_PIXELS), lines.join(''));
    const perLine = (font: BitmapFont): number => Math.floor((widthPixels * 0.92) / font.cellWidthPixels);
    const layout = {
      titleFont,
      bodyFont,
      titleLines: wrapText(title, perLine(titleFont)),
      bodyLines: lines.flatMap((line) => wrapText(line, perLine(bodyFont))),
      gapPixels: Math.round(size * 0.6),
    };
    if (isSmallest || textHeight(layout) + layout.gapPixels <= available) {
      return layout;
    }
  }
}

function textHeight({ titleFont, bodyFont, titleLines, bodyLines, gapPixels }: Layout): number {
  return titleLines.length * titleFont.lineHeightPixels + gapPixels + bodyLines.length * bodyFont.lineHeightPixels;
}

/** Calm and dark: a gradient from a little above the middle outwards. */
function background(widthPixels: number, heightPixels: number): Raster {
  const pixels = Buffer.allocUnsafe(widthPixels * heightPixels * 3);
  for (let row = 0, at = 0; row < heightPixels; row += 1) {
    const down = ((row + 0.5) / heightPixels - 0.4) / 0.8;
    for (let column = 0; column < widthPixels; column += 1, at += 3) {
      const across = ((column + 0.5) / widthPixels - 0.5) / 0.8;
      const distance = Math.min(1, Math.sqrt(across * across + down * down));
      pixels[at] = NIGHT_CENTER.red + (NIGHT_EDGE.red - NIGHT_CENTER.red) * distance + 0.5;
      pixels[at + 1] = NIGHT_CENTER.green + (NIGHT_EDGE.green - NIGHT_CENTER.green) * distance + 0.5;
      pixels[at + 2] = NIGHT_CENTER.blue + (NIGHT_EDGE.blue - NIGHT_CENTER.blue) * distance + 0.5;
    }
  }
  return { pixels, widthPixels, heightPixels };
}
