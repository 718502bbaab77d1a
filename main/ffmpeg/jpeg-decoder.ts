import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet } from 'node-av/lib';
import type { PictureSize } from '../media/protocol.ts';
import { check } from './ffmpeg-error.ts';
import { evenBelow, PictureScaler } from './picture-scaler.ts';

/**
 * Decodes JPEGs to full-range YUV 4:2:0, which is what most cameras compress,
 * so that it costs no conversion. Other sizes and layouts are scaled.
 */
export class JpegDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #decoded = new Frame();
  readonly #scaler = new PictureScaler();

  constructor() {
    const codec = Codec.findDecoder(AV_CODEC_ID_MJPEG);
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    check(this.#context.open2Sync(codec), 'open the JPEG decoder');
    this.#packet.alloc();
    this.#decoded.alloc();
  }

  /**
   * The picture at the wanted size, or at its own. It is valid until the next call.
   *
   * @throws when the data is not a whole JPEG
   */
  decode(jpeg: Uint8Array, size: PictureSize | null): Frame {
    this.#packet.data = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
    try {
      check(this.#context.sendPacketSync(this.#packet), 'decode a JPEG');
      check(this.#context.receiveFrameSync(this.#decoded), 'decode a JPEG');
    } finally {
      this.#packet.unref();
    }
    const picture = this.#decoded;
    const widthPixels = size?.widthPixels ?? evenBelow(picture.width);
    const heightPixels = size?.heightPixels ?? evenBelow(picture.height);
    return this.#scaler.scaled(picture, { widthPixels, heightPixels });
  }

  close(): void {
    this.#scaler.close();
    this.#decoded.free();
    this.#packet.free();
    this.#context.freeContext();
  }
}
