import {
  AVERROR_EACCES,
  AVERROR_EAGAIN,
  AVERROR_EBUSY,
  AVERROR_EINVAL,
  AVERROR_ENODEV,
  AVERROR_ENOENT,
  AVERROR_EPERM,
  AV_CODEC_ID_MJPEG,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, InputFormat, Packet, type Stream } from 'node-av/lib';
import type { Clock } from '../system/clock.ts';
import { withEndMarker } from './end-marker.ts';
import { withHuffmanTables } from './huffman-tables.ts';
import type { WriteJpeg } from './output.ts';
import { RateLimit } from '../frames/rate-limit.ts';
import { CaptureError, type V4l2Request } from './request.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';

/** The JPEGs of a packet, each good until the next is asked for. */
type ToJpegs = (packet: Packet) => Iterable<Uint8Array>;

/**
 * Copies the Motion JPEG of a USB camera; a camera that has none is encoded
 * here. Returns only by throwing.
 *
 * @throws CaptureError
 */
export async function captureV4l2(request: V4l2Request, write: WriteJpeg, clock: Clock): Promise<void> {
  const { format, stream } = await openCamera(request);
  const toJpegs: ToJpegs = stream.codecpar.codecId === AV_CODEC_ID_MJPEG ? jpegsOf : await encoder(stream, request.quality);
  const limit = new RateLimit(request.framesPerSecond);
  using packet = new Packet();
  packet.alloc();
  for (;;) {
    const read = await format.readFrame(packet);
    if (read === AVERROR_EAGAIN) {
      continue;
    }
    if (read < 0) {
      throw new CaptureError(
        `the camera ${request.device} ended: ${read === AVERROR_ENODEV ? 'it was unplugged' : new FFmpegError(read).message}`,
      );
    }
    if (limit.admits(clock.monotonicMilliseconds())) {
      for (const jpeg of toJpegs(packet)) {
        await write(jpeg);
      }
    }
    packet.unref();
  }
}

async function openCamera(request: V4l2Request): Promise<{ format: FormatContext; stream: Stream }> {
  const { device } = request;
  let result = await tryOpen(request, 'mjpeg');
  if (result === AVERROR_EINVAL) {
    result = await tryOpen(request, null);
  }
  if (typeof result === 'number') {
    throw new CaptureError(whyNot(device, result));
  }
  const stream = result.streams[0];
  if (stream === undefined) {
    throw new CaptureError(`the camera ${device} gives no video`);
  }
  return { format: result, stream };
}

/** @returns an error number of FFmpeg when it does not work */
async function tryOpen(
  { device, widthPixels, heightPixels, framesPerSecond }: V4l2Request,
  inputFormat: 'mjpeg' | null,
): Promise<FormatContext | number> {
  const v4l2 = InputFormat.findInputFormat('v4l2');
  if (v4l2 === null) {
    throw new CaptureError('this build of FFmpeg cannot use USB cameras');
  }
  const format = new FormatContext();
  using options = Dictionary.fromObject({
    video_size: `${widthPixels}x${heightPixels}`,
    framerate: String(framesPerSecond),
    ...(inputFormat === null ? {} : { input_format: inputFormat }),
  });
  const opened = await format.openInput(device, v4l2, options);
  return opened < 0 ? opened : format;
}

function whyNot(device: string, error: number): string {
  switch (error) {
    case AVERROR_ENOENT:
    case AVERROR_ENODEV:
      return `there is no camera at ${device}`;
    case AVERROR_EBUSY:
      return `the camera ${device} is in use by another program`;
    case AVERROR_EACCES:
    case AVERROR_EPERM:
      return `the camera ${device} may not be used: permission denied (its group is usually "video")`;
    default:
      return `the camera ${device} could not be opened: ${new FFmpegError(error).message}`;
  }
}

/** What it returns is only good until the next packet is read. */
function jpegsOf(packet: Packet): Uint8Array[] {
  return packet.data === null ? [] : [withEndMarker(withHuffmanTables(packet.data))];
}

async function encoder(stream: Stream, quality: number): Promise<ToJpegs> {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (codec === null) {
    throw new CaptureError('the camera gives neither JPEGs nor pictures that can be encoded');
  }
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  FFmpegError.throwIfError(decoder.parametersToContext(stream.codecpar), 'set up the decoder');
  FFmpegError.throwIfError(await decoder.open2(codec, null), 'open the decoder');
  const toJpeg = new VideoToJpeg({ quality, mirrorLeftToRight: false, mirrorTopToBottom: false });
  const frame = new Frame();
  frame.alloc();
  return function* (packet) {
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) {
      frame.timeBase = stream.timeBase;
      yield toJpeg.encode(frame);
      frame.unref();
    }
  };
}
