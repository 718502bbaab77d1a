import { AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { FormatContext, Packet } from 'node-av/lib';
import { footagePath } from './footage-jpegs.ts';

/** One picture of the test footage as its camera encoded it. */
export interface FootagePicture {
  /** Its NAL units, without parameter sets. */
  readonly units: readonly Buffer[];
  readonly isKeyframe: boolean;
  /** When it is shown. Pictures are in decoding order, and the footage has B-frames. */
  readonly shownMilliseconds: number;
}

export interface FootageH264 {
  readonly pictures: readonly FootagePicture[];
  /** Of H.265, which is what this is then. */
  readonly videoParameters?: Buffer;
  readonly sequenceParameters: Buffer;
  readonly pictureParameters: Buffer;
}

/** The H.264 of the test footage, 1280x720 at 15 a second. */
export function footageH264(path = footagePath): FootageH264 {
  const file = new FormatContext();
  file.openInputSync(path);
  file.findStreamInfoSync(null);
  const stream = file.streams[file.findBestStream(AVMEDIA_TYPE_VIDEO)];
  const record = stream?.codecpar.extradata ?? null;
  if (stream === undefined || record === null) {
    throw new Error(`${path} holds no H.264`);
  }
  // AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1) with one set of each kind.
  const sequenceBytes = record.readUInt16BE(6);
  const sequenceParameters = Buffer.from(record.subarray(8, 8 + sequenceBytes));
  const pictureAt = 8 + sequenceBytes + 1;
  const pictureParameters = Buffer.from(record.subarray(pictureAt + 2, pictureAt + 2 + record.readUInt16BE(pictureAt)));
  const { num, den } = stream.timeBase;
  const pictures: FootagePicture[] = [];
  const packet = new Packet();
  packet.alloc();
  while (file.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index && packet.data !== null) {
      const units = unitsOf(Buffer.from(packet.data));
      const isKeyframe = units.some((unit) => ((unit[0] ?? 0) & 0x1f) === 5);
      pictures.push({ units, isKeyframe, shownMilliseconds: (Number(packet.pts) * num * 1000) / den });
    }
    packet.unref();
  }
  packet.free();
  file.closeInputSync();
  return { pictures, sequenceParameters, pictureParameters };
}

function unitsOf(sample: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at + 4 <= sample.length;) {
    const end = at + 4 + sample.readUInt32BE(at);
    units.push(sample.subarray(at + 4, end));
    at = end;
  }
  return units;
}
