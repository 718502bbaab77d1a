import sharp from 'sharp';

/** A small real JPEG of one colour. */
export function tinyJpeg(widthPixels = 64, heightPixels = 48, background = '#3366aa'): Promise<Buffer> {
  return sharp({ create: { width: widthPixels, height: heightPixels, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
