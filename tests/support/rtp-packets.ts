import type { VideoCodec } from '../../main/mp4/video-codec.ts';

interface PictureOptions {
  /** H.264 unless this says otherwise. */
  readonly codec?: VideoCodec;
  /** Parameter sets, which go together into one packet. */
  readonly sets: readonly Buffer[];
  readonly units: readonly Buffer[];
  readonly marker: 'right' | 'always' | 'never';
  readonly timestamp: number;
  /** Of the first packet. */
  readonly sequence: number;
  readonly payloadType?: number;
  /** Larger NAL units come in fragments. */
  readonly mostPayloadBytes?: number;
}

/** A picture as a camera sends it: one packet for parameter sets, fragments of what is large (RFC 6184: STAP-A, FU-A; RFC 7798: AP, FU). */
export function rtpPackets({
  codec = 'h264',
  sets,
  units,
  marker,
  timestamp,
  sequence,
  payloadType = 96,
  mostPayloadBytes = 1400,
}: PictureOptions): Buffer[] {
  const payloads = [
    ...(sets.length === 0 ? [] : [aggregate(codec, sets)]),
    ...units.flatMap((unit) => fragments(codec, unit, mostPayloadBytes)),
  ];
  return payloads.map((payload, index) => {
    const isLast = index === payloads.length - 1;
    const header = Buffer.alloc(12);
    header.writeUInt8(0x80, 0);
    header.writeUInt8(payloadType | (marker === 'always' || (marker === 'right' && isLast) ? 0x80 : 0), 1);
    header.writeUInt16BE((sequence + index) % 0x1_0000, 2);
    header.writeUInt32BE(timestamp % 2 ** 32, 4);
    header.writeUInt32BE(7, 8);
    return Buffer.concat([header, payload]);
  });
}

function aggregate(codec: VideoCodec, units: readonly Buffer[]): Buffer {
  const parts = units.flatMap((unit) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(unit.length);
    return [length, unit];
  });
  return Buffer.concat([Buffer.from(codec === 'h264' ? [0x78] : [48 << 1, 1]), ...parts]);
}

function fragments(codec: VideoCodec, unit: Buffer, mostBytes: number): Buffer[] {
  if (unit.length <= mostBytes) {
    return [unit];
  }
  const [head = 0, second = 0] = unit;
  const parts: Buffer[] = [];
  const headerBytes = codec === 'h264' ? 1 : 2;
  for (let at = headerBytes; at < unit.length; at += mostBytes) {
    const marks = (at === headerBytes ? 0x80 : 0) | (at + mostBytes >= unit.length ? 0x40 : 0);
    const headers =
      codec === 'h264' ? [(head & 0xe0) | 28, marks | (head & 0x1f)] : [(head & 0x81) | (49 << 1), second, marks | ((head >> 1) & 0x3f)];
    parts.push(Buffer.concat([Buffer.from(headers), unit.subarray(at, at + mostBytes)]));
  }
  return parts;
}
