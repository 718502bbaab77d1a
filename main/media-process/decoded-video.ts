import type { Frame } from 'node-av/lib';
import { GreyScaler } from '../ffmpeg/grey-scaler.ts';
import { JpegDecoder } from '../ffmpeg/jpeg-decoder.ts';
import { evenBelow, PictureScaler } from '../ffmpeg/picture-scaler.ts';
import { readJpegSize } from '../frames/jpeg-size.ts';
import type { PictureSize } from '../media/protocol.ts';
import type { GreyPicture } from './grey-picture.ts';

/** Grey pictures are as wide as that at most, where halving the camera's three times is enough. */
const greyWidthPixels = 320;

/**
 * A camera's pictures, decoded once for everybody, and only what somebody asks
 * for: in full, at the sizes that are wanted, or small and grey, for which the
 * decoder leaves out most of its work unless the full picture is there anyway.
 */
export class DecodedVideo {
  readonly #decoder = new JpegDecoder();
  readonly #scalers = new Map<string, PictureScaler>();
  #reducer: GreyReducer | null = null;
  #jpeg: Uint8Array | null = null;
  /** The picture that is shown, once it was asked for in full. */
  #decoded: Frame | null = null;

  /** What is asked for from now on is of this picture. */
  show(jpeg: Uint8Array): void {
    if (jpeg !== this.#jpeg) {
      this.#jpeg = jpeg;
      this.#decoded = null;
    }
  }

  /**
   * Full-range YUV 4:2:0 of that size, or of the picture's own; valid until a later picture is asked for in full.
   *
   * @throws when the JPEG is broken
   */
  picture(size: PictureSize | null): Frame {
    const decoded = this.#full();
    const { widthPixels, heightPixels } = size ?? { widthPixels: evenBelow(decoded.width), heightPixels: evenBelow(decoded.height) };
    const key = `${widthPixels}x${heightPixels}`;
    let scaler = this.#scalers.get(key);
    if (scaler === undefined) {
      scaler = new PictureScaler();
      this.#scalers.set(key, scaler);
    }
    return scaler.scaled(decoded, { widthPixels, heightPixels });
  }

  /** @throws when the JPEG is broken */
  grey(captureMilliseconds: number): GreyPicture {
    const jpeg = this.#shown();
    const size = readJpegSize(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
    if (size === null) {
      throw new Error('the JPEG does not say how large it is');
    }
    if (this.#reducer?.fits(size) !== true) {
      this.#reducer?.close();
      this.#reducer = new GreyReducer(size);
    }
    const small = this.#decoded === null ? this.#reducer.decode(jpeg) : this.#reducer.reduce(this.#decoded);
    return greyPicture(small, captureMilliseconds);
  }

  close(): void {
    this.#decoder.close();
    this.#scalers.forEach((scaler) => scaler.close());
    this.#scalers.clear();
    this.#reducer?.close();
    this.#reducer = null;
  }

  #shown(): Uint8Array {
    if (this.#jpeg === null) {
      throw new Error('there is no picture yet');
    }
    return this.#jpeg;
  }

  #full(): Frame {
    const jpeg = this.#shown();
    return (this.#decoded ??= this.#decoder.decode(jpeg));
  }
}

type Halvings = 0 | 1 | 2 | 3;

const halvingsFor = ({ widthPixels }: PictureSize): Halvings =>
  ([0, 1, 2] as const).find((halvings) => widthPixels >> halvings <= greyWidthPixels) ?? 3;

/** Makes pictures of one size small: while they are decoded, or afterwards, with the same result. */
class GreyReducer {
  readonly #size: PictureSize;
  readonly #halvings: Halvings;
  readonly #decoder: JpegDecoder;
  #scaler: GreyScaler | null = null;

  constructor(size: PictureSize) {
    this.#size = size;
    this.#halvings = halvingsFor(size);
    this.#decoder = new JpegDecoder(this.#halvings);
  }

  fits({ widthPixels, heightPixels }: PictureSize): boolean {
    return widthPixels === this.#size.widthPixels && heightPixels === this.#size.heightPixels;
  }

  decode(jpeg: Uint8Array): Frame {
    return this.#decoder.decode(jpeg);
  }

  reduce(picture: Frame): Frame {
    const halved = (pixels: number): number => Math.ceil(pixels / 2 ** this.#halvings); // as the decoder rounds
    this.#scaler ??= new GreyScaler(picture, { width: halved(picture.width), height: halved(picture.height) });
    return this.#scaler.scale(picture);
  }

  close(): void {
    this.#decoder.close();
    this.#scaler?.close();
  }
}

function greyPicture(picture: Frame, captureMilliseconds: number): GreyPicture {
  const { width, height } = picture;
  const [plane] = picture.data ?? [];
  const [rowBytes] = picture.linesize;
  if (plane === undefined || rowBytes === undefined) {
    throw new Error('the picture has no brightness');
  }
  const samples = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    samples.set(plane.subarray(row * rowBytes, row * rowBytes + width), row * width);
  }
  return { widthPixels: width, heightPixels: height, samples, captureMilliseconds };
}
