import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { PictureBox } from '../detection/visit.ts';
import { JpegDecoder } from '../ffmpeg/jpeg-decoder.ts';
import { PictureParts, type PixelSquare, squareAround } from './picture-parts.ts';

export interface CutPart {
  readonly square: PixelSquare;
  /** Red, green and blue of each pixel from -1 to 1; valid until the next part. */
  readonly pixels: Float32Array;
  /** Of the whole picture. */
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/** Decodes pictures and cuts out of them what a model looks at. It is what brings FFmpeg with it. */
export class PictureCutter {
  readonly #jpegs = new JpegDecoder();
  readonly #parts = new PictureParts();

  constructor() {
    Log.setLevel(AV_LOG_QUIET);
  }

  /**
   * @param sizePixels width and height of what comes out
   * @returns a square around each part, one after the other
   * @throws Error when the picture is broken
   */
  *cut(jpeg: Uint8Array, parts: readonly PictureBox[], sizePixels: number): Generator<CutPart, void, undefined> {
    const picture = this.#jpegs.decode(jpeg);
    const { width: widthPixels, height: heightPixels } = picture;
    for (const part of parts) {
      const square = squareAround(part, { widthPixels, heightPixels });
      yield { square, pixels: this.#parts.pixels(picture, square, sizePixels), widthPixels, heightPixels };
    }
  }
}
