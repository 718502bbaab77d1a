import { AV_PIX_FMT_GRAY8, SWS_AREA } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import { check } from './ffmpeg-error.ts';

/** Makes the brightness of decoded pictures small: each sample is the mean of the pixels that it stands for. */
export class GreyScaler {
  readonly #context = new SoftwareScaleContext();
  readonly #output = new Frame();

  constructor(from: { width: number; height: number }, to: { width: number; height: number }) {
    this.#context.getContext(from.width, from.height, AV_PIX_FMT_GRAY8, to.width, to.height, AV_PIX_FMT_GRAY8, SWS_AREA);
    this.#output.alloc();
    this.#output.format = AV_PIX_FMT_GRAY8;
    this.#output.width = to.width;
    this.#output.height = to.height;
    check(this.#output.getBuffer(0), 'make room for a small picture');
  }

  /** @param picture in planes, of which the first is the brightness; the result is valid until the next call */
  scale(picture: Frame): Frame {
    const { format } = picture;
    picture.format = AV_PIX_FMT_GRAY8; // its first plane is one
    try {
      check(this.#context.scaleFrameSync(this.#output, picture), 'make a picture small');
    } finally {
      picture.format = format;
    }
    return this.#output;
  }

  close(): void {
    this.#output.free();
    this.#context.freeContext();
  }
}
