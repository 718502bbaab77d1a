import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ClockReports, type ReportedStream } from '../webrtc/clock-reports.ts';
import { readRtcp } from '../webrtc/rtcp.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import { rtpHeaderBytes } from '../rtp/rtp-header.ts';
import { H264Packets } from './h264-packets.ts';
import { plainAddress } from './home-address.ts';
import { Srtp, srtpTagBytes } from './srtp.ts';

interface VideoStreamOptions {
  /** Where it is sent to, and from where alone something is heard. */
  readonly address: string;
  readonly port: number;
  readonly family: 'ipv4' | 'ipv6';
  /** 16 and 14 bytes. */
  readonly masterKey: Uint8Array;
  readonly masterSalt: Uint8Array;
  readonly clock: Clock;
  /** Now, by the clock that pictures are captured by. */
  readonly captureMilliseconds: () => number;
  /** The home cannot go on without a keyframe. Called once a second at most. */
  onKeyframeWanted(): void;
  /** Nothing was heard of the home for half a minute, or nothing can be sent to it. Called once. */
  onLost(): void;
}

/** What the home chose when the stream begins. */
export interface ChosenVideo {
  readonly payloadType: number;
  /** Of a packet, with what protects it. */
  readonly mostBytes: number;
}

/** Homes tell how they receive every few seconds. */
const silentMilliseconds = 30_000;
const keyframeMilliseconds = 1000;
const ticksPerMillisecond = 90;
/** What is smaller could hold no part of a picture. */
const leastPacketBytes = 200;
const mostPacketBytes = 1400;

/** One live picture on its way to a home: SRTP and SRTCP by one UDP port (RFC 3711, RFC 5761). */
export class VideoStream {
  readonly ssrc = randomInt(1, 2 ** 31);
  readonly #options: VideoStreamOptions;
  readonly #socket: Socket;
  readonly #srtp: Srtp;
  readonly #patience: Patience;
  readonly #sent: ReportedStream = { ssrc: this.ssrc, ticksPerMillisecond, packets: 0, payloadBytes: 0 };
  readonly #reports: ClockReports;
  #packets: H264Packets | null = null;
  #keyframeWantedMilliseconds = -Infinity;
  #isClosed = false;

  private constructor(options: VideoStreamOptions, socket: Socket) {
    const { masterKey, masterSalt, clock, captureMilliseconds } = options;
    this.#options = options;
    this.#socket = socket;
    this.#srtp = new Srtp(masterKey, masterSalt);
    this.#patience = new Patience(clock, () => this.#lose());
    this.#reports = new ClockReports({
      streams: [this.#sent],
      canonicalName: 'petlog',
      send: (packet) => this.#send(this.#srtp.protectRtcp(packet)),
      captureMilliseconds,
      wallMilliseconds: () => clock.nowMicroseconds() / 1000,
    });
    socket.on('message', (packet, { address, port }) => {
      if (plainAddress(address) === plainAddress(options.address) && port === options.port) {
        this.#hear(packet);
      }
    });
    socket.on('error', () => this.#lose());
    this.#patience.begin(silentMilliseconds);
  }

  /**
   * Takes a UDP port of the system's choice; nothing is sent before `begin`.
   *
   * @throws RangeError for keys of another length
   * @throws the system's error
   */
  static async open(options: VideoStreamOptions): Promise<VideoStream> {
    const socket = createSocket(options.family === 'ipv4' ? { type: 'udp4' } : { type: 'udp6', ipv6Only: true });
    try {
      socket.bind(0);
      await once(socket, 'listening');
      return new VideoStream(options, socket);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Where it goes. */
  get address(): string {
    return plainAddress(this.#options.address);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  begin({ payloadType, mostBytes }: ChosenVideo): void {
    this.#packets = new H264Packets({
      ssrc: this.ssrc,
      payloadType,
      mostBytes: Math.min(Math.max(mostBytes, leastPacketBytes), mostPacketBytes) - srtpTagBytes,
      firstSequenceNumber: randomInt(0, 2 ** 15),
    });
  }

  /** @param annexB one picture; the first is a keyframe with its parameter sets */
  send(annexB: Buffer, captureMilliseconds: number): void {
    if (this.#packets === null || this.#isClosed) {
      return;
    }
    this.#reports.tell();
    const timestamp = Math.round(captureMilliseconds * ticksPerMillisecond) % 2 ** 32;
    for (const packet of this.#packets.of(annexB, timestamp)) {
      this.#sent.packets += 1;
      this.#sent.payloadBytes += packet.length - rtpHeaderBytes;
      this.#send(this.#srtp.protectRtp(packet));
    }
  }

  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#patience.end();
      this.#socket.close();
    }
  }

  #hear(packet: Buffer): void {
    const rtcp = this.#srtp.unprotectRtcp(packet);
    if (rtcp === null || this.#isClosed) {
      return;
    }
    this.#patience.sign();
    const { clock, onKeyframeWanted } = this.#options;
    const now = clock.monotonicMilliseconds();
    const { wantsKeyframe } = readRtcp(rtcp, this.ssrc, clock.nowMicroseconds() / 1000);
    if (wantsKeyframe && now - this.#keyframeWantedMilliseconds >= keyframeMilliseconds) {
      this.#keyframeWantedMilliseconds = now;
      onKeyframeWanted();
    }
  }

  #send(packet: Buffer): void {
    const { address, port } = this.#options;
    // What the network does not take is lost as any other packet; who gets nothing says nothing, and is given up then.
    this.#socket.send(packet, port, address, () => {});
  }

  #lose(): void {
    if (!this.#isClosed) {
      this.close();
      this.#options.onLost();
    }
  }
}
