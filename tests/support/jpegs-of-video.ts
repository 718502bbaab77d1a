import { AV_CODEC_ID_MJPEG, AV_PICTURE_TYPE_NONE, AV_PIX_FMT_YUVJ420P, AVCOL_RANGE_JPEG, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Codec, CodecContext, FormatContext, Frame, Packet, Rational } from 'node-av/lib';

/** The first pictures of a video, so many at most, each as a JPEG of high quality. */
export function jpegsOfVideo(path: string, most: number): Buffer[] {
  const file = new FormatContext();
  file.openInputSync(path);
  file.findStreamInfoSync(null);
  const stream = file.streams[file.findBestStream(AVMEDIA_TYPE_VIDEO)];
  if (stream === undefined) {
    throw new Error(`${path} holds no video`);
  }
  const decoder = new CodecContext();
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  decoder.open2Sync(codec);
  const encoderCodec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
  const encoder = new CodecContext();
  encoder.allocContext3(encoderCodec);
  encoder.width = stream.codecpar.width;
  encoder.height = stream.codecpar.height;
  encoder.pixelFormat = AV_PIX_FMT_YUVJ420P;
  encoder.colorRange = AVCOL_RANGE_JPEG;
  encoder.timeBase = new Rational(1, 15);
  encoder.qMin = 3;
  encoder.qMax = 3;
  encoder.open2Sync(encoderCodec);

  const jpegs: Buffer[] = [];
  const packet = new Packet();
  packet.alloc();
  const output = new Packet();
  output.alloc();
  const frame = new Frame();
  frame.alloc();
  const receive = (): void => {
    while (jpegs.length < most && decoder.receiveFrameSync(frame) >= 0) {
      frame.format = AV_PIX_FMT_YUVJ420P;
      frame.pictType = AV_PICTURE_TYPE_NONE;
      frame.pts = BigInt(jpegs.length);
      encoder.sendFrameSync(frame);
      if (encoder.receivePacketSync(output) >= 0 && output.data !== null) {
        jpegs.push(Buffer.from(output.data));
      }
    }
  };
  while (jpegs.length < most && file.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) {
      decoder.sendPacketSync(packet);
      receive();
    }
    packet.unref();
  }
  decoder.sendPacketSync(null);
  receive();
  for (const owned of [packet, output, frame]) {
    owned.free();
  }
  decoder.freeContext();
  encoder.freeContext();
  file.closeInputSync();
  return jpegs;
}
