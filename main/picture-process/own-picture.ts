import sharp, { type OverlayOptions } from 'sharp';
import type { PicturePart } from '../pictures/protocol.ts';

sharp.cache(false);
sharp.concurrency(1);

const longestSidePixels = 1024;
const quality = 85;
/** More takes more memory than a Raspberry Pi has to spare. */
const mostPixels = 60_000_000;

/**
 * A JPEG of bounded size, turned as it wants to be shown, and without what else the file says: where it was taken, by whom.
 *
 * @throws Error for what is no whole JPEG or PNG
 */
export async function portrait(image: Uint8Array): Promise<Uint8Array> {
  const { format } = await sharp(image, { limitInputPixels: mostPixels }).metadata();
  if (format !== 'jpeg' && format !== 'png') {
    throw new Error(`it is ${format}, neither JPEG nor PNG`);
  }
  return sharp(image, { limitInputPixels: mostPixels, failOn: 'truncated' })
    .rotate()
    .resize(longestSidePixels, longestSidePixels, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .toBuffer();
}

/**
 * The same picture with a frame around a part, white on black so that it shows on anything.
 *
 * @throws Error for what is no JPEG
 */
export async function framedPicture(jpeg: Uint8Array, part: PicturePart): Promise<Uint8Array> {
  const { width, height } = await sharp(jpeg, { limitInputPixels: mostPixels }).metadata();
  const line = Math.max(1, Math.round(Math.min(width, height) / 180));
  const left = Math.round(part.x * width);
  const top = Math.round(part.y * height);
  const right = Math.round((part.x + part.width) * width);
  const bottom = Math.round((part.y + part.height) * height);
  const bars = (colour: string, out: number): OverlayOptions[] =>
    [
      { x: left - out, y: top - out, until: right + out, below: top - out + line },
      { x: left - out, y: bottom + out - line, until: right + out, below: bottom + out },
      { x: left - out, y: top - out, until: left - out + line, below: bottom + out },
      { x: right + out - line, y: top - out, until: right + out, below: bottom + out },
    ].flatMap(({ x, y, until, below }) => {
      const bar = { left: Math.max(0, x), top: Math.max(0, y), width: 0, height: 0 };
      bar.width = Math.min(width, until) - bar.left;
      bar.height = Math.min(height, below) - bar.top;
      return bar.width > 0 && bar.height > 0
        ? [{ input: { create: { width: bar.width, height: bar.height, channels: 3, background: colour } }, left: bar.left, top: bar.top }]
        : [];
    });
  return sharp(jpeg, { limitInputPixels: mostPixels })
    .composite([...bars('#000000', line), ...bars('#ffffff', 0)])
    .jpeg({ quality })
    .toBuffer();
}
