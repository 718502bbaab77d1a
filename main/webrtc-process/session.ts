import {
  H264RtpPacketizer,
  PacingHandler,
  PeerConnection,
  RtcpNackResponder,
  RtcpSrReporter,
  RtpPacketizationConfig,
  Video,
  type Track,
} from 'node-datachannel';
import type { SentRendition, WebRtcPicture } from '../live/webrtc/protocol.ts';
import { LinkWatch } from './link-watch.ts';
import { readOffer } from './offer.ts';
import { PictureHold } from './picture-hold.ts';
import { readRtcp } from './rtcp.ts';

interface SessionOptions {
  readonly sessionId: string;
  readonly offer: string;
  readonly portNumber: number;
  readonly bindAddress: string | null;
  /** What it can be sent, the largest first, in which it begins. */
  readonly renditions: readonly Pick<SentRendition, 'paceKbps'>[];
  /** The link wants another one: 0 is the largest. */
  readonly onRenditionWanted: (index: number) => void;
  /** What came since the newest keyframe. */
  readonly group: () => readonly WebRtcPicture[];
  readonly onKeyframeWanted: () => void;
  /** Called once. */
  readonly onEnded: () => void;
}

const clockRate = 90_000;
const ticksPerMillisecond = clockRate / 1000;
/** Below the size of what any network passes on whole. */
const mostPayloadBytes = 1200;
/**
 * Packets that are kept to be sent once more. With the library's own 512 a
 * viewer on a link that is too narrow is sent thirty times what it carries.
 */
const keptPackets = 32;
/** Pictures of the past are told to be so far apart: the browser decodes them as they come, and shows the newest. */
const burstMilliseconds = 2;
/** A browser that receives says so every second or two; one that was never there says nothing at all. */
const silentMilliseconds = 8000;
const lookMilliseconds = 1000;
const gatherMilliseconds = 4000;
/** How often what is paced may leave. */
const paceMilliseconds = 5;
/** A link that is too narrow gets nothing for at most so long, while the smaller rendition is on its way. */
const heldMilliseconds = 1000;

/** One browser that watches a camera: ICE, DTLS and RTP are the library's. */
export class Session {
  readonly #options: SessionOptions;
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #config: RtpPacketizationConfig;
  readonly #look: NodeJS.Timeout;
  #heardMilliseconds = performance.now();
  /** While it is open. */
  #link: LinkWatch | null = null;
  #wantedRendition = 0;
  /** Kept until the next one, as what waits in it goes with it. */
  #pacing: PacingHandler | null = null;
  readonly #hold = new PictureHold();
  #isOpen = false;
  #hasEnded = false;

