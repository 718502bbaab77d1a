import { AV_LOG_ERROR, AV_PICTURE_TYPE_NONE, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { Codec, CodecContext, type Frame, Log, Packet, Rational } from 'node-av/lib';
import type { CameraPacket } from '../../main/camera/source.ts';
import { JpegDecoder } from '../../main/ffmpeg/jpeg-decoder.ts';
import { smallJpegs } from './small-jpegs.ts';

interface CameraH264Options {
  widthPixels?: number;
  heightPixels?: number;
  framesPerSecond?: number;
  /** Pictures from one keyframe to the next. */
  keyframeEvery?: number;
  /** Of x264: `baseline`, `main` or `high`. */
  profile?: string;
  bFrames?: number;
  slices?: number;
  /** Other options of x264, such as `level`. */
  options?: Readonly<Record<string, string>>;
  /** The pictures; a moving bar unless they are given. */
  jpegs?: readonly Buffer[];
}

/** What a camera that encodes by itself would give: so many pictures of H.264, in decoding order; each differs from the one before. */
export async function cameraH264(count: number, given: CameraH264Options = {}): Promise<CameraPacket[]> {
  const { widthPixels = 320, heightPixels = 180, framesPerSecond = 15, keyframeEvery = 30, profile = 'baseline', bFrames = 0 } = given;
  const { slices = 1, options = {}, jpegs = await smallJpegs(16, widthPixels, heightPixels) } = given;
  Log.setLevel(AV_LOG_ERROR);
  const context = new CodecContext();
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (codec === null) {
    throw new Error('this FFmpeg has no x264');
  }
  context.allocContext3(codec);
  context.width = widthPixels;
  context.height = heightPixels;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, 1000);
  context.framerate = new Rational(framesPerSecond, 1);
  context.threadCount = 1;
  context.gopSize = keyframeEvery;
  context.maxBFrames = bFrames;
  const all = {
    preset: 'superfast',
    ...(bFrames === 0 ? { tune: 'zerolatency' } : {}),
    profile,
    crf: '23',
    sc_threshold: '0',
    'x264-params': `slices=${slices}:keyint=${keyframeEvery}:min-keyint=${keyframeEvery}:b-adapt=0`,
    ...options,
  };
  for (const [option, value] of Object.entries(all)) {
    if (context.setOption(option, value) < 0) {
      throw new Error(`x264 does not know ${option}=${value}`);
    }
  }
  if (context.open2Sync(codec) < 0) {
    throw new Error('x264 could not be opened');
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
