import { Audio, PeerConnection, Video, type Track } from 'node-datachannel';
import type { SentRendition, WebRtcPicture, WebRtcSound } from '../live/webrtc/protocol.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import { ClockReports } from '../webrtc/clock-reports.ts';
import { PictureSender } from '../webrtc/picture-sender.ts';
import { readRtcp } from '../webrtc/rtcp.ts';
import { SoundSender } from '../webrtc/sound-sender.ts';
import { randomSsrc, sendThrough, streamName } from '../webrtc/track.ts';
import { LinkWatch } from './link-watch.ts';
import { type Offer, readOffer } from './offer.ts';
import { PictureHold } from './picture-hold.ts';

interface SessionOptions {
  readonly clock: Clock;
  readonly sessionId: string;
  readonly offer: string;
  readonly portNumber: number;
  readonly bindAddress: string | null;
  /** Asked for the address that the internet sees; null for none. */
  readonly stunServer: string | null;
  /** What it can be sent, the largest first, in which it begins. */
  readonly renditions: readonly Pick<SentRendition, 'paceKbps'>[];
  /** There is sound, for a browser that takes it. */
  readonly hasSound: boolean;
  /** Now, by the clock that pictures and sound are captured by. */
  readonly captureMilliseconds: () => number;
  /** The link wants another one: 0 is the largest. */
  readonly onRenditionWanted: (index: number) => void;
  /** What came since the newest keyframe. */
  readonly group: () => readonly WebRtcPicture[];
  readonly onKeyframeWanted: () => void;
  /** Called once. */
  readonly onEnded: () => void;
}

interface SentSound {
  readonly sender: SoundSender;
  /** Of the pictures too. */
  readonly reports: ClockReports;
}

/** Pictures of the past are told to be so far apart: the browser decodes them as they come, and shows the newest. */
const burstMilliseconds = 2;
/** A browser that receives says so every second or two; one that was never there says nothing at all. */
const silentMilliseconds = 8000;
const lookMilliseconds = 1000;
const gatherMilliseconds = 4000;
/** A STUN server that does not answer is waited for no longer: the browser may not need what it says. */
const reflexiveMilliseconds = 1000;
/** A link that is too narrow gets nothing for at most so long, while the smaller rendition is on its way. */
const heldMilliseconds = 1000;

/** One browser that watches a camera: ICE, DTLS and RTP are the library's. */
export class Session {
  readonly #options: SessionOptions;
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #pictures: PictureSender;
  /** The offer takes sound, whether there is any or not. */
  readonly isSoundWanted: boolean;
  /** Null where it is sent none. */
  readonly #sound: SentSound | null;
  /** The library forgets a track that nobody here has. */
  readonly #soundTracks: Track[] = [];
  readonly #look: NodeJS.Timeout;
  /** Whether anything is heard of the browser. */
  readonly #patience: Patience;
  /** While it is open. */
  #link: LinkWatch | null = null;
  #wantedRendition = 0;
  readonly #hold = new PictureHold();
  #isOpen = false;
  #hasEnded = false;

