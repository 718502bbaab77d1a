/** What a browser tells while it receives (RFC 3550, 6; RFC 4585, 6). */
export interface RtcpNews {
  /** It says how well it receives: it is there. */
  readonly isReport: boolean;
  /** Of the packets since its report before, from 0 to 1; null where it does not say. */
  readonly lostShare: number | null;
  /** What it believes that the link carries (draft-alvestrand-rmcat-remb); null where it does not say. */
  readonly estimatedKbps: number | null;
  /** It cannot go on without a keyframe. */
  readonly wantsKeyframe: boolean;
}

const receiverReport = 201;
const payloadFeedback = 206;
const pictureLoss = 1;
const fullIntraRequest = 4;
const applicationLayer = 15;

/** @param packets one or more, one behind the other; what is cut off is left out */
export function readRtcp(packets: Buffer): RtcpNews {
  let isReport = false;
  let lostShare: number | null = null;
  let estimatedKbps: number | null = null;
  let wantsKeyframe = false;
  for (let at = 0; at + 4 <= packets.length;) {
    const format = (packets[at] ?? 0) & 0x1f;
    const type = packets[at + 1];
    const packet = packets.subarray(at, at + (packets.readUInt16BE(at + 2) + 1) * 4);
    isReport ||= type === receiverReport;
    lostShare = type === receiverReport && format > 0 ? (lostShareOf(packet) ?? lostShare) : lostShare;
    wantsKeyframe ||= type === payloadFeedback && (format === pictureLoss || format === fullIntraRequest);
    estimatedKbps = type === payloadFeedback && format === applicationLayer ? (estimateOf(packet) ?? estimatedKbps) : estimatedKbps;
    at += packet.length;
  }
  return { isReport, lostShare, estimatedKbps, wantsKeyframe };
}

/** Of the first report block; there is one stream. */
const lostShareOf = (packet: Buffer): number | null => (packet.length < 32 ? null : (packet[12] ?? 0) / 256);

/** An exponent of 6 bits and a mantissa of 18, in bits a second. */
function estimateOf(packet: Buffer): number | null {
  if (packet.length < 20 || packet.toString('latin1', 12, 16) !== 'REMB') {
    return null;
  }
  const exponent = (packet[17] ?? 0) >> 2;
  const mantissa = (((packet[17] ?? 0) & 3) << 16) | packet.readUInt16BE(18);
  return (mantissa * 2 ** exponent) / 1000;
}
