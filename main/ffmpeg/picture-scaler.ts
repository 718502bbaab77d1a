import { AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AVCOL_RANGE_JPEG, SWS_BILINEAR, type AVPixelFormat } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import type { PictureSize } from '../media/protocol.ts';
import { check } from './ffmpeg-error.ts';

/** 4:2:0 has one colour sample for two by two pixels. */
export const evenBelow = (pixels: number): number => pixels - (pixels % 2);

/** Brings decoded pictures of any size and layout to full-range YUV 4:2:0 of one size; those that have it stay as they are. */
export class PictureScaler {
  #scaler: Scaler | null = null;

  /** The picture is valid until the next call. */
  scaled(picture: Frame, { widthPixels, heightPixels }: PictureSize): Frame {
    const fits = picture.width === widthPixels && picture.height === heightPixels;
    if (fits && (picture.format === AV_PIX_FMT_YUVJ420P || picture.format === AV_PIX_FMT_YUV420P)) {
      return asFullRange(picture);
    }
    const { format } = picture;
    if (format === AV_PIX_FMT_YUV420P && picture.colorRange === AVCOL_RANGE_JPEG) {
      picture.format = AV_PIX_FMT_YUVJ420P; // it has been through here at its own size, and would be taken for one of narrow range
    }
    if (this.#scaler?.fits(picture, widthPixels, heightPixels) !== true) {
      this.#scaler?.close();
      this.#scaler = new Scaler(picture, widthPixels, heightPixels);
    }
    const scaled = asFullRange(this.#scaler.scale(picture));
    picture.format = format;
    return scaled;
  }

  close(): void {
    this.#scaler?.close();
    this.#scaler = null;
  }
}

/** The J formats say "full range" by their name; encoders want it said in the frame's own field. */
function asFullRange(frame: Frame): Frame {
  frame.format = AV_PIX_FMT_YUV420P;
  frame.colorRange = AVCOL_RANGE_JPEG;
  return frame;
}

class Scaler {
  readonly #context = new SoftwareScaleContext();
  readonly #output = new Frame();
  readonly #input: { format: number; width: number; height: number };

  constructor({ format, width, height }: Frame, widthPixels: number, heightPixels: number) {
    this.#input = { format, width, height };
    this.#context.getContext(width, height, format as AVPixelFormat, widthPixels, heightPixels, AV_PIX_FMT_YUVJ420P, SWS_BILINEAR);
    this.#output.alloc();
    this.#output.format = AV_PIX_FMT_YUVJ420P;
    this.#output.width = widthPixels;
    this.#output.height = heightPixels;
    check(this.#output.getBuffer(0), 'make room for a scaled picture');
  }

  fits({ format, width, height }: Frame, widthPixels: number, heightPixels: number): boolean {
    const input = this.#input;
    return (
      input.format === format &&
      input.width === width &&
      input.height === height &&
      this.#output.width === widthPixels &&
      this.#output.height === heightPixels
    );
  }

  scale(picture: Frame): Frame {
    check(this.#output.makeWritable(), 'scale a picture');
    this.#output.format = AV_PIX_FMT_YUVJ420P;
    check(this.#context.scaleFrameSync(this.#output, picture), 'scale a picture');
    return this.#output;
  }

  close(): void {
    this.#output.free();
    this.#context.freeContext();
  }
}
