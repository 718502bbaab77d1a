import { H264RtpPacketizer, PacingHandler, RtcpNackResponder, RtcpSrReporter, RtpPacketizationConfig, type Track } from 'node-datachannel';
import type { ReportedStream } from './clock-reports.ts';
import { mostPayloadBytes } from './picture-packets.ts';
import { clockRate, keptPackets, paceMilliseconds, ticksPerMillisecond } from './picture-sending.ts';
import { sendThrough, streamName } from './track.ts';

interface PictureSenderOptions {
  readonly track: Track;
  readonly ssrc: number;
  readonly payloadType: number;
  /** Of the header extension that asks the receiver to show each picture at once; null for its own judgement. */
  readonly playoutDelayId: number | null;
}

/** Sends pictures of H.264 to one receiver (RFC 6184), and once more what it has lost. */
export class PictureSender {
  readonly stream: ReportedStream;
  readonly #track: Track;
  readonly #config: RtpPacketizationConfig;
  /** Kept until the next one, as what waits in it goes with it. */
  #pacing: PacingHandler | null = null;

  constructor({ track, ssrc, payloadType, playoutDelayId }: PictureSenderOptions) {
    this.stream = { ssrc, ticksPerMillisecond, packets: 0, payloadBytes: 0 };
    this.#track = track;
    this.#config = new RtpPacketizationConfig(ssrc, streamName, payloadType, clockRate);
    if (playoutDelayId !== null) {
      this.#config.playoutDelayId = playoutDelayId;
      this.#config.playoutDelayMin = 0;
      this.#config.playoutDelayMax = 0;
    }
  }

  /**
   * From now on. With it goes what is lost of the pictures before, and is not sent again: nobody needs it beside a keyframe.
   *
   * @param kbps null for at once, however large a picture is
   * @param reportsItself the library writes sender reports; else they come from elsewhere, as with sound
   */
  sendAtPace(kbps: number | null, { reportsItself }: { readonly reportsItself: boolean }): void {
    const packetizer = new H264RtpPacketizer('Length', this.#config, mostPayloadBytes);
    if (reportsItself) {
      packetizer.addToChain(new RtcpSrReporter(this.#config));
    }
    packetizer.addToChain(new RtcpNackResponder(keptPackets));
    if (kbps !== null) {
      this.#pacing = new PacingHandler(kbps * 1000, paceMilliseconds);
      packetizer.addToChain(this.#pacing);
    }
    this.#track.setMediaHandler(packetizer);
  }

  /**
   * @param lengthPrefixed the picture's NAL units with their lengths before them: the library looks for start codes byte by byte, for each receiver
   * @param milliseconds when it was captured
   */
  sendAt({ lengthPrefixed }: { readonly lengthPrefixed: Buffer }, milliseconds: number): void {
    this.#config.timestamp = Math.round(milliseconds * ticksPerMillisecond) % 2 ** 32;
    sendThrough(this.#track, lengthPrefixed);
    // The library does not say how many packets it makes of a picture: so many at least.
    this.stream.packets += Math.ceil(lengthPrefixed.length / mostPayloadBytes);
    this.stream.payloadBytes += lengthPrefixed.length;
  }
}
