import type { Writable } from 'node:stream';
import { AVERROR_EAGAIN, AVERROR_EINVAL, AV_CODEC_ID_H264, AV_NOPTS_VALUE } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import { toMilliseconds } from '../ffmpeg/video-file.ts';
import { PacketWriter } from '../frames/packet-stream.ts';
import { CaptureError, type V4l2Request } from './request.ts';
import { tryOpen, whyEnded, whyNot } from './v4l2-device.ts';

/**
 * Copies the H.264 of a USB camera, each picture with the time that the driver gives it. Returns only by throwing.
 *
 * @throws CaptureError
 */
export async function captureV4l2H264(request: V4l2Request, output: Writable): Promise<void> {
  const { device } = request;
  const format = await tryOpen(request, 'h264');
  if (typeof format === 'number') {
    throw new CaptureError(format === AVERROR_EINVAL ? noH264(device) : whyNot(device, format));
  }
  const stream = format.streams[0];
  if (stream?.codecpar.codecId !== AV_CODEC_ID_H264) {
    throw new CaptureError(noH264(device));
  }
  const writer = new PacketWriter(output);
  using packet = new Packet();
  packet.alloc();
  for (;;) {
    const read = await format.readFrame(packet);
    if (read === AVERROR_EAGAIN) {
      continue;
    }
    if (read < 0) {
      throw new CaptureError(whyEnded(device, read));
    }
    const { data, pts, isKeyframe } = packet;
    if (data !== null) {
      const sourceMilliseconds = pts === AV_NOPTS_VALUE ? null : toMilliseconds(pts, stream.timeBase);
      writer.packet({ annexB: Buffer.from(data), isKeyframe, sourceMilliseconds });
    }
    packet.unref();
  }
}

const noH264 = (device: string): string => `the camera ${device} gives no H.264, which its settings ask for; choose another format there`;
