import { AVERROR_EAGAIN, AVERROR_EINVAL, AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, type FormatContext, Frame, Packet, type Stream } from 'node-av/lib';
import type { Clock } from '../system/clock.ts';
import { withEndMarker } from './end-marker.ts';
import { withHuffmanTables } from './huffman-tables.ts';
import type { WriteJpeg } from './output.ts';
import { RateLimit } from '../frames/rate-limit.ts';
import { CaptureError, type V4l2Request } from './request.ts';
import { tryOpen, whyEnded, whyNot } from './v4l2-device.ts';
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
      throw new CaptureError(whyEnded(request.device, read));
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
