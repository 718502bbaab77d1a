import type { Readable, Writable } from 'node:stream';
import { AV_CODEC_ID_MJPEG } from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { decoderIds } from '../ffmpeg/camera-decoder.ts';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import { lengthPrefix, LengthPrefixReader } from '../frames/length-prefix.ts';
import { CaptureError, type PictureRequest } from './request.ts';
import { VideoToJpeg } from '../ffmpeg/video-to-jpeg.ts';

const largestPictureBytes = 16 * 1024 * 1024;
/** From good to small, until it is small enough. */
const attempts = [
  { mostWidthPixels: 1280, quality: 80 },
  { mostWidthPixels: 960, quality: 70 },
  { mostWidthPixels: 640, quality: 60 },
  { mostWidthPixels: 320, quality: 40 },
] as const;

/**
 * One picture as a JPEG to be shown before its camera is used. Two messages
 * answer: the size that it has, as JSON, and the JPEG.
 *
 * @throws CaptureError
 */
export async function showPicture({ codec, mostBytes }: PictureRequest, input: Readable, output: Writable): Promise<void> {
  const frame = decode(codec, await firstMessage(input));
  const size = Buffer.from(JSON.stringify({ widthPixels: frame.width, heightPixels: frame.height }));
  const jpeg = smallJpeg(frame, mostBytes);
  await new Promise<void>((resolve) => {
    output.write(Buffer.concat([lengthPrefix(size.length), size, lengthPrefix(jpeg.length), jpeg]), () => resolve());
  });
}

function decode(codecName: PictureRequest['codec'], data: Buffer): Frame {
  const codec = Codec.findDecoder(codecName === 'mjpeg' ? AV_CODEC_ID_MJPEG : decoderIds[codecName]);
  using decoder = new CodecContext();
  using packet = new Packet();
  const frame = new Frame();
  decoder.allocContext3(codec);
  decoder.threadCount = 1;
  check(decoder.open2Sync(codec), 'open the decoder');
  packet.alloc();
  frame.alloc();
  packet.data = data;
  const isDecoded =
    decoder.sendPacketSync(packet) >= 0 && (decoder.sendPacketSync(null), decoder.receiveFrameSync(frame)) >= 0 && frame.width > 0;
  if (!isDecoded) {
    throw new CaptureError('its picture cannot be decoded');
  }
  frame.timeBase = new Rational(1, 1000); // filters want one, though this picture has no time
  return frame;
}

function smallJpeg(frame: Frame, mostBytes: number): Uint8Array {
  for (const attempt of attempts) {
    const encoder = new VideoToJpeg({ ...attempt, mirrorLeftToRight: false, mirrorTopToBottom: false });
    const jpeg = Buffer.from(encoder.encode(frame));
    encoder.close();
    if (jpeg.length <= mostBytes) {
      return jpeg;
    }
  }
  throw new CaptureError(`its picture cannot be made smaller than ${mostBytes} bytes`);
}

function firstMessage(input: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const reader = new LengthPrefixReader(largestPictureBytes, resolve);
    input.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}
