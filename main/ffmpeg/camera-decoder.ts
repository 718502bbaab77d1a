import { AV_CODEC_FLAG_LOW_DELAY, AV_CODEC_ID_H264, AV_CODEC_ID_HEVC } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import type { VideoCodec } from '../mp4/video-codec.ts';
import { check } from './ffmpeg-error.ts';

/** What decodes a camera's own video. */
export const decoderIds = { h264: AV_CODEC_ID_H264, h265: AV_CODEC_ID_HEVC } as const satisfies Readonly<Record<VideoCodec, number>>;

const timeBase = new Rational(1, 1000);

/** Decodes a camera's own video, which has no reordered pictures: each comes out before the next goes in. */
export class CameraDecoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();
  readonly #frame = new Frame();

  /** @param isRough leaves out the deblocking, a third of the work; what is looked at small shows little of it */
  constructor(videoCodec: VideoCodec, { isRough = false } = {}) {
    const codec = Codec.findDecoder(decoderIds[videoCodec]);
    this.#context.allocContext3(codec);
    this.#context.threadCount = 1;
    this.#context.setFlags(AV_CODEC_FLAG_LOW_DELAY);
    if (isRough) {
      check(this.#context.setOption('skip_loop_filter', 'all'), 'set up the decoder');
    }
    check(this.#context.open2Sync(codec), 'open the decoder');
    this.#packet.alloc();
    this.#frame.alloc();
  }

  /**
   * The picture, good until the next call; null where it needs others that are missing.
   *
   * @param annexB an access unit with start codes
   * @throws when it cannot be decoded
   */
  decode(annexB: Buffer): Frame | null {
    this.#packet.data = annexB;
    try {
      check(this.#context.sendPacketSync(this.#packet), 'decode a picture');
    } finally {
      this.#packet.unref();
    }
    if (this.#context.receiveFrameSync(this.#frame) < 0) {
      return null;
    }
    this.#frame.timeBase = timeBase;
    return this.#frame;
  }

  close(): void {
    this.#frame.free();
    this.#packet.free();
    this.#context.freeContext();
  }
}
