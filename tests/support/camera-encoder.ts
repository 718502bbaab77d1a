import { AV_LOG_ERROR, AV_PICTURE_TYPE_NONE, AV_PIX_FMT_YUV420P, type AVPixelFormat } from 'node-av/constants';
import { Codec, CodecContext, type Frame, Log, Packet, Rational } from 'node-av/lib';
import type { CameraPacket } from '../../main/camera/source.ts';
import { JpegDecoder } from '../../main/ffmpeg/jpeg-decoder.ts';

export interface CameraEncoderOptions {
  readonly encoder: 'libx264' | 'libx265';
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly framesPerSecond: number;
  /** Pictures from one keyframe to the next. */
  readonly keyframeEvery: number;
  readonly bFrames: number;
  readonly pixelFormat?: AVPixelFormat;
  /** Of the encoder, by the names that FFmpeg gives them. */
  readonly options: Readonly<Record<string, string>>;
  /** The pictures, over and over. */
  readonly jpegs: readonly Buffer[];
}

/** What a camera that encodes by itself would give: so many pictures, in decoding order. */
export function encodeAsCamera(count: number, given: CameraEncoderOptions): CameraPacket[] {
  const { encoder, widthPixels, heightPixels, framesPerSecond, keyframeEvery, bFrames, options, jpegs } = given;
  Log.setLevel(AV_LOG_ERROR);
  const context = new CodecContext();
  const codec = Codec.findEncoderByName(encoder as Parameters<typeof Codec.findEncoderByName>[0]);
  if (codec === null) {
    throw new Error(`this FFmpeg has no ${encoder}`);
  }
  context.allocContext3(codec);
  context.width = widthPixels;
  context.height = heightPixels;
  context.pixelFormat = given.pixelFormat ?? AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, 1000);
  context.framerate = new Rational(framesPerSecond, 1);
  context.threadCount = 1;
  context.gopSize = keyframeEvery;
  context.maxBFrames = bFrames;
  for (const [option, value] of Object.entries(options)) {
    if (context.setOption(option, value) < 0) {
      throw new Error(`${encoder} does not know ${option}=${value}`);
    }
  }
  if (context.open2Sync(codec) < 0) {
    throw new Error(`${encoder} could not be opened`);
  }
  const decoder = new JpegDecoder();
  const packet = new Packet();
  packet.alloc();
  const packets: CameraPacket[] = [];
  const encode = (picture: Frame | null): void => {
    context.sendFrameSync(picture);
    while (context.receivePacketSync(packet) >= 0) {
      packets.push({
        annexB: Buffer.from(packet.data ?? []),
        isKeyframe: packet.isKeyframe,
        sourceMilliseconds: Number(packet.pts),
      });
      packet.unref();
    }
  };
  for (let index = 0; index < count; index += 1) {
    const picture = decoder.decode(jpegs[index % jpegs.length] ?? Buffer.alloc(0));
    picture.pts = BigInt(Math.round((index * 1000) / framesPerSecond));
    picture.timeBase = new Rational(1, 1000);
    picture.pictType = AV_PICTURE_TYPE_NONE;
    encode(picture);
  }
  encode(null);
  packet.free();
  decoder.close();
  context.freeContext();
  return packets;
}
