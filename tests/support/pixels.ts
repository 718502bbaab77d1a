import sharp from 'sharp';

export interface Pixels {
  /** Red, green, blue, a byte each, row by row. */
  data: Buffer;
  width: number;
  height: number;
}

export async function decodePixels(jpeg: Buffer, turn: { flop?: boolean; flip?: boolean } = {}): Promise<Pixels> {
  const { data, info } = await sharp(jpeg)
    .flop(turn.flop ?? false)
    .flip(turn.flip ?? false)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** How far two pictures of the same size are apart, on average of all bytes: 0 to 255. */
export function averageDifference(one: Pixels, other: Pixels): number {
  if (one.width !== other.width || one.height !== other.height) {
    throw new Error(`a picture of ${one.width}x${one.height} is not one of ${other.width}x${other.height}`);
  }
  let sum = 0;
  for (let index = 0; index < one.data.length; index += 1) {
    sum += Math.abs((one.data[index] ?? 0) - (other.data[index] ?? 0));
  }
  return sum / one.data.length;
}
