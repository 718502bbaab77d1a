import { BitmapFont, drawableText } from './bitmap-font.ts';
import { type Color, encodeJpeg, rasterFromSvg } from './raster.ts';
import { wrapText } from './wrap-text.ts';

export interface PlaceholderOptions {
  widthPixels: number;
  heightPixels: number;
  /** What is the matter, in a few words. */
  title: string;
  /** Why, and since when; each wrapped where it is too long. */
  lines: readonly string[];
  /** JPEG quality, 1 to 100 */
  quality: number;
}

interface Layout {
  titleFont: BitmapFont;
  bodyFont: BitmapFont;
  titleLines: string[];
  bodyLines: string[];
  gapPixels: number;
}

const TITLE_COLOR: Color = { red: 242, green: 239, blue: 233 };
const BODY_COLOR: Color = { red: 178, green: 190, blue: 202 };
/** Of the picture's height, for icon and text together. */
const USABLE_HEIGHT = 0.9;
const ICON_HEIGHT = 0.26;
const SMALLEST_FONT_PIXELS = 8;

/** Draws the picture that stands for a camera which gives none: says what is the matter, why, and since when. */
export async function drawPlaceholder({ widthPixels, heightPixels, title, lines, quality }: PlaceholderOptions): Promise<Buffer> {
  const layout = await fit(drawableText(title), lines.map(drawableText), widthPixels, heightPixels);
  const { titleFont, bodyFont, titleLines, bodyLines, gapPixels } = layout;
  const iconPixels = Math.round(Math.min(heightPixels * ICON_HEIGHT, widthPixels * 0.4));
  const textPixels = textHeight(layout);
  let top = Math.max(0, Math.round((heightPixels - iconPixels - gapPixels - textPixels) / 2));
  const raster = await rasterFromSvg(backgroundSvg(widthPixels, heightPixels, iconPixels, top), widthPixels, heightPixels);
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
async function fit(title: string, lines: readonly string[], widthPixels: number, heightPixels: number): Promise<Layout> {
  const available = heightPixels * (USABLE_HEIGHT - ICON_HEIGHT);
  const largest = Math.min(heightPixels * 0.075, widthPixels * 0.055);
  for (let size = largest; ; size *= 0.85) {
    const isSmallest = size <= SMALLEST_FONT_PIXELS;
    const titleFont = await BitmapFont.render(Math.max(size, SMALLEST_FONT_PIXELS), title);
    const bodyFont = await BitmapFont.render(Math.max(size * 0.7, SMALLEST_FONT_PIXELS), lines.join(''));
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

/** Calm and dark, with a paw in a crossed-out lens, drawn in 100 by 100 units. */
function backgroundSvg(widthPixels: number, heightPixels: number, iconPixels: number, iconTop: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPixels}" height="${heightPixels}">
  <defs><radialGradient id="night" cx="0.5" cy="0.4" r="0.8"><stop offset="0" stop-color="#2b3642"/><stop offset="1" stop-color="#141a21"/></radialGradient></defs>
  <rect width="100%" height="100%" fill="url(#night)"/>
  <g transform="translate(${(widthPixels - iconPixels) / 2} ${iconTop}) scale(${iconPixels / 100})" fill="none" stroke-linecap="round">
    <circle cx="50" cy="50" r="44" stroke="#5f7387" stroke-width="5"/>
    <g fill="#8ea2b5"><ellipse cx="50" cy="62" rx="16" ry="13"/><ellipse cx="28" cy="48" rx="6.500" ry="8.500" transform="rotate(-24 28 48)"/><ellipse cx="41" cy="34" rx="6.500" ry="9"/>
      <ellipse cx="59" cy="34" rx="6.500" ry="9"/><ellipse cx="72" cy="48" rx="6.500" ry="8.500" transform="rotate(24 72 48)"/></g>
    <path d="M18 82L82 18" stroke="#1b222a" stroke-width="12"/><path d="M18 82L82 18" stroke="#e0795b" stroke-width="6"/>
  </g>
</svg>`;
}
