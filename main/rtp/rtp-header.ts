/** The header of a packet of RTP without sources and extensions (RFC 3550, 5.1). */
export interface RtpHeader {
  readonly payloadType: number;
  /** Of a picture, its last packet. */
  readonly isMarked: boolean;
  /** Below 2 to the power of 16. */
  readonly sequenceNumber: number;
  /** In ticks of the stream's clock, below 2 to the power of 32. */
  readonly timestamp: number;
  readonly ssrc: number;
}

export const rtpHeaderBytes = 12;
const version = 0x80;
const marker = 0x80;

/** @param packet begins with room for it */
export function writeRtpHeader(packet: Buffer, { payloadType, isMarked, sequenceNumber, timestamp, ssrc }: RtpHeader): void {
  packet[0] = version;
  packet[1] = (isMarked ? marker : 0) | payloadType;
  packet.writeUInt16BE(sequenceNumber, 2);
  packet.writeUInt32BE(timestamp, 4);
  packet.writeUInt32BE(ssrc, 8);
}
