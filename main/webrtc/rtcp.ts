/** What a browser tells while it receives (RFC 3550, 6; RFC 4585, 6). */
export interface RtcpNews {
  /** It says how well it receives: it is there. */
  readonly isReport: boolean;
  /** Of the packets since its report before, from 0 to 1; null where it does not say. */
  readonly lostShare: number | null;
  /** From here to there and back, by its answer to our last sender report (RFC 3550, 6.4.1); null where it does not say. */
  readonly roundTripMilliseconds: number | null;
  /** It cannot go on without a keyframe. */
  readonly wantsKeyframe: boolean;
}

const receiverReport = 201;
const payloadFeedback = 206;
const pictureLoss = 1;
const fullIntraRequest = 4;
/** Seconds from 1900, which NTP counts from, to 1970. */
export const ntpEpochSeconds = 2_208_988_800;
/** Of the middle 32 bits of a time of NTP. */
const ntpUnitsPerSecond = 65_536;
/** What is longer is a clock that was set. */
const mostRoundTripMilliseconds = 60_000;
/** Header and sender. */
const headBytes = 8;
const blockBytes = 24;

/**
 * @param packets one or more, one behind the other; what is cut off is left out
 * @param ssrc of the stream whose loss and round trip are meant
 * @param wallMilliseconds now, by the clock that sender reports are written with
 */
export function readRtcp(packets: Buffer, ssrc: number, wallMilliseconds: number): RtcpNews {
  let isReport = false;
  let lostShare: number | null = null;
  let roundTripMilliseconds: number | null = null;
  let wantsKeyframe = false;
  for (let at = 0; at + 4 <= packets.length;) {
    const format = (packets[at] ?? 0) & 0x1f;
    const type = packets[at + 1];
    const packet = packets.subarray(at, at + (packets.readUInt16BE(at + 2) + 1) * 4);
    isReport ||= type === receiverReport;
    const block = type === receiverReport ? blockOf(packet, format, ssrc) : null;
    if (block !== null) {
      lostShare = (block[4] ?? 0) / 256;
      roundTripMilliseconds = roundTripOf(block, wallMilliseconds);
    }
    wantsKeyframe ||= type === payloadFeedback && (format === pictureLoss || format === fullIntraRequest);
    at += packet.length;
  }
  return { isReport, lostShare, roundTripMilliseconds, wantsKeyframe };
}

/** What a report says of one stream, of those that it is about. */
function blockOf(report: Buffer, count: number, ssrc: number): Buffer | null {
  for (let at = headBytes; at < headBytes + count * blockBytes && at + blockBytes <= report.length; at += blockBytes) {
    if (report.readUInt32BE(at) === ssrc) {
      return report.subarray(at, at + blockBytes);
    }
  }
  return null;
}

/** When our report was heard, and how long ago that was; nothing before the first one. */
function roundTripOf(block: Buffer, wallMilliseconds: number): number | null {
  const lastReport = block.readUInt32BE(16);
  const now = Math.round((wallMilliseconds / 1000 + ntpEpochSeconds) * ntpUnitsPerSecond) % 2 ** 32;
  const units = (now - lastReport - block.readUInt32BE(20) + 2 ** 33) % 2 ** 32;
  const milliseconds = (units * 1000) / ntpUnitsPerSecond;
  return lastReport === 0 || milliseconds > mostRoundTripMilliseconds ? null : milliseconds;
}
