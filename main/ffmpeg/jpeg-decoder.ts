import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet } from 'node-av/lib';
import { check } from './ffmpeg-error.ts';

/** Decodes JPEGs: in full or, in half of the time, small. */
export class JpegDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #decoded = new Frame();

  /** @param halvings so many times half as wide and high; three at most */
  constructor(halvings = 0) {
    const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG);
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    check(this.#context.setOption('lowres', String(halvings)), 'set up the JPEG decoder');
    check(this.#context.open2Sync(codec), 'open the JPEG decoder');
    this.#packet.alloc();
    this.#decoded.alloc();
  }

  /**
   * The picture as it was compressed, in planes, of which the first is the brightness. It is valid until the next call.
   *
   * @throws when the data is not a whole JPEG
   */
  decode(jpeg: Uint8Array): Frame {
    this.#packet.data = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
    try {
      check(this.#context.sendPacketSync(this.#packet), 'decode a JPEG');
      check(this.#context.receiveFrameSync(this.#decoded), 'decode a JPEG');
    } finally {
      this.#packet.unref();
    }
    return this.#decoded;
  }

  close(): void {
    this.#decoded.free();
    this.#packet.free();
    this.#context.freeContext();
  }
}
