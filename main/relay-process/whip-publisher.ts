import { Audio, initLogger, PeerConnection, type Track, Video } from 'node-datachannel';
import { lengthPrefixed } from '../mp4/fragmented-mp4.ts';
import type { RelayedFormat, RelayedPicture, RelayFault } from '../relays/protocol.ts';
import { ClockReports } from '../webrtc/clock-reports.ts';
import { PictureSender } from '../webrtc/picture-sender.ts';
import { readRtcp } from '../webrtc/rtcp.ts';
import { SoundSender } from '../webrtc/sound-sender.ts';
import { randomSsrc, sendThrough, streamName } from '../webrtc/track.ts';
import { isPicture, type OutgoingMedium } from './outgoing-media.ts';
import { PublishError } from './publish-error.ts';
import { ReportWatch } from './report-watch.ts';
import { offeredFormats, readAnswer, soundParameters, soundPayloadType } from './whip-media.ts';

interface WhipPublisherOptions {
  readonly format: RelayedFormat;
  /** Now, by the clock that pictures and sound are captured by. */
  readonly captureMilliseconds: () => number;
  /** At most once a second. */
  readonly onKeyframeWanted: () => void;
}

interface SentSound {
  readonly sender: SoundSender;
  /** Of the pictures too. */
  readonly reports: ClockReports;
}

const gatherMilliseconds = 4000;
/** From the answer to the first packet. */
const connectMilliseconds = 10_000;
const lookMilliseconds = 500;
const keyframeMilliseconds = 1000;
/** What was captured longer ago is not live: it begins with a keyframe that is. */
const freshMilliseconds = 300;

const unreachable: RelayFault = { step: 'connect', predicate: 'cannot be reached by WebRTC at any address that it named' };
const broken: RelayFault = { step: 'send', predicate: 'broke the connection off' };
const silent: RelayFault = { step: 'send', predicate: 'takes nothing any more' };

/** One video on its way to one server by WebRTC. Who is asked to take it, and what is answered, goes by HTTP elsewhere. */
export class WhipPublisher {
  /** The library's own queue does not grow: what the network has no room for is lost. */
  readonly waitingBytes = 0;
  readonly #options: WhipPublisherOptions;
  readonly #connection: PeerConnection;
  readonly #videoSsrc = randomSsrc();
  readonly #soundSsrc = randomSsrc();
  readonly #videoTrack: Track;
  readonly #soundTrack: Track | null;
  readonly #watch = new ReportWatch();
  #pictures: PictureSender | null = null;
  #sound: SentSound | null = null;
  #look: NodeJS.Timeout | null = null;
  #hasBegun = false;
  #keyframeWantedMilliseconds = -Infinity;
  /** Why it is over; null while it is not. */
  #fault: RelayFault | null = null;
  readonly #onOver = new Set<() => void>();

