import { open } from 'node:fs/promises';
import sharp from 'sharp';

export interface PictureFile {
  path: string;
  count: number;
  averageBytes: number;
}

/** Soft noise of this strength, at JPEG quality 85, makes 1280x720 pictures of about 110 kB. */
const noise = { type: 'gaussian', mean: 128, sigma: 8 } as const;

async function drawPicture(widthPixels: number, heightPixels: number): Promise<Buffer> {
  const create = { width: widthPixels / 4, height: heightPixels / 4, channels: 3, background: '#808080', noise } as const;
  return sharp({ create }).resize(widthPixels, heightPixels, { kernel: 'cubic' }).jpeg({ quality: 85 }).toBuffer();
}

/** Writes different JPEGs back to back: what a camera's raw MJPEG is. */
export async function writePictures(path: string, count: number, widthPixels = 1280, heightPixels = 720): Promise<PictureFile> {
  await using file = await open(path, 'w');
  let bytes = 0;
  for (let picture = 0; picture < count; picture += 1) {
    const jpeg = await drawPicture(widthPixels, heightPixels);
    await file.write(jpeg);
    bytes += jpeg.length;
  }
  return { path, count, averageBytes: Math.round(bytes / count) };
}
