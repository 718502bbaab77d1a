import { Audio, type Track } from 'node-datachannel';
import type { SentRendition, WebRtcSound } from '../live/webrtc/protocol.ts';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import type { Clock } from '../system/clock.ts';
import { Patience } from '../system/patience.ts';
import { readRtcp } from '../webrtc/rtcp.ts';
import { randomSsrc, streamName } from '../webrtc/track.ts';
import { LinkWatch } from './link-watch.ts';
import type { Offer, OfferedVideo } from './offer.ts';
import { Peer, type PeerOptions } from './peer.ts';
import { PictureHold } from './picture-hold.ts';
import { PictureTimes } from './picture-times.ts';
import { directionOf, type SentSound, sendSound } from './sent-sound.ts';
import { addVideo } from './sent-video.ts';
import type { StreamPicture } from './stream-picture.ts';
import { withToldClock } from './told-clock.ts';
import { VoiceReceiver } from './voice-receiver.ts';

export interface SessionOptions extends PeerOptions {
  readonly video: OfferedVideo;
  readonly sound: Offer['sound'];
  readonly clock: Clock;
  /** What it can be sent, the largest first, in which it begins. */
  readonly renditions: readonly Pick<SentRendition, 'paceKbps' | 'mayBeH265'>[];
  /** There is sound, for a browser that takes it. */
  readonly hasSound: boolean;
  /** Takes a voice that the browser sends; null where nobody may talk by it. */
  readonly onVoice: ((packet: VoicePacket) => void) | null;
  /** Now, by the clock that pictures and sound are captured by. */
  readonly captureMilliseconds: () => number;
  /** The link wants another one: 0 is the largest. */
  readonly onRenditionWanted: (index: number) => void;
  /** What came since the newest keyframe. */
  readonly group: () => readonly StreamPicture[];
  readonly onKeyframeWanted: () => void;
  /** Called once. */
  readonly onEnded: () => void;
}

/** A browser that receives says so every second or two; one that was never there says nothing at all. */
const silentMilliseconds = 8000;
const lookMilliseconds = 1000;
/** A link that is too narrow gets nothing for at most so long, while the smaller rendition is on its way. */
const heldMilliseconds = 1000;
/** What still waits in such a link is through after so long; a keyframe that came behind it would be lost there. */
const drainMilliseconds = 300;
/** A browser that misses something asks for a keyframe more often than one could arrive. */
const repeatMilliseconds = 1000;

/** One browser that watches a camera: ICE, DTLS and RTP are the library's. */
export class Session {
  readonly #options: SessionOptions;
  readonly #peer: Peer;
  readonly #track: Track;
  readonly #pictures: ReturnType<typeof addVideo>['pictures'];
  readonly #times = new PictureTimes();
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
  /** When it was given a keyframe again, the last time. */
  #repeatedMilliseconds = -Infinity;
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
      const { track, pictures } = addVideo(this.#peer, offered, {
        mayBeH265: options.renditions.some(({ mayBeH265 }) => mayBeH265 === true),
        waitsForSound: this.isSoundWanted && options.hasSound,
      });
      this.#track = track;
      this.#pictures = pictures;
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
  async answer(): Promise<string> {
    const { video, captureMilliseconds } = this.#options;
    const answer = await this.#peer.answer();
    return withToldClock(answer, video.mid, { captureMilliseconds: captureMilliseconds(), wallMilliseconds: Date.now() });
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

  /** The next picture of the camera, which is in its group already. */
  send(picture: StreamPicture): void {
    if (!this.#isOpen) {
      return;
    }
    if (picture.codec === 'h264' && this.#options.video.h264 === null) {
      this.close(); // it would see nothing: what it takes, the camera does not give any more
      return;
    }
    const fate = this.#hold.fateOf(picture.isKeyframe, this.#nowMilliseconds);
    if (fate === 'send') {
      this.#sendAt(picture, this.#times.at(picture.captureMilliseconds));
    } else if (fate === 'ask for a keyframe') {
      this.#wantKeyframe();
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
    const { captureMilliseconds } = this.#options;
    return isSent ? sendSound({ track, payloadType, ssrc, pictures: this.#pictures.stream, captureMilliseconds }) : null;
  }

  /** All that the newest picture needs, at once, so that nobody waits for a keyframe. */
  #begin(): void {
    const group = this.#options.group();
    const newest = group.at(-1)?.captureMilliseconds ?? 0;
    this.#patience.sign();
    this.#link = new LinkWatch(this.#options.renditions.length, this.#nowMilliseconds);
    this.#isOpen = true;
    this.#repeatedMilliseconds = this.#nowMilliseconds;
    if (group.length === 0) {
      this.#hold.awaitKeyframe();
      this.#options.onKeyframeWanted();
    }
    this.#sendGroup(group, this.#times.burst(group.length, newest));
  }

  /**
   * The browser cannot go on without a keyframe. H.265 is a camera's own, which makes keyframes when it likes, and the next one
   * may be ten seconds away: there the browser is given the newest one again, and what came since then.
   */
  #wantKeyframe(): void {
    const group = this.#options.group();
    if (group.at(-1)?.codec !== 'h265') {
      this.#options.onKeyframeWanted();
      return;
    }
    const now = this.#nowMilliseconds;
    if (this.#isOpen && !this.#hold.isHolding(now) && now - this.#repeatedMilliseconds >= repeatMilliseconds) {
      this.#repeatedMilliseconds = now;
      this.#hold.end();
      this.#sendGroup(group, this.#times.again(group.length));
    }
  }

  #sendGroup(group: readonly StreamPicture[], milliseconds: readonly number[]): void {
    group.forEach((picture, index) => this.#sendAt(picture, milliseconds[index] ?? picture.captureMilliseconds));
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

  #sendAt(picture: StreamPicture, milliseconds: number): void {
    this.#pictures.sendAt(picture, milliseconds);
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
      this.#wantKeyframe();
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
