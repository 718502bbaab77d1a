import type { Readable, Writable } from 'node:stream';
import { GlyphAtlas } from '../drawing/glyph-atlas.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { JpegDecoder } from './jpeg-decoder.ts';
import type { FramesRequest } from './request.ts';
import { TimestampLabel } from './timestamp-label.ts';
import { VideoToJpeg } from './video-to-jpeg.ts';

/** No camera's JPEG is larger. */
const LARGEST_MESSAGE_BYTES = 16 * 1024 * 1024;
const NOT_A_PICTURE = new Uint8Array();

/**
 * Mirrors and labels JPEGs. Each comes as two messages: the text to write into
 * it, which may be empty, and the picture. One message answers it: the JPEG, or
 * nothing where it could not be decoded. Returns when the input ends.
 */
export async function transformFrames(request: FramesRequest, input: Readable, output: Writable): Promise<void> {
  const label = new TimestampLabel(await GlyphAtlas.load());
  const toJpeg = new VideoToJpeg(request);
  const decoder = new JpegDecoder();
  let text: string | null = null;
  const reader = new LengthPrefixReader(LARGEST_MESSAGE_BYTES, (message) => {
    if (text === null) {
      text = message.toString();
      return;
    }
    const written = text;
    text = null;
    const jpeg = transformed(message, written);
    output.write(lengthPrefix(jpeg.length));
    output.write(jpeg); // which may hold the next: that does not come before this has arrived
  });
  const transformed = (jpeg: Buffer, written: string): Uint8Array => {
    const picture = decoder.decode(jpeg);
    return picture === null ? NOT_A_PICTURE : toJpeg.encode(picture, written === '' ? undefined : (turned) => label.draw(turned, written));
  };
  for await (const chunk of input) {
    reader.push(chunk as Buffer);
  }
}
