import { type OpusFrame, samplesPerMillisecond } from '../media/sound/sound-frame.ts';
import { rtpHeaderBytes, writeRtpHeader } from '../rtp/rtp-header.ts';
import type { ReportedStream } from './clock-reports.ts';

interface SoundSenderOptions {
  readonly payloadType: number;
  readonly ssrc: number;
  /** Takes packets of RTP as they are. */
  readonly send: (packet: Buffer) => void;
}

/** Sends frames of Opus to one receiver, one in each packet (RFC 3550, 5.1; RFC 7587, 4.2). */
export class SoundSender {
  readonly #options: SoundSenderOptions;
  readonly stream: ReportedStream;
  #sequenceNumber = Math.floor(Math.random() * 2 ** 16);

  constructor(options: SoundSenderOptions) {
    this.#options = options;
    this.stream = { ssrc: options.ssrc, ticksPerMillisecond: samplesPerMillisecond, packets: 0, payloadBytes: 0 };
  }

  send({ firstSample, data }: Pick<OpusFrame, 'firstSample'> & { readonly data: Uint8Array }): void {
    const { payloadType, ssrc, send } = this.#options;
    const packet = Buffer.alloc(rtpHeaderBytes + data.length);
    const timestamp = firstSample % 2 ** 32;
    writeRtpHeader(packet, { payloadType, isMarked: false, sequenceNumber: this.#sequenceNumber, timestamp, ssrc });
    packet.set(data, rtpHeaderBytes);
    this.#sequenceNumber = (this.#sequenceNumber + 1) % 2 ** 16;
    this.stream.packets += 1;
    this.stream.payloadBytes += data.length;
    send(packet);
  }
}
