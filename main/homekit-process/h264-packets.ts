import { rtpHeaderBytes, writeRtpHeader } from '../rtp/rtp-header.ts';
import { videoPayloads } from '../rtp/video-payloads.ts';

interface H264PacketsOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Of a whole packet of RTP. */
  readonly mostBytes: number;
  readonly firstSequenceNumber: number;
}

/** Makes packets of RTP of H.264, one unit or a part of one in each (RFC 6184, packetization mode 1). */
export class H264Packets {
  readonly #options: H264PacketsOptions;
  #sequenceNumber: number;

  constructor(options: H264PacketsOptions) {
    this.#options = options;
    this.#sequenceNumber = options.firstSequenceNumber;
  }

  /**
   * @param annexB one picture, with start codes
   * @param timestamp of 90 kHz, below 2 to the power of 32
   */
  of(annexB: Buffer, timestamp: number): Buffer[] {
    const { ssrc, payloadType, mostBytes } = this.#options;
    const payloads = videoPayloads(annexB, 'h264', mostBytes - rtpHeaderBytes);
    return payloads.map((payload, index) => {
      const packet = Buffer.concat([Buffer.alloc(rtpHeaderBytes), ...payload]);
      const isMarked = index === payloads.length - 1;
      writeRtpHeader(packet, { payloadType, isMarked, sequenceNumber: this.#sequenceNumber, timestamp, ssrc });
      this.#sequenceNumber = (this.#sequenceNumber + 1) % 65_536;
      return packet;
    });
  }
}
