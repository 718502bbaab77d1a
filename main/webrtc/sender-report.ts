import { ntpEpochSeconds } from './rtcp.ts';

interface SenderReport {
  readonly ssrc: number;
  /** By which a browser knows what belongs together; at most 255 bytes. */
  readonly canonicalName: string;
  /** Now, and which time of RTP that is. */
  readonly wallMilliseconds: number;
  readonly timestamp: number;
  /** Sent so far, and what was in them. */
  readonly packets: number;
  readonly payloadBytes: number;
}

const version = 0x80;
const senderReportType = 200;
const descriptionType = 202;
const canonicalNameItem = 1;
const reportBytes = 28;
const unitsOfSecond = 2 ** 32;

/** A sender report without blocks, and the name behind it (RFC 3550, 6.4.1 and 6.5). */
export function senderReport({ ssrc, canonicalName, wallMilliseconds, timestamp, packets, payloadBytes }: SenderReport): Buffer {
  const name = Buffer.from(canonicalName);
  // Header and source, the item's type and length, and at least one zero up to a word.
  const descriptionBytes = 8 + Math.ceil((2 + name.length + 1) / 4) * 4;
  const bytes = Buffer.alloc(reportBytes + descriptionBytes);
  bytes[0] = version;
  bytes[1] = senderReportType;
  bytes.writeUInt16BE(reportBytes / 4 - 1, 2);
  bytes.writeUInt32BE(ssrc, 4);
  const seconds = wallMilliseconds / 1000;
  bytes.writeUInt32BE((Math.floor(seconds) + ntpEpochSeconds) % unitsOfSecond, 8);
  bytes.writeUInt32BE(Math.floor((seconds % 1) * unitsOfSecond), 12);
  bytes.writeUInt32BE(timestamp, 16);
  bytes.writeUInt32BE(packets % unitsOfSecond, 20);
  bytes.writeUInt32BE(payloadBytes % unitsOfSecond, 24);
  bytes[reportBytes] = version | 1;
  bytes[reportBytes + 1] = descriptionType;
  bytes.writeUInt16BE(descriptionBytes / 4 - 1, reportBytes + 2);
  bytes.writeUInt32BE(ssrc, reportBytes + 4);
  bytes[reportBytes + 8] = canonicalNameItem;
  bytes[reportBytes + 9] = name.length;
  name.copy(bytes, reportBytes + 10);
  return bytes;
}
