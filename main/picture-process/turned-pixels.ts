import { liesOnItsSide, type DisplayTurn } from '../ffmpeg/display-matrix.ts';

export interface PixelSize {
  readonly widthPixels: number;
  readonly heightPixels: number;
}

const bytesOfPixel = 3;

export const turnedSize = ({ widthPixels, heightPixels }: PixelSize, turn: DisplayTurn | null): PixelSize =>
  liesOnItsSide(turn) ? { widthPixels: heightPixels, heightPixels: widthPixels } : { widthPixels, heightPixels };

/** An RGB picture as it wants to be shown. */
export function turnedPixels(pixels: Buffer, size: PixelSize, { a, b, c, d }: DisplayTurn): Buffer {
  const { widthPixels, heightPixels } = size;
  const turned = turnedSize(size, { a, b, c, d });
  // Where the stored picture's first pixel is: what goes to the left or up begins at the other end.
  const firstX = a < 0 || c < 0 ? turned.widthPixels - 1 : 0;
  const firstY = b < 0 || d < 0 ? turned.heightPixels - 1 : 0;
  const result = Buffer.allocUnsafe(pixels.length);
  for (let y = 0; y < heightPixels; y += 1) {
    for (let x = 0; x < widthPixels; x += 1) {
      const from = (y * widthPixels + x) * bytesOfPixel;
      const to = ((firstY + b * x + d * y) * turned.widthPixels + firstX + a * x + c * y) * bytesOfPixel;
      pixels.copy(result, to, from, from + bytesOfPixel);
    }
  }
  return result;
}