  /** @throws OfferError, or what the library does not like of the offer */
  constructor(options: SessionOptions) {
    const { sessionId, offer, portNumber, bindAddress } = options;
    const { mid, payloadType, formatParameters } = readOffer(offer);
    this.#options = options;
    this.#connection = new PeerConnection(sessionId, {
      iceServers: [],
      disableAutoNegotiation: true,
      enableIceUdpMux: true,
      portRangeBegin: portNumber,
      portRangeEnd: portNumber,
      ...(bindAddress === null ? {} : { bindAddress }),
    });
    this.#look = setInterval(() => this.#lookAtLink(), lookMilliseconds);
    try {
      const ssrc = Math.floor(Math.random() * 0xffff_fffe) + 1;
      const video = new Video(mid, 'SendOnly');
      video.addH264Codec(payloadType, formatParameters);
      video.addSSRC(ssrc, 'petlog', 'petlog', 'video');
      this.#track = this.#connection.addTrack(video);
      this.#config = new RtpPacketizationConfig(ssrc, 'petlog', payloadType, clockRate);
      this.#sendAtPace(options.renditions[0]?.paceKbps ?? null);
      this.#track.onMessage((packets) => this.#hear(packets));
      this.#track.onOpen(() => this.#begin());
      this.#track.onClosed(() => this.close());
      this.#connection.onStateChange((state) => {
        if (state === 'closed' || state === 'failed' || state === 'disconnected') {
          this.close();
        }
      });
    } catch (error) {
      clearInterval(this.#look);
      this.#connection.close();
      throw error;
    }
  }

  /**
   * With every candidate of this machine in it.
   *
   * @throws what the library does not like of the offer
   */
  answer(): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no network answered in time')), gatherMilliseconds);
      this.#connection.onGatheringStateChange((state) => {
        const description = this.#connection.localDescription();
        if (state === 'complete' && description !== null) {
          clearTimeout(late);
          resolve(description.sdp);
        }
      });
      try {
        this.#connection.setRemoteDescription(this.#options.offer, 'offer');
        this.#connection.setLocalDescription('answer');
      } catch (error) {
        clearTimeout(late);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /** What the library does not like is left out: another candidate may do. */
  addCandidate(candidate: string, mid: string): void {
    try {
      this.#connection.addRemoteCandidate(candidate, mid);
    } catch {
      // a name that nobody knows, or another kind of network
    }
  }

  /** The next picture of the camera. */
  send({ annexB, captureMilliseconds, isKeyframe }: WebRtcPicture): void {
    if (!this.#isOpen) {
      return;
    }
    const fate = this.#hold.fateOf(isKeyframe, performance.now());
    if (fate === 'send') {
      this.#sendAt(annexB, captureMilliseconds);
    } else if (fate === 'ask for a keyframe') {
      this.#options.onKeyframeWanted();
    }
  }

  /** What it is sent from now on is of that one, and begins with a keyframe. */
  goOnWith(index: number): void {
    this.#hold.end();
    this.#sendAtPace(this.#options.renditions[index]?.paceKbps ?? null);
  }

  close(): void {
    if (this.#hasEnded) {
      return;
    }
    this.#hasEnded = true;
    this.#isOpen = false;
    clearInterval(this.#look);
    this.#connection.close();
    this.#options.onEnded();
  }

  /** All that the newest picture needs, at once, so that nobody waits for a keyframe. */
  #begin(): void {
    const group = this.#options.group();
    const newest = group.at(-1)?.captureMilliseconds ?? 0;
    this.#heardMilliseconds = performance.now();
    this.#link = new LinkWatch(this.#options.renditions.length, this.#heardMilliseconds);
    this.#isOpen = true;
    if (newest === 0) {
      this.#options.onKeyframeWanted();
    }
    group.forEach(({ annexB }, index) => this.#sendAt(annexB, newest - (group.length - 1 - index) * burstMilliseconds));
  }

  /** With it goes what is lost of the pictures before, and is not sent again: nobody needs it beside a keyframe. */
  #sendAtPace(kbps: number | null): void {
    const packetizer = new H264RtpPacketizer('StartSequence', this.#config, mostPayloadBytes);
    packetizer.addToChain(new RtcpSrReporter(this.#config));
    packetizer.addToChain(new RtcpNackResponder(keptPackets));
    if (kbps !== null) {
      this.#pacing = new PacingHandler(kbps * 1000, paceMilliseconds);
      packetizer.addToChain(this.#pacing);
    }
    this.#track.setMediaHandler(packetizer);
  }

  /** What waits in the link, and would be lost there, stands in the way of what comes next. */
  #holdBack(): void {
    this.#hold.begin(performance.now() + heldMilliseconds);
    this.#sendAtPace(null);
  }

  #sendAt(annexB: Uint8Array, milliseconds: number): void {
    this.#config.timestamp = Math.round(milliseconds * ticksPerMillisecond) % 2 ** 32;
    try {
      this.#track.sendMessageBinary(Buffer.from(annexB.buffer, annexB.byteOffset, annexB.byteLength));
    } catch {
      // it closes; its end is told
    }
  }

  #hear(packets: Buffer): void {
    const { isReport, lostShare, roundTripMilliseconds, wantsKeyframe } = readRtcp(packets, Date.now());
    const now = performance.now();
    if (isReport) {
      this.#heardMilliseconds = now;
    }
    if (lostShare !== null) {
      this.#link?.report({ lostShare, roundTripMilliseconds }, now);
      this.#followLink();
    }
    if (wantsKeyframe) {
      this.#options.onKeyframeWanted();
    }
  }

  #lookAtLink(): void {
    const now = performance.now();
    if (now - this.#heardMilliseconds > silentMilliseconds) {
      this.close();
    } else if (this.#isOpen) {
      this.#link?.look(now);
      this.#followLink();
    }
  }

  #followLink(): void {
    const level = this.#link?.level ?? 0;
    if (level !== this.#wantedRendition) {
      if (level > this.#wantedRendition) {
        this.#holdBack();
      }
      this.#wantedRendition = level;
      this.#options.onRenditionWanted(level);
    }
  }
}
