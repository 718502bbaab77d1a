import {
  type AnsweredOffer,
  refusedOfferCode,
  refusedPortCode,
  type SentRendition,
  type WebRtcCommand,
  type WebRtcPicture,
  type WebRtcReport,
} from '../live/webrtc/protocol.ts';
import type { VoicePacket } from '../media/sound/speaker-protocol.ts';
import { type Clock, createSystemClock } from '../system/clock.ts';
import { OfferError, type OfferedVideo, readOffer } from './offer.ts';
import type { PeerOptions } from './peer.ts';
import { Session, type SessionOptions } from './session.ts';
import { StreamPicture } from './stream-picture.ts';
import { PortError, UdpPort } from './udp-port.ts';
import { VoiceSession } from './voice-session.ts';

/** A struggling viewer asks for a keyframe again and again: each costs everybody. */
const keyframeMilliseconds = 1000;
/** Of what came since the newest keyframe; whoever comes after more than that waits for the next one. */
const mostGroupBytes = 16 * 1024 * 1024;

/** What is kept of a rendition of a camera while somebody watches it. */
interface Stream {
  readonly cameraId: string;
  readonly rendition: string;
  readonly sessions: Map<string, Session>;
  /** Those that change to it with its next keyframe, and what that does. */
  readonly coming: Map<string, () => void>;
  group: StreamPicture[];
  groupBytes: number;
  keyframeWantedMilliseconds: number;
}

/** Does what the main process asks for, and reports. */
export class WebRtcProgram {
  readonly #report: (report: WebRtcReport) => void;
  readonly #clock: Clock;
  readonly #streams = new Map<string, Stream>();
  readonly #sessions = new Map<string, Session | VoiceSession>();
  /** Whom the sound of a camera is sent to, by its id. */
  readonly #hearers = new Map<string, Set<Session>>();
  readonly #port = new UdpPort();

  constructor(report: (report: WebRtcReport) => void, clock: Clock = createSystemClock()) {
    this.#report = report;
    this.#clock = clock;
  }

  handle(command: WebRtcCommand): void {
    switch (command.type) {
      case 'open':
        this.#open(command).then(
          (answer) => this.#report({ type: 'succeeded', requestId: command.requestId, answer }),
          (error: unknown) => this.#report({ type: 'refused', requestId: command.requestId, ...described(error) }),
        );
        break;
      case 'picture':
        this.#send(command);
        break;
      case 'forget-pictures':
        this.#forget(this.#streamOf(command));
        break;
      case 'sound':
        this.#hearers.get(command.cameraId)?.forEach((session) => session.sendSound(command));
        break;
      case 'candidates':
        command.candidates.forEach((candidate) => this.#sessions.get(command.sessionId)?.addCandidate(candidate, command.mid));
        break;
      case 'listen':
        this.#sessions.get(command.sessionId)?.listen(command.isListening);
        break;
      case 'close':
        this.#sessions.get(command.sessionId)?.close();
        break;
    }
  }

