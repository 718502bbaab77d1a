import { type MediaHandler, PacingHandler, RtcpNackResponder, RtcpSrReporter, RtpPacketizationConfig, type Track } from 'node-datachannel';
import { rtpHeaderBytes, writeRtpHeader } from '../rtp/rtp-header.ts';
import type { VideoCodec } from '../mp4/video-codec.ts';
import type { ReportedStream } from './clock-reports.ts';
import { clockRate, keptPackets, paceMilliseconds, ticksPerMillisecond } from './picture-sending.ts';
import type { PicturePackets } from './picture-packets.ts';
import { sendThrough, streamName } from './track.ts';

interface PacketSenderOptions {
  readonly track: Track;
  readonly ssrc: number;
  /** Those that are in the answer: which of them a picture has may change from one keyframe to the next (RFC 3264, 5.1 and 6.1). */
  readonly payloadTypes: Readonly<Record<VideoCodec, number | null>> & { readonly h265: number };
}

/** Encryption counts how often the numbers begin anew, and must not miss that at the beginning (RFC 3711, 3.3.1). */
const mostFirstSequenceNumber = 2 ** 15;

/**
 * Sends pictures of H.264 and H.265 in one stream to one receiver (RFC 6184, RFC 7798), and once more what it has lost. A
 * packetizer of the library knows one payload type, and a second one would count its packets anew.
 */
export class PacketSender {
  readonly stream: ReportedStream;
  readonly #options: PacketSenderOptions;
  /** What the library's reports are written of. */
  readonly #config: RtpPacketizationConfig;
  #sequenceNumber = Math.floor(Math.random() * mostFirstSequenceNumber);
  /** Kept until the next one, as what waits in it goes with it. */
  #pacing: PacingHandler | null = null;

  constructor(options: PacketSenderOptions) {
    const { ssrc, payloadTypes } = options;
    this.#options = options;
    this.stream = { ssrc, ticksPerMillisecond, packets: 0, payloadBytes: 0 };
    this.#config = new RtpPacketizationConfig(ssrc, streamName, payloadTypes.h265, clockRate);
  }

  /** As `PictureSender` does it. */
  sendAtPace(kbps: number | null, { reportsItself }: { readonly reportsItself: boolean }): void {
    const handlers: MediaHandler[] = reportsItself ? [new RtcpSrReporter(this.#config)] : [];
    handlers.push(new RtcpNackResponder(keptPackets));
    if (kbps !== null) {
      this.#pacing = new PacingHandler(kbps * 1000, paceMilliseconds);
      handlers.push(this.#pacing);
    }
    const [first, ...others] = handlers;
    others.forEach((handler) => first?.addToChain(handler));
    if (first !== undefined) {
      this.#options.track.setMediaHandler(first);
    }
  }

  /**
   * Unless it is of a kind that is not in the answer.
   *
   * @param milliseconds when it was captured
   */
  sendAt({ codec, packets }: PicturePackets, milliseconds: number): void {
    const { track, ssrc, payloadTypes } = this.#options;
    const payloadType = payloadTypes[codec];
    if (payloadType === null) {
      return;
    }
    const timestamp = Math.round(milliseconds * ticksPerMillisecond) % 2 ** 32;
    this.#config.timestamp = timestamp;
    packets.forEach((packet, index) => {
      const isMarked = index === packets.length - 1;
      writeRtpHeader(packet, { payloadType, isMarked, sequenceNumber: this.#sequenceNumber, timestamp, ssrc });
      this.#sequenceNumber = (this.#sequenceNumber + 1) % 2 ** 16;
      this.stream.packets += 1;
      this.stream.payloadBytes += packet.length - rtpHeaderBytes;
      sendThrough(track, packet); // which copies it
    });
  }
}
