import {
  AV_CODEC_ID_MJPEG,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  AVERROR_EAGAIN,
  AVERROR_EOF,
} from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational } from 'node-av/lib';
import { decoderIds } from '../ffmpeg/camera-decoder.ts';
import { check } from '../ffmpeg/ffmpeg-error.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';

/** The MJPEG encoder's quantizer, 1 to 31: the pictures were encoded before and gain nothing from a finer one. */
const quantizer = 4;

/**
 * The last picture of a part of an encoded stream, as JPEG.
 *
 * @param annexB a keyframe and all pictures after it up to the wanted one, with start codes
 * @throws when it cannot be decoded
 */
export function lastPictureAsJpeg(annexB: readonly Buffer[], videoCodec: VideoCodec): Buffer {
  const decoder = new CodecContext();
  const packet = new Packet();
  // Two, because asking in vain empties the frame that is asked with.
  let last = new Frame();
  let spare = new Frame();
  let hasPicture = false;
  const send = (input: Packet | null): void => {
    check(decoder.sendPacketSync(input), 'decode a picture');
    for (;;) {
      const result = decoder.receiveFrameSync(spare);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) {
        return;
      }
      check(result, 'decode a picture');
      [last, spare] = [spare, last];
      hasPicture = true;
    }
  };
  try {
    const codec = Codec.findDecoder(decoderIds[videoCodec]);
    decoder.allocContext3(codec);
    decoder.threadCount = 1;
    check(decoder.open2Sync(codec), 'open the decoder');
    packet.alloc();
    last.alloc();
    spare.alloc();
    for (const data of annexB) {
      packet.data = data;
      send(packet);
      packet.unref();
    }
    send(null);
    if (!hasPicture) {
      throw new Error('could not decode a picture: there is none');
    }
    return encodeJpeg(last);
  } finally {
    last.free();
    spare.free();
    packet.free();
    decoder.freeContext();
  }
}

/** @param picture full-range YUV 4:2:0, as `EncodedVideo` makes it */
function encodeJpeg(picture: Frame): Buffer {
  const encoder = new CodecContext();
  const packet = new Packet();
  try {
    const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
    encoder.allocContext3(codec);
    encoder.width = picture.width;
    encoder.height = picture.height;
    encoder.pixelFormat = AV_PIX_FMT_YUVJ420P;
    encoder.colorRange = AVCOL_RANGE_JPEG;
    encoder.timeBase = new Rational(1, 1000);
    encoder.threadCount = 1;
    encoder.qMin = quantizer;
    encoder.qMax = quantizer;
    check(encoder.open2Sync(codec), 'open the JPEG encoder');
    packet.alloc();
    picture.format = AV_PIX_FMT_YUVJ420P;
    picture.colorRange = AVCOL_RANGE_JPEG;
    picture.pictType = AV_PICTURE_TYPE_NONE;
    picture.pts = 0n;
    check(encoder.sendFrameSync(picture), 'encode a JPEG');
    check(encoder.sendFrameSync(null), 'encode a JPEG');
    check(encoder.receivePacketSync(packet), 'encode a JPEG');
    if (packet.data === null) {
      throw new Error('could not encode a JPEG: it is empty');
    }
    return Buffer.from(packet.data);
  } finally {
    packet.free();
    encoder.freeContext();
  }
}
