import { BitmapFont, drawableText } from './bitmap-font.ts';
import { type Color, encodeJpeg, type Raster, shadeRectangle } from './raster.ts';
import { sharp } from './sharp.ts';

export interface JpegTransformOptions {
  rotation: 0 | 180;
  hflip: boolean;
  vflip: boolean;
  /** Written into the lower left corner, upright. */
  timestampText?: string;
  /** 1 to 100 */
  quality: number;
}

const WHITE: Color = { red: 255, green: 255, blue: 255 };
const BLACK: Color = { red: 0, green: 0, blue: 0 };

/**
 * Turns, mirrors and labels a picture, by decoding and encoding it.
 *
 * @throws when the JPEG cannot be decoded
 */
export async function transformJpeg(
  jpeg: Buffer,
  { rotation, hflip, vflip, timestampText, quality }: JpegTransformOptions,
): Promise<Buffer> {
  const turned = rotation === 180;
  const { data, info } = await sharp(jpeg)
    .flop(hflip !== turned)
    .flip(vflip !== turned)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raster: Raster = { pixels: data, widthPixels: info.width, heightPixels: info.height };
  if (timestampText !== undefined) {
    await label(raster, drawableText(timestampText));
  }
  return encodeJpeg(raster, quality);
}

async function label(raster: Raster, text: string): Promise<void> {
  const font = await BitmapFont.render(Math.min(raster.heightPixels / 24, (raster.widthPixels * 0.9) / (text.length * 0.61)), text);
  const padding = Math.round(font.lineHeightPixels / 4);
  const top = raster.heightPixels - font.lineHeightPixels - padding * 2;
  const panel = { left: padding, top, widthPixels: font.measure(text) + padding * 2, heightPixels: font.lineHeightPixels + padding };
  shadeRectangle(raster, panel, BLACK, 0.5);
  font.write(raster, text, panel.left + padding, top + padding / 2, WHITE);
}