  constructor(options: WhipPublisherOptions) {
    initLogger('Fatal', () => {});
    this.#options = options;
    this.#connection = new PeerConnection('relay', { iceServers: [], disableAutoNegotiation: true });
    const video = new Video('0', 'SendOnly');
    for (const { payloadType, parameters } of offeredFormats(options.format.parameters)) {
      video.addH264Codec(payloadType, parameters);
    }
    video.addSSRC(this.#videoSsrc, streamName, streamName, 'video');
    this.#videoTrack = this.#connection.addTrack(video);
    this.#soundTrack = options.format.hasSound ? this.#addSound() : null;
    this.#videoTrack.onMessage((packets) => this.#hear(packets));
    this.#connection.onStateChange((state) => {
      if (state === 'closed' || state === 'failed' || state === 'disconnected') {
        this.#end(broken);
      }
    });
  }

  /**
   * With every candidate of this machine in it.
   *
   * @throws PublishError where no network is there
   */
  offer(): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new PublishError({ step: 'connect', predicate: 'cannot be reached: this machine has no network' })),
        gatherMilliseconds,
      );
      this.#connection.onGatheringStateChange((state) => {
        const description = this.#connection.localDescription();
        if (state === 'complete' && description !== null) {
          clearTimeout(late);
          resolve(description.sdp);
        }
      });
      this.#connection.setLocalDescription('offer');
    });
  }

  /**
   * Takes what was answered, and connects.
   *
   * @returns whether sound is taken
   * @throws PublishError where the server takes no H.264, or cannot be reached
   */
  async accept(sdp: string): Promise<boolean> {
    const taken = readAnswer(sdp);
    const hasSound = this.#soundTrack !== null && taken.soundPayloadType !== null;
    this.#pictures = new PictureSender({
      track: this.#videoTrack,
      ssrc: this.#videoSsrc,
      payloadType: taken.videoPayloadType,
      playoutDelayId: null,
    });
    this.#pictures.sendAtPace(null, { reportsItself: !hasSound });
    this.#sound = hasSound ? this.#soundOf(this.#soundTrack, taken.soundPayloadType, this.#pictures) : null;
    await this.#connected(sdp);
    this.#watch.begin(performance.now());
    this.#look = setInterval(() => this.#lookAtReports(), lookMilliseconds);
    return hasSound;
  }

  /** @throws PublishError when the connection has ended */
  assertAlive(): void {
    if (this.#fault !== null) {
      throw new PublishError(this.#fault);
    }
  }

  /** @throws PublishError when the connection has ended */
  async send(medium: OutgoingMedium): Promise<void> {
    this.assertAlive();
    if (isPicture(medium)) {
      this.#sendPicture(medium);
    } else if (this.#hasBegun) {
      this.#sound?.sender.send(medium);
      this.#sound?.reports.tell();
    }
  }

  async close(): Promise<void> {
    this.#end(broken);
  }

  #sendPicture(picture: RelayedPicture): void {
    const { isKeyframe, captureMilliseconds } = picture;
    if (!this.#hasBegun) {
      const isFresh = this.#options.captureMilliseconds() - captureMilliseconds < freshMilliseconds;
      if (!isKeyframe || !isFresh) {
        this.#wantKeyframe();
        return;
      }
      this.#hasBegun = true;
    }
    const { buffer, byteOffset, byteLength } = picture.annexB;
    const units = { lengthPrefixed: lengthPrefixed(Buffer.from(buffer, byteOffset, byteLength)) };
    this.#pictures?.sendAt(units, captureMilliseconds);
    this.#sound?.reports.tell();
  }

  #addSound(): Track {
    const audio = new Audio('1', 'SendOnly');
    audio.addOpusCodec(soundPayloadType, soundParameters);
    audio.addSSRC(this.#soundSsrc, streamName, streamName, 'audio');
    const track = this.#connection.addTrack(audio);
    track.onMessage((packets) => this.#hear(packets)); // it says how it receives, also of the pictures
    return track;
  }

  #soundOf(track: Track, payloadType: number, pictures: PictureSender): SentSound {
    const send = (packet: Buffer): void => sendThrough(track, packet);
    const sender = new SoundSender({ payloadType, ssrc: this.#soundSsrc, send });
    const reports = new ClockReports({
      streams: [pictures.stream, sender.stream],
      canonicalName: streamName,
      send,
      captureMilliseconds: this.#options.captureMilliseconds,
      wallMilliseconds: () => Date.now(),
    });
    return { sender, reports };
  }

  #connected(sdp: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(late);
        this.#onOver.delete(over);
      };
      const over = (): void => {
        leave();
        reject(new PublishError(unreachable));
      };
      const late = setTimeout(over, connectMilliseconds);
      this.#onOver.add(over);
      this.#videoTrack.onOpen(() => {
        leave();
        resolve();
      });
      try {
        this.#connection.setRemoteDescription(sdp, 'answer');
      } catch {
        leave();
        // The library's own words may repeat what was answered.
        reject(new PublishError({ step: 'publish', predicate: 'answers with a session description that is not understood' }));
      }
    });
  }

  #hear(packets: Buffer): void {
    const { isReport, wantsKeyframe } = readRtcp(packets, this.#videoSsrc, Date.now());
    if (isReport) {
      this.#watch.heard(performance.now());
    }
    if (wantsKeyframe) {
      this.#wantKeyframe();
    }
  }

  #wantKeyframe(): void {
    const now = performance.now();
    if (now - this.#keyframeWantedMilliseconds >= keyframeMilliseconds) {
      this.#keyframeWantedMilliseconds = now;
      this.#options.onKeyframeWanted();
    }
  }

  #lookAtReports(): void {
    if (this.#watch.isSilent(performance.now())) {
      this.#end(silent);
    }
  }

  #end(fault: RelayFault): void {
    if (this.#fault !== null) {
      return;
    }
    this.#fault = fault;
    clearInterval(this.#look ?? undefined);
    // The library keeps who listens to a track until the track itself is closed.
    this.#videoTrack.close();
    this.#soundTrack?.close();
    this.#connection.close();
    this.#onOver.forEach((over) => over());
  }
}
