import { AV_PIX_FMT_RGB24, SWS_AREA, type AVPixelFormat } from 'node-av/constants';
import { FFmpegError, Frame, SoftwareScaleContext } from 'node-av/lib';
import type { DisplayTurn } from '../ffmpeg/display-matrix.ts';
import { turnedPixels, turnedSize, type PixelSize } from './turned-pixels.ts';

/** Scales decoded pictures to the same small size, that of the first which fits into a box, and turns them as they want to be shown. */
export class SmallPicture {
  readonly #box: PixelSize;
  readonly #turn: DisplayTurn | null;
  readonly #output = new Frame();
  #scaler: SoftwareScaleContext | null = null;
  /** Of the pictures that the scaler takes. */
  #input = '';

  /** @param box a square: it holds a picture that lies on its side too */
  constructor(box: PixelSize, turn: DisplayTurn | null) {
    this.#box = box;
    this.#turn = turn;
  }

  /** Known after the first picture. */
  get size(): PixelSize {
    return turnedSize(this.#storedSize, this.#turn);
  }

  /**
   * Red, green and blue of each pixel, a byte each, row by row.
   *
   * @throws FFmpegError
   */
  pixels(picture: Frame): Buffer {
    const { width, height, format } = picture;
    if (this.#scaler === null) {
      this.#prepareOutput(width, height);
    }
    const input = `${width}x${height} ${format}`;
    if (this.#scaler === null || this.#input !== input) {
      this.#scaler?.freeContext();
      this.#scaler = new SoftwareScaleContext();
      this.#scaler.getContext(width, height, format as AVPixelFormat, this.#output.width, this.#output.height, AV_PIX_FMT_RGB24, SWS_AREA);
      this.#input = input;
    }
    FFmpegError.throwIfError(this.#scaler.scaleFrameSync(this.#output, picture), 'scale a picture');
    const pixels = this.#output.toBuffer();
    return this.#turn === null ? pixels : turnedPixels(pixels, this.#storedSize, this.#turn);
  }

  close(): void {
    this.#scaler?.freeContext();
    this.#output.free();
  }

  get #storedSize(): PixelSize {
    return { widthPixels: this.#output.width, heightPixels: this.#output.height };
  }

  #prepareOutput(width: number, height: number): void {
    const scale = Math.min(this.#box.widthPixels / width, this.#box.heightPixels / height, 1);
    this.#output.alloc();
    this.#output.format = AV_PIX_FMT_RGB24;
    this.#output.width = Math.max(1, Math.round(width * scale));
    this.#output.height = Math.max(1, Math.round(height * scale));
    FFmpegError.throwIfError(this.#output.getBuffer(1), 'make room for a small picture');
  }
}
