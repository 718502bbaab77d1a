import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';

/** Filters want one, though pictures here have no times. */
const TIME_BASE = new Rational(1, 1000);

/** Decodes JPEGs of any size. */
export class JpegDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();

  /** @param halvings how often width and height are halved, which is cheaper than to decode all: 0 to 3 */
  constructor(halvings = 0) {
    const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG);
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    if (halvings > 0) {
      FFmpegError.throwIfError(this.#context.setOption('lowres', String(halvings)), 'set up the JPEG decoder');
    }
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
