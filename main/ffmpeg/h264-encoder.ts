import {
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT470BG,
  AVCOL_TRC_IEC61966_2_1,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_H264_V4L2M2M,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Codec, CodecContext, Packet, Rational, type Frame } from 'node-av/lib';
import type { EncoderSettings, PictureSize } from '../media/protocol.ts';
import { check } from './ffmpeg-error.ts';

const encoders = { h264_v4l2m2m: FF_ENCODER_H264_V4L2M2M, libx264: FF_ENCODER_LIBX264 } as const;
export type EncoderName = keyof typeof encoders;

/** One encoded picture as it left the encoder. */
export interface EncoderOutput {
  /** A copy that the reader may keep. */
  annexB: Buffer;
  timestampMilliseconds: number;
  isKeyframe: boolean;
}

/** The rate control keeps pictures within this part of the limit; the rest is for the file's own tables. */
const shareOfPictures = 0.97;

/** H.264 without B-frames and look-ahead: a picture comes out before the next one goes in, or soon after. */
export class H264Encoder {
  readonly #context = new CodecContext();
  readonly #packet = new Packet();

  /** @throws when there is no such encoder here or it refuses the size */
  constructor(name: EncoderName, size: PictureSize, { frameRate, bitrateKbps, bufferSeconds = 1 }: EncoderSettings) {
    const codec = Codec.findEncoderByName(encoders[name]);
    if (codec === null) {
      throw new Error(`this build of FFmpeg has no encoder ${name}`);
    }
    const context = this.#context;
    context.allocContext3(codec);
    context.width = size.widthPixels;
    context.height = size.heightPixels;
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    // What a JPEG is (JFIF): sRGB in full range by the matrix of ITU-R BT.601. Browsers believe the range only when all four are given.
    context.colorRange = AVCOL_RANGE_JPEG;
    context.colorSpace = AVCOL_SPC_BT470BG;
    context.colorPrimaries = AVCOL_PRI_BT709;
    context.colorTrc = AVCOL_TRC_IEC61966_2_1;
    context.timeBase = new Rational(1, 1000);
    context.framerate = new Rational(frameRate, 1);
    context.threadCount = 1;
    context.maxBFrames = 0;
    // Keyframes are asked for by time; this only bounds them.
    context.gopSize = Math.max(1, frameRate * 60);
    const pictureKbps = Math.floor(bitrateKbps * shareOfPictures);
    context.bitRate = name === 'libx264' ? 0n : BigInt(pictureKbps) * 1000n;
    const options: Record<string, string> =
      name === 'libx264'
        ? {
            preset: 'superfast',
            tune: 'zerolatency',
            crf: '23',
            maxrate: `${pictureKbps}k`,
            bufsize: `${Math.floor(pictureKbps * bufferSeconds)}k`,
            'forced-idr': '1',
            sc_threshold: '0',
          }
        : {};
    try {
      // Not by open2's dictionary: it is freed there and once more by its wrapper (node-av 6.1).
      for (const [option, value] of Object.entries(options)) {
        check(context.setOption(option, value), `set ${option} of the encoder ${name}`);
      }
      check(context.open2Sync(codec), `open the encoder ${name}`);
    } catch (error) {
      context.freeContext();
      throw error;
    }
    this.#packet.alloc();
  }

  /** What is ready after this picture: usually itself. Timestamps must rise. */
  encode(picture: Frame, timestampMilliseconds: number, asKeyframe: boolean): EncoderOutput[] {
    picture.pts = BigInt(timestampMilliseconds);
    picture.timeBase = new Rational(1, 1000);
    // A decoded JPEG says that it is an I-picture, which the encoder would obey for each.
    picture.pictType = asKeyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    check(this.#context.sendFrameSync(picture), 'encode a picture');
    return this.#receive();
  }

  /** What the encoder still holds. It takes no pictures afterwards. */
  drain(): EncoderOutput[] {
    check(this.#context.sendFrameSync(null), 'finish encoding');
    return this.#receive();
  }

  close(): void {
    this.#packet.free();
    this.#context.freeContext();
  }

  #receive(): EncoderOutput[] {
    const outputs: EncoderOutput[] = [];
    for (;;) {
      const result = this.#context.receivePacketSync(this.#packet);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) {
        return outputs;
      }
      check(result, 'encode a picture');
      const { data, pts, isKeyframe } = this.#packet;
      if (data !== null) {
        outputs.push({ annexB: copyOfItsOwn(data), timestampMilliseconds: Number(pts), isKeyframe });
      }
      this.#packet.unref();
    }
  }
}

/** `Buffer.from` would make it a part of 64 kB in which short-lived bytes are too: kept for minutes, it would hold all of them. */
function copyOfItsOwn(data: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(data.length);
  data.copy(copy);
  return copy;
}
