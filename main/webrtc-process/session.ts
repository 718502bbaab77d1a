import { Audio, Video, type Track } from 'node-datachannel';
import type { SentRendition, WebRtcPicture, WebRtcSound } from '../live/webrtc/protocol.ts';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import { ClockReports } from '../webrtc/clock-reports.ts';
import { PictureSender } from '../webrtc/picture-sender.ts';
import { readRtcp } from '../webrtc/rtcp.ts';
import { SoundSender } from '../webrtc/sound-sender.ts';
import { randomSsrc, sendThrough, streamName } from '../webrtc/track.ts';
import { LinkWatch } from './link-watch.ts';
import type { Offer } from './offer.ts';
import { Peer, type PeerOptions } from './peer.ts';
import { PictureHold } from './picture-hold.ts';
import { VoiceReceiver } from './voice-receiver.ts';

export interface SessionOptions extends PeerOptions {
  readonly video: NonNullable<Offer['video']>;
  readonly sound: Offer['sound'];
  readonly clock: Clock;
  /** What it can be sent, the largest first, in which it begins. */
  readonly renditions: readonly Pick<SentRendition, 'paceKbps'>[];
  /** There is sound, for a browser that takes it. */
  readonly hasSound: boolean;
  /** Takes a voice that the browser sends; null where nobody may talk by it. */
  readonly onVoice: ((packet: VoicePacket) => void) | null;
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
/** A link that is too narrow gets nothing for at most so long, while the smaller rendition is on its way. */
const heldMilliseconds = 1000;
/** What still waits in such a link is through after so long; a keyframe that came behind it would be lost there. */
const drainMilliseconds = 300;

/** One browser that watches a camera: ICE, DTLS and RTP are the library's. */
export class Session {
  readonly #options: SessionOptions;
  readonly #peer: Peer;
  readonly #track: Track;
  readonly #pictures: PictureSender;
  /** The offer takes sound, whether there is any or not. */
  readonly isSoundWanted: boolean;
  /** Null where it is sent none. */
  readonly #sound: SentSound | null;
  /** Null where it sends none, or may not. */
  #voice: VoiceReceiver | null = null;
  readonly #look: NodeJS.Timeout;
  /** Whether anything is heard of the browser. */
  readonly #patience: Patience;
  /** While it is open. */
  #link: LinkWatch | null = null;
  #wantedRendition = 0;
  readonly #hold = new PictureHold();
  #cancelDrain = (): void => {};
  #isOpen = false;
  #hasEnded = false;

  /** @throws what the library does not like of the offer */
  constructor(options: SessionOptions) {
    const { video: offered, sound } = options;
    this.isSoundWanted = sound?.isWanted ?? false;
    this.#options = options;
    this.#peer = new Peer(options);
    this.#look = setInterval(() => this.#lookAtLink(), lookMilliseconds);
    this.#patience = new Patience(options.clock, () => this.close());
    this.#patience.begin(silentMilliseconds);
    try {
      const video = new Video(offered.mid, 'SendOnly');
      video.addH264Codec(offered.payloadType, offered.formatParameters);
      const ssrc = randomSsrc();
      video.addSSRC(ssrc, streamName, streamName, 'video');
      this.#track = this.#peer.addTrack(video);
      this.#pictures = new PictureSender({ track: this.#track, ssrc, payloadType: offered.payloadType });
      this.#sound = sound === null ? null : this.#addSound(sound);
      this.#sendAtPace(options.renditions[0]?.paceKbps ?? null);
      this.#track.onMessage((packets) => this.#hear(packets));
      this.#track.onOpen(() => this.#begin());
      this.#track.onClosed(() => this.close());
      this.#peer.onGone(() => this.close());
    } catch (error) {
      clearInterval(this.#look);
      this.#patience.end();
      this.#peer.close();
      throw error;
    }
  }

  /** @throws what the library does not like of the offer */
  answer(): Promise<string> {
    return this.#peer.answer();
  }

  addCandidate(candidate: string, mid: string): void {
    this.#peer.addCandidate(candidate, mid);
  }

  get #nowMilliseconds(): number {
    return this.#options.clock.monotonicMilliseconds();
  }

  /** Whether a voice can come by it. */
  get isVoiceReceived(): boolean {
    return this.#voice !== null;
  }

  /** Takes what the browser says, or not. */
  listen(isListening: boolean): void {
    if (this.#voice !== null) {
      this.#voice.isListening = isListening;
    }
  }

  /** The next picture of the camera. */
  send({ annexB, captureMilliseconds, isKeyframe }: WebRtcPicture): void {
    if (!this.#isOpen) {
      return;
    }
    const fate = this.#hold.fateOf(isKeyframe, this.#nowMilliseconds);
    if (fate === 'send') {
      this.#sendAt(annexB, captureMilliseconds);
    } else if (fate === 'ask for a keyframe') {
      this.#options.onKeyframeWanted();
    }
  }

  /** The next frame of what the camera hears. Who talks would hear himself in it, and does not get it. */
  sendSound(sound: WebRtcSound): void {
    if (this.#isOpen && this.#sound !== null && this.#voice?.isListening !== true) {
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
    this.#cancelDrain();
    this.#patience.end();
    this.#peer.close();
    this.#options.onEnded();
  }

  /**
   * A section of the offer is answered in any case; one that nothing goes through says so (`inactive`).
   *
   * @returns null where nothing is sent
   */
  #addSound({ mid, payloadType, formatParameters, isWanted, isSent: isOffered }: NonNullable<Offer['sound']>): SentSound | null {
    const isSent = isWanted && this.#options.hasSound;
    const { onVoice } = this.#options;
    if (isOffered && onVoice !== null) {
      this.#voice = new VoiceReceiver({ payloadType, onPacket: onVoice, nowMilliseconds: () => this.#nowMilliseconds });
    }
    const audio = new Audio(mid, directionOf(isSent, this.isVoiceReceived));
    audio.addOpusCodec(payloadType, formatParameters);
    const ssrc = randomSsrc();
    if (isSent) {
      audio.addSSRC(ssrc, streamName, streamName, 'audio');
    }
    const track = this.#peer.addTrack(audio);
    track.onMessage((packet) => {
      this.#patience.sign(); // it says how it receives, also of the pictures
      this.#voice?.take(packet);
    });
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
    this.#link = new LinkWatch(this.#options.renditions.length, this.#nowMilliseconds);
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
    this.#hold.begin(this.#nowMilliseconds + heldMilliseconds);
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
      this.#link?.report({ lostShare, roundTripMilliseconds }, this.#nowMilliseconds);
      this.#followLink();
    }
    if (wantsKeyframe) {
      this.#options.onKeyframeWanted();
    }
  }

  #lookAtLink(): void {
    if (this.#isOpen) {
      this.#link?.look(this.#nowMilliseconds);
      this.#followLink();
    }
  }

  #followLink(): void {
    const level = this.#link?.level ?? 0;
    if (level !== this.#wantedRendition) {
      const isSmaller = level > this.#wantedRendition;
      this.#wantedRendition = level;
      this.#cancelDrain();
      if (isSmaller) {
        this.#holdBack();
        this.#cancelDrain = this.#options.clock.after(drainMilliseconds, () => this.#options.onRenditionWanted(level));
      } else {
        this.#options.onRenditionWanted(level);
      }
    }
  }
}

function directionOf(isSent: boolean, isReceived: boolean): 'SendRecv' | 'SendOnly' | 'RecvOnly' | 'Inactive' {
  if (isSent) {
    return isReceived ? 'SendRecv' : 'SendOnly';
  }
  return isReceived ? 'RecvOnly' : 'Inactive';
}
