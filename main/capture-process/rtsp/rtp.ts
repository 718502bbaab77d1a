/** One packet of RTP (RFC 3550, 5.1). */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits. */
  readonly timestamp: number;
  /** Who sends. */
  readonly source: number;
  readonly payload: Buffer;
}

const fixedHeaderBytes = 12;

/** Null for what is no RTP. */
export function readRtp(data: Buffer): RtpPacket | null {
  if (data.length < fixedHeaderBytes) {
    return null;
  }
  const first = data[0] ?? 0;
  const second = data[1] ?? 0;
  const version = first >> 6;
  let begin = fixedHeaderBytes + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0 && begin + 4 <= data.length) {
    begin += 4 + 4 * data.readUInt16BE(begin + 2);
  }
  const padding = (first & 0x20) !== 0 ? (data.at(-1) ?? 0) : 0;
  const end = data.length - padding;
  if (version !== 2 || begin > end) {
    return null;
  }
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    source: data.readUInt32BE(8),
    payload: data.subarray(begin, end),
  };
}

/**
 * A report that everything arrives (RFC 3550, 6.4.2): some cameras stop without
 * one.
 *
 * @param self any number that is not the sender's
 */
export function receiverReport(self: number, source: number, highestSequence: number): Buffer {
  const report = Buffer.alloc(32);
  report.writeUInt8(0x81, 0); // version 2, one report block
  report.writeUInt8(201, 1);
  report.writeUInt16BE(report.length / 4 - 1, 2);
  report.writeUInt32BE(self, 4);
  report.writeUInt32BE(source, 8);
  report.writeUInt32BE(highestSequence, 16);
  return report;
}

/** Whether a compound packet of RTCP says that the sender leaves (RFC 3550, 6.6). */
export function saysGoodbye(data: Buffer): boolean {
  for (let at = 0; at + 4 <= data.length; at += 4 + 4 * data.readUInt16BE(at + 2)) {
    if (data[at + 1] === 203) {
      return true;
    }
  }
  return false;
}

/** What a sender says about its clock. */
export interface SenderReport {
  /** Since 1900, by the clock that all streams of a sender share; 0 where it does not know. */
  readonly ntpMilliseconds: number;
  /** Of the same moment, on the clock of the stream: 32 bits. */
  readonly timestamp: number;
}

/** The sender report in a compound packet of RTCP (RFC 3550, 6.4.1); null where there is none. */
export function readSenderReport(data: Buffer): SenderReport | null {
  for (let at = 0; at + 4 <= data.length; at += 4 + 4 * data.readUInt16BE(at + 2)) {
    if (data[at + 1] === 200 && at + 20 <= data.length) {
      const seconds = data.readUInt32BE(at + 8) + data.readUInt32BE(at + 12) / 2 ** 32;
      return { ntpMilliseconds: seconds * 1000, timestamp: data.readUInt32BE(at + 16) };
    }
  }
  return null;
}