  async #open(command: Extract<WebRtcCommand, { type: 'open' }>): Promise<AnsweredOffer> {
    const { sessionId, cameraId, hasSound, mayTalk, offer, portNumber, bindAddress, stunServer, bridgesRelays } = command;
    const port = await this.#port.take(portNumber, bindAddress);
    const { video, sound } = readOffer(offer);
    const peer = { clock: this.#clock, sessionId, offer, portNumber: port, bindAddress, stunServer, bridgesRelays };
    const onVoice = (packet: VoicePacket): void => this.#report({ type: 'voice', sessionId, ...packet });
    const ended = (): void => {
      this.#sessions.delete(sessionId);
      this.#report({ type: 'session-ended', sessionId });
    };
    let session: Session | VoiceSession;
    if (video !== null) {
      session = this.#watch(command, { ...peer, video, sound, hasSound, onVoice: mayTalk ? onVoice : null }, ended);
    } else if (sound !== null && mayTalk) {
      session = new VoiceSession({ ...peer, sound, onVoice, onEnded: ended });
    } else {
      throw new OfferError('the offer wants nothing that can be sent, and what it sends is not taken');
    }
    this.#sessions.set(sessionId, session);
    if (hasSound && session instanceof Session && session.isSoundWanted) {
      this.#hearers.set(cameraId, (this.#hearers.get(cameraId) ?? new Set()).add(session));
    }
    const { isSoundWanted, isVoiceReceived } = session;
    try {
      return { sdp: await session.answer(), isSoundWanted, isVoiceReceived };
    } catch (error) {
      session.close();
      throw new OfferError(`the offer cannot be answered: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** Somebody who gets pictures, from the largest rendition on. */
  #watch(
    { sessionId, cameraId, renditions, machineOffsetMilliseconds }: Extract<WebRtcCommand, { type: 'open' }>,
    peer: Pick<SessionOptions, keyof PeerOptions | 'clock' | 'video' | 'sound' | 'hasSound' | 'onVoice'>,
    ended: () => void,
  ): Session {
    const sent = takenOf(renditions, peer.video);
    const streams = sent.map(({ name }) => this.#streamOf({ cameraId, rendition: name }));
    const [first] = streams;
    if (first === undefined) {
      throw new OfferError('there is nothing to be sent');
    }
    let stream = first;
    const session: Session = new Session({
      ...peer,
      renditions: sent,
      captureMilliseconds: () => Number(process.hrtime.bigint()) / 1e6 - machineOffsetMilliseconds,
      onRenditionWanted: (index) => {
        const next = streams[index] ?? stream;
        streams.forEach(({ coming }) => coming.delete(sessionId));
        this.#report({ type: 'rendition-wanted', sessionId, rendition: next.rendition });
        if (next !== stream) {
          next.coming.set(sessionId, () => {
            this.#leave(stream, sessionId);
            stream = next;
            next.sessions.set(sessionId, session);
            session.goOnWith(index);
            this.#report({ type: 'rendition-taken', sessionId, rendition: next.rendition });
          });
        }
      },
      group: () => stream.group,
      onKeyframeWanted: () => this.#wantKeyframe(stream),
      onEnded: () => {
        this.#hearers.get(cameraId)?.delete(session);
        streams.forEach(({ coming }) => coming.delete(sessionId));
        this.#leave(stream, sessionId);
        ended();
      },
    });
    stream.sessions.set(sessionId, session);
    return session;
  }

  #streamOf({ cameraId, rendition }: Pick<WebRtcPicture, 'cameraId' | 'rendition'>): Stream {
    const key = `${cameraId}/${rendition}`;
    const known = this.#streams.get(key);
    const stream = known ?? {
      cameraId,
      rendition,
      sessions: new Map(),
      coming: new Map(),
      group: [],
      groupBytes: 0,
      keyframeWantedMilliseconds: -Infinity,
    };
    this.#streams.set(key, stream);
    return stream;
  }

  #send(told: WebRtcPicture): void {
    const stream = this.#streamOf(told);
    const picture = new StreamPicture(told);
    if (picture.isKeyframe || stream.groupBytes + picture.annexB.length > mostGroupBytes) {
      this.#forget(stream);
    }
    if (picture.isKeyframe || stream.group.length > 0) {
      stream.group.push(picture);
      stream.groupBytes += picture.annexB.length;
    }
    if (picture.isKeyframe) {
      const coming = [...stream.coming.values()];
      stream.coming.clear();
      coming.forEach((change) => change());
    }
    stream.sessions.forEach((session) => session.send(picture));
  }

  /** What came since the newest keyframe stays: somebody may come before the main process knows that nobody is left, and gets no other. */
  #leave(stream: Stream, sessionId: string): void {
    stream.sessions.delete(sessionId);
  }

  #forget(stream: Stream): void {
    stream.group = [];
    stream.groupBytes = 0;
  }

  #wantKeyframe(stream: Stream): void {
    const now = performance.now();
    if (now - stream.keyframeWantedMilliseconds >= keyframeMilliseconds) {
      stream.keyframeWantedMilliseconds = now;
      this.#report({ type: 'keyframe-wanted', cameraId: stream.cameraId, rendition: stream.rendition });
    }
  }
}

/** Where the camera's own is H.265, the smaller ones are H.264 all the same, and nothing for an offer that does not take that. */
function takenOf(renditions: readonly SentRendition[], { h264 }: OfferedVideo): readonly SentRendition[] {
  const own = renditions.filter(({ mayBeH265 }) => mayBeH265 === true);
  return h264 === null && own.length > 0 ? own : renditions;
}

function described(error: unknown): { code: string; reason: string } {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: error instanceof OfferError ? refusedOfferCode : error instanceof PortError ? refusedPortCode : 'EUNKNOWN', reason };
}
