import type { Readable, Writable } from 'node:stream';
import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';
import { GlyphAtlas } from '../drawing/glyph-atlas.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import type { FramesRequest } from './request.ts';
import { TimestampLabel } from './timestamp-label.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';

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

/** Filters want one, though pictures here have no times. */
const TIME_BASE = new Rational(1, 1000);

class JpegDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();

  constructor() {
    const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG);
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    FFmpegError.throwIfError(this.#context.open2Sync(codec), 'open the JPEG decoder');
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /** The picture, good until the next; null when it is none. */
  decode(jpeg: Buffer): Frame | null {
    this.#packet.data = jpeg;
    const isDecoded = this.#context.sendPacketSync(this.#packet) >= 0 && this.#context.receiveFrameSync(this.#frame) >= 0;
    this.#packet.unref();
    this.#frame.timeBase = TIME_BASE;
    return isDecoded ? this.#frame : null;
  }
}
