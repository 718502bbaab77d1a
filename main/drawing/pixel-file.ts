import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';

/** Pixels as they are in memory: `channels` bytes each, row by row from the top left. */
export interface PixelBlock {
  readonly pixels: Buffer;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** 1 coverage; 3 red, green, blue; 4 red, green, blue (multiplied by opacity) and opacity. */
  readonly channels: number;
}

/** Width and height in two bytes each, channels in one, big-endian. */
const HEADER_BYTES = 5;

/**
 * The file of a picture: gzip over a header (width and height as 16 bits, channels as 8 bits, big-endian)
 * and the pixels, each byte less the one above it, modulo 256, which makes even areas and gradients small
 * (the filter "Up" of PNG, RFC 2083, 6.4).
 */
export async function packPixels({ pixels, widthPixels, heightPixels, channels }: PixelBlock): Promise<Buffer> {
  const rowBytes = widthPixels * channels;
  const file = Buffer.alloc(HEADER_BYTES + pixels.length);
  file.writeUInt16BE(widthPixels, 0);
  file.writeUInt16BE(heightPixels, 2);
  file.writeUInt8(channels, 4);
  for (let index = 0; index < pixels.length; index += 1) {
    file[HEADER_BYTES + index] = pixels[index]! - (index < rowBytes ? 0 : pixels[index - rowBytes]!);
  }
  return promisify(gzip)(file, { level: 9 });
}

/** @throws Error when it is not such a file, or not all of it */
export async function unpackPixels(file: Buffer): Promise<PixelBlock> {
  const unpacked = await promisify(gunzip)(file);
  const widthPixels = unpacked.readUInt16BE(0);
  const heightPixels = unpacked.readUInt16BE(2);
  const channels = unpacked.readUInt8(4);
  const rowBytes = widthPixels * channels;
  const pixels = unpacked.subarray(HEADER_BYTES);
  if (pixels.length !== rowBytes * heightPixels) {
    throw new Error(`${widthPixels}x${heightPixels} pixels of ${channels} bytes are not ${pixels.length} bytes`);
  }
  for (let index = rowBytes; index < pixels.length; index += 1) {
    pixels[index] = pixels[index]! + pixels[index - rowBytes]!;
  }
  return { pixels, widthPixels, heightPixels, channels };
}
