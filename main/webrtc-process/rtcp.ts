/** What a browser tells while it receives (RFC 3550, 6; RFC 4585, 6). */
export interface RtcpNews {
  /** It says how well it receives: it is there. */
  readonly isReport: boolean;
  /** It cannot go on without a keyframe. */
  readonly wantsKeyframe: boolean;
}

const receiverReport = 201;
const payloadFeedback = 206;
const pictureLoss = 1;
const fullIntraRequest = 4;

/** @param packets one or more, one behind the other; what is cut off is left out */
export function readRtcp(packets: Buffer): RtcpNews {
  let isReport = false;
  let wantsKeyframe = false;
  for (let at = 0; at + 4 <= packets.length;) {
    const format = (packets[at] ?? 0) & 0x1f;
    const type = packets[at + 1];
    isReport ||= type === receiverReport;
    wantsKeyframe ||= type === payloadFeedback && (format === pictureLoss || format === fullIntraRequest);
    at += (packets.readUInt16BE(at + 2) + 1) * 4;
  }
  return { isReport, wantsKeyframe };
}
