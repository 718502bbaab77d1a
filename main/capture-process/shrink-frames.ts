import type { Readable, Writable } from 'node:stream';
import { Rational } from 'node-av/lib';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { JpegDecoder } from '../ffmpeg/jpeg-decoder.ts';
import { SmallPictureRequest, type SmallFramesRequest } from './request.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';

/** No camera's JPEG is larger. */
const LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024;
const NOT_A_PICTURE = new Uint8Array();
/** Of cameras and widths at once; each keeps some memory. */
const MOST_SCALERS = 32;
const MOST_HALVINGS = 3;
/** Filters want one, though pictures here have no times. */
const TIME_BASE = new Rational(1, 1000);

/**
 * Makes JPEGs smaller. Each comes as two messages: how wide it is and shall be,
 * as JSON, and the picture. One message answers it: the JPEG, or nothing where
 * it could not be decoded. Returns when the input ends.
 */
export async function shrinkFrames({ quality }: SmallFramesRequest, input: Readable, output: Writable): Promise<void> {
  const decoders: JpegDecoder[] = [];
  const scalers = new Map<string, VideoToJpeg>();
  const scalerFor = (key: string, widthPixels: number): VideoToJpeg => {
    let scaler = scalers.get(key);
    if (scaler === undefined) {
      if (scalers.size >= MOST_SCALERS) {
        scalers.forEach((old) => old.close());
        scalers.clear();
      }
      scaler = new VideoToJpeg({ quality, mostWidthPixels: widthPixels, mirrorLeftToRight: false, mirrorTopToBottom: false });
      scalers.set(key, scaler);
    }
    return scaler;
  };
  const shrunk = (jpeg: Buffer, { fromWidthPixels, widthPixels }: SmallPictureRequest): Uint8Array => {
    const halvings = Math.max(0, Math.min(MOST_HALVINGS, Math.floor(Math.log2(fromWidthPixels / widthPixels))));
    const decoder = (decoders[halvings] ??= new JpegDecoder(halvings));
    try {
      const picture = decoder.decode(jpeg);
      picture.timeBase = TIME_BASE;
      return scalerFor([picture.width, picture.height, picture.format, widthPixels].join(' '), widthPixels).encode(picture);
    } catch {
      return NOT_A_PICTURE;
    }
  };
  let request: SmallPictureRequest | null = null;
  const reader = new LengthPrefixReader(LARGEST_MESSAGE_BYTES, (message) => {
    if (request === null) {
      request = SmallPictureRequest.parse(JSON.parse(message.toString()));
      return;
    }
    const jpeg = shrunk(message, request);
    request = null;
    output.write(lengthPrefix(jpeg.length));
    output.write(jpeg); // which may hold the next: that does not come before this has arrived
  });
  for await (const chunk of input) {
    reader.push(chunk as Buffer);
  }
}
