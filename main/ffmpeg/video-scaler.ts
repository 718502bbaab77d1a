import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_JPEG } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { PictureSize } from '../media/protocol.ts';
import { PictureFilter } from './picture-filter.ts';

/** Brings pictures of a video, whatever its colours are, to one size with those of a JPEG: full range, by the matrix of ITU-R BT.601. */
export class VideoScaler {
  readonly #filter: PictureFilter;
  #scaled: Frame | null = null;

  constructor({ widthPixels, heightPixels }: PictureSize) {
    const scale = `scale=${widthPixels}:${heightPixels}:flags=bilinear:out_color_matrix=bt601:out_range=full`;
    this.#filter = new PictureFilter([scale, 'format=yuvj420p']);
  }

  /**
   * The picture is valid until the next call.
   *
   * @throws FFmpegError
   */
  scaled(picture: Frame): Frame {
    const scaled = this.#filter.apply(picture);
    this.#scaled?.free();
    this.#scaled = scaled;
    // The J formats say "full range" by their name; encoders want it said in the frame's own field.
    scaled.format = AV_PIX_FMT_YUV420P;
    scaled.colorRange = AVCOL_RANGE_JPEG;
    return scaled;
  }

  close(): void {
    this.#filter.close();
    this.#scaled?.free();
    this.#scaled = null;
  }
}
