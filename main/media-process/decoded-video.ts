import type { Frame } from 'node-av/lib';
import { GreyScaler } from '../ffmpeg/grey-scaler.ts';
import { JpegDecoder } from '../ffmpeg/jpeg-decoder.ts';
import { evenBelow, PictureScaler } from '../ffmpeg/picture-scaler.ts';
import { readJpegSize } from '../frames/jpeg-size.ts';
import type { PictureSize } from '../media/protocol.ts';
import type { GreyPicture } from './grey-picture.ts';
import { type GreySize, greySizeKey } from './picture-sampler.ts';

/**
 * A camera's pictures, decoded once for everybody, and only what somebody asks
 * for: in full, at the sizes that are wanted, or small and grey, for which the
 * decoder leaves out half of its work unless the full picture is there anyway.
 */
export class DecodedVideo {
  readonly #decoder = new JpegDecoder();
  readonly #scalers = new Map<string, PictureScaler>();
  readonly #reducers = new Map<string, GreyReducer>();
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
   * Of the picture that is shown, rounded to what encoders take.
   *
   * @throws when the JPEG is broken
   */
  get size(): PictureSize {
    const { width, height } = this.#full();
    return { widthPixels: evenBelow(width), heightPixels: evenBelow(height) };
  }

  /**
   * Full-range YUV 4:2:0 of that size, or of the picture's own; valid until a later picture is asked for in full.
   *
   * @throws when the JPEG is broken
   */
  picture(size: PictureSize | null): Frame {
    const { widthPixels, heightPixels } = size ?? this.size;
    const key = `${widthPixels}x${heightPixels}`;
    let scaler = this.#scalers.get(key);
    if (scaler === undefined) {
      scaler = new PictureScaler();
      this.#scalers.set(key, scaler);
    }
    return scaler.scaled(this.#full(), { widthPixels, heightPixels });
  }

  /**
   * @throws when the JPEG is broken
   */
  grey(captureMilliseconds: number, wanted: GreySize): GreyPicture {
    const jpeg = this.#shown();
    const size = readJpegSize(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength));
    if (size === null) {
      throw new Error('the JPEG does not say how large it is');
    }
    const key = greySizeKey(wanted);
    let reducer = this.#reducers.get(key);
    if (reducer?.fits(size) !== true) {
      reducer?.close();
      reducer = new GreyReducer(size, wanted);
      this.#reducers.set(key, reducer);
    }
    const small = this.#decoded === null ? reducer.decode(jpeg) : null;
    return greyPicture(small ?? reducer.reduce(this.#full()), captureMilliseconds);
  }

  close(): void {
    this.#decoder.close();
    this.#scalers.forEach((scaler) => scaler.close());
    this.#scalers.clear();
    this.#reducers.forEach((reducer) => reducer.close());
    this.#reducers.clear();
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

/** The decoder leaves out most of its work where one value for a block of 8 by 8 pixels is enough, which is their mean. */
const blockHalvings = 3;
/** With four values for a block it saves half, and they are means but for details: some samples differ by up to 16 of 255. */
const roughHalvings = 2;

/** The size of a picture that was halved until it is no wider, rounded as the decoder does, and how many times. */
export function smallSize(
  { widthPixels, heightPixels }: PictureSize,
  mostWidthPixels: number,
): Readonly<Record<'width' | 'height' | 'halvings', number>> {
  const halvings = Math.max(0, Math.ceil(Math.log2(widthPixels / mostWidthPixels)));
  const halved = (pixels: number): number => Math.ceil(pixels / 2 ** halvings);
  return { width: halved(widthPixels), height: halved(heightPixels), halvings };
}

/** Makes pictures of one size small: while they are decoded, or afterwards, with the same result unless a rough one does. */
class GreyReducer {
  readonly #size: PictureSize;
  readonly #target: { readonly width: number; readonly height: number };
  /** null where its picture would be too small: what it makes of less than a block is no mean. */
  readonly #decoder: JpegDecoder | null;
  readonly #scalers = new Map<'blocks' | 'pixels', GreyScaler>();

  constructor(size: PictureSize, { mostWidthPixels, isRough = false }: GreySize) {
    const { halvings, ...target } = smallSize(size, mostWidthPixels);
    this.#size = size;
    this.#target = target;
    this.#decoder = halvings < (isRough ? roughHalvings : blockHalvings) ? null : new JpegDecoder(Math.min(halvings, blockHalvings));
  }

  fits({ widthPixels, heightPixels }: PictureSize): boolean {
    return widthPixels === this.#size.widthPixels && heightPixels === this.#size.heightPixels;
  }

  /** null when it has to be decoded in full. */
  decode(jpeg: Uint8Array): Frame | null {
    return this.#decoder === null ? null : this.#scaled('blocks', this.#decoder.decode(jpeg));
  }

  /** @param picture decoded in full */
  reduce(picture: Frame): Frame {
    return this.#scaled('pixels', picture);
  }

  close(): void {
    this.#decoder?.close();
    this.#scalers.forEach((scaler) => scaler.close());
  }

  #scaled(from: 'blocks' | 'pixels', picture: Frame): Frame {
    if (picture.width === this.#target.width && picture.height === this.#target.height) {
      return picture;
    }
    const scaler = this.#scalers.get(from) ?? new GreyScaler(picture, this.#target);
    this.#scalers.set(from, scaler);
    return scaler.scale(picture);
  }
}

/** The first plane of a picture, without what fills its rows up. */
export function greyPicture(picture: Frame, captureMilliseconds: number): GreyPicture {
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
