import sharp from 'sharp';
import type { Raster } from './raster.ts';

// A picture is never worked on twice, so that a cache only costs memory; and a camera's
// frames come one after another, so that threads for parts of one only cost time.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Encodes the picture, which must not be changed until it is done.
 * Standard Huffman tables: half the time, files 5 % larger.
 *
 * With `picture-process/own-picture.ts` the only use of sharp in the running application, for child processes alone:
 * its own GLib collides with the one that Electron links on Linux (docs/adr/0009).
 *
 * @param quality 1 to 100
 */
export function encodeJpeg(raster: Raster, quality: number): Promise<Buffer> {
  return sharp(raster.pixels, { raw: { width: raster.widthPixels, height: raster.heightPixels, channels: 3 } })
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer();
}