  /** @throws OfferError, or what the library does not like of the offer */
  constructor(options: SessionOptions) {
    const { sessionId, offer, portNumber, bindAddress, stunServer } = options;
    const { video: offered, sound } = readOffer(offer);
    this.isSoundWanted = sound?.isWanted ?? false;
    this.#options = options;
    this.#connection = new PeerConnection(sessionId, {
      iceServers: stunServer === null ? [] : [stunServer],
      disableAutoNegotiation: true,
      enableIceUdpMux: true,
      portRangeBegin: portNumber,
      portRangeEnd: portNumber,
      ...(bindAddress === null ? {} : { bindAddress }),
    });
    this.#look = setInterval(() => this.#lookAtLink(), lookMilliseconds);
    this.#patience = new Patience(options.clock, () => this.close());
    this.#patience.begin(silentMilliseconds);
    try {
      const video = new Video(offered.mid, 'SendOnly');
      video.addH264Codec(offered.payloadType, offered.formatParameters);
      const ssrc = randomSsrc();
      video.addSSRC(ssrc, streamName, streamName, 'video');
      this.#track = this.#connection.addTrack(video);
      this.#pictures = new PictureSender({ track: this.#track, ssrc, payloadType: offered.payloadType });
      this.#sound = sound === null ? null : this.#addSound(sound);
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
      this.#patience.end();
      this.#connection.close();
      throw error;
    }
  }

  /**
   * With every candidate of this machine in it, and what the STUN server says where it says so soon.
   *
   * @throws what the library does not like of the offer
   */
  answer(): Promise<string> {
    return new Promise((resolve, reject) => {
      const timers: NodeJS.Timeout[] = [];
      const settle = (): void => {
        const description = this.#connection.localDescription();
        if (description !== null) {
          timers.forEach(clearTimeout);
          resolve(description.sdp);
        }
      };
      timers.push(setTimeout(() => reject(new Error('no network answered in time')), gatherMilliseconds));
      if (this.#options.stunServer !== null) {
        timers.push(setTimeout(settle, reflexiveMilliseconds));
      }
      this.#connection.onGatheringStateChange((state) => {
        if (state === 'complete') {
          settle();
        }
      });
      try {
        this.#connection.setRemoteDescription(this.#options.offer, 'offer');
        this.#connection.setLocalDescription('answer');
      } catch (error) {
        timers.forEach(clearTimeout);
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

  /** The next frame of what the camera hears. */
  sendSound(sound: WebRtcSound): void {
    if (this.#isOpen && this.#sound !== null) {
      this.#sound.sender.send(sound);
      this.#sound.reports.tell();
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
    this.#patience.end();
    // The library keeps who listens to a track, and so all of this session, until the track itself is closed.
    [this.#track, ...this.#soundTracks].forEach((track) => track.close());
    this.#connection.close();
    this.#options.onEnded();
  }

  /**
   * A section of the offer is answered in any case; one that nothing is sent in says so (`inactive`).
   *
   * @returns null where nothing is sent
   */
  #addSound({ mid, payloadType, formatParameters, isWanted }: NonNullable<Offer['sound']>): SentSound | null {
    const isSent = isWanted && this.#options.hasSound;
    const audio = new Audio(mid, isSent ? 'SendOnly' : 'Inactive');
    audio.addOpusCodec(payloadType, formatParameters);
    const ssrc = randomSsrc();
    if (isSent) {
      audio.addSSRC(ssrc, streamName, streamName, 'audio');
    }
    const track = this.#connection.addTrack(audio);
    this.#soundTracks.push(track);
    track.onMessage(() => this.#patience.sign()); // it says how it receives, also of the pictures
    if (!isSent) {
      return null;
    }
    const send = (packet: Buffer): void => sendThrough(track, packet);
    const sender = new SoundSender({ payloadType, ssrc, send });
    const { captureMilliseconds } = this.#options;
    const reports = new ClockReports({
      streams: [this.#pictures.stream, sender.stream],
      canonicalName: streamName,
      send,
      captureMilliseconds,
      wallMilliseconds: () => Date.now(),
    });
    return { sender, reports };
  }

  /** All that the newest picture needs, at once, so that nobody waits for a keyframe. */
  #begin(): void {
    const group = this.#options.group();
    const newest = group.at(-1)?.captureMilliseconds ?? 0;
    this.#patience.sign();
    this.#link = new LinkWatch(this.#options.renditions.length, performance.now());
    this.#isOpen = true;
    if (newest === 0) {
      this.#options.onKeyframeWanted();
    }
    group.forEach(({ annexB }, index) => this.#sendAt(annexB, newest - (group.length - 1 - index) * burstMilliseconds));
  }

  /** With sound beside them, pictures are told of with it. */
  #sendAtPace(kbps: number | null): void {
    this.#pictures.sendAtPace(kbps, { reportsItself: this.#sound === null });
  }

  /** What waits in the link, and would be lost there, stands in the way of what comes next. */
  #holdBack(): void {
    this.#hold.begin(performance.now() + heldMilliseconds);
    this.#sendAtPace(null);
  }

  #sendAt(annexB: Uint8Array, milliseconds: number): void {
    this.#pictures.sendAt(annexB, milliseconds);
    this.#sound?.reports.tell();
  }

  #hear(packets: Buffer): void {
    const { isReport, lostShare, roundTripMilliseconds, wantsKeyframe } = readRtcp(packets, this.#pictures.stream.ssrc, Date.now());
    if (isReport) {
      this.#patience.sign();
    }
    if (lostShare !== null) {
      this.#link?.report({ lostShare, roundTripMilliseconds }, performance.now());
      this.#followLink();
    }
    if (wantsKeyframe) {
      this.#options.onKeyframeWanted();
    }
  }

  #lookAtLink(): void {
    if (this.#isOpen) {
      this.#link?.look(performance.now());
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
