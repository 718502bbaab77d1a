import type { Frame } from 'node-av/lib';
import type { PictureBox } from '../detection/visit.ts';
import { PictureFilter } from '../ffmpeg/picture-filter.ts';

export interface PixelSquare {
  readonly left: number;
  readonly top: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** A model sees a pet best that fills a good part of its picture, with something around it. */
const roomAround = 1.5;
const leastPixels = 200;

/** What is shown to a model of a part of a picture: a square around it as far as the picture reaches, at even pixels. */
export function squareAround(
  { x, y, width, height }: PictureBox,
  { widthPixels, heightPixels }: { readonly widthPixels: number; readonly heightPixels: number },
): PixelSquare {
  const wanted = Math.max(leastPixels, roomAround * Math.max(width * widthPixels, height * heightPixels));
  const along = (center: number, pixels: number): readonly [start: number, length: number] => {
    const length = even(Math.min(wanted, pixels));
    const start = even(Math.min(Math.max(0, center * pixels - length / 2), pixels - length));
    return [start, length];
  };
  const [left, squareWidth] = along(x + width / 2, widthPixels);
  const [top, squareHeight] = along(y + height / 2, heightPixels);
  return { left, top, widthPixels: squareWidth, heightPixels: squareHeight };
}

const even = (pixels: number): number => 2 * Math.floor(pixels / 2);

/** Cuts parts out of decoded pictures, as numbers for a model. */
export class PictureParts {
  #numbers = new Float32Array(0);

  /**
   * @returns red, green and blue of each pixel from -1 to 1; valid until the next call
   * @throws when the picture has no layout that can be cut
   */
  pixels(picture: Frame, { left, top, widthPixels, heightPixels }: PixelSquare, sizePixels: number): Float32Array {
    const filter = new PictureFilter([
      `crop=${widthPixels}:${heightPixels}:${left}:${top}`,
      `scale=${sizePixels}:${sizePixels}:flags=bilinear`,
      'format=rgb24',
    ]);
    try {
      const part = filter.apply(picture);
      try {
        return this.#asNumbers(part, sizePixels);
      } finally {
        part.free();
      }
    } finally {
      filter.close();
    }
  }

  #asNumbers(part: Frame, sizePixels: number): Float32Array {
    const [pixels] = part.data ?? [];
    const [rowBytes] = part.linesize;
    if (pixels === undefined || rowBytes === undefined) {
      throw new Error('the picture has no pixels');
    }
    const length = sizePixels * 3;
    if (this.#numbers.length !== length * sizePixels) {
      this.#numbers = new Float32Array(length * sizePixels);
    }
    const numbers = this.#numbers;
    for (let row = 0; row < sizePixels; row += 1) {
      for (let at = 0; at < length; at += 1) {
        numbers[row * length + at] = pixels[row * rowBytes + at]! / 127.5 - 1;
      }
    }
    return numbers;
  }
}
