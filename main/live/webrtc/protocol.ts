/** What crosses between the main process and the WebRTC process, over a `MessageChannel`. */
import type { VideoCodec } from '../../mp4/video-codec.ts';
import type { VoicePacket } from '../../media/sound/speaker-protocol.ts';
import type { WorkerAnswer, WorkerRequest } from '../../system/worker-requests.ts';

/** The code of an answer whose offer is to blame; its reason is a sentence for whoever made it. */
export const refusedOfferCode = 'EOFFER';
/** The code of an answer where the UDP port cannot be had; its reason goes on from "the camera is not available". */
export const refusedPortCode = 'EPORT';

/** A rendition that a browser may be sent. */
export interface SentRendition {
  readonly name: string;
  /** Its pictures leave no faster than that, however large one is, so that a narrow link loses none of them; null for at once. */
  readonly paceKbps: number | null;
  /** Its pictures may be H.265, which the offer takes: the answer has it beside H.264. They are H.264 unless this says otherwise. */
  readonly mayBeH265?: boolean;
}

/** What became of an offer. */
export interface AnsweredOffer {
  /** With all candidates. */
  readonly sdp: string;
  /** The offer takes sound, whether there is any or not. */
  readonly isSoundWanted: boolean;
  /** A voice can come by it. */
  readonly isVoiceReceived: boolean;
}

export interface WebRtcRequests {
  /** Begins a session in the first of the renditions, the largest; it is changed among them as its link wants. With `hasSound` it has a track of sound too where its offer takes one, and with `mayTalk` one for a voice where its offer sends one; an offer of that alone gets no pictures. `portNumber` (UDP) is the one for all, and is free to be chosen where it is 0; what is asked first holds. `bindAddress` null is every network. `stunServer` (`stun:ADDRESS:PORT`) is asked for the address that the internet sees; null for none. With `bridgesRelays` browsers may have a relay that they ask over TCP or TLS. */
  open: {
    question: {
      sessionId: string;
      cameraId: string;
      renditions: readonly SentRendition[];
      hasSound: boolean;
      mayTalk: boolean;
      /** From the main process's monotonic milliseconds to those of the machine. */
      machineOffsetMilliseconds: number;
      offer: string;
      portNumber: number;
      bindAddress: string | null;
      stunServer: string | null;
      bridgesRelays: boolean;
    };
    answer: AnsweredOffer;
  };
}

/** One picture for everybody who watches a rendition of a camera. */
export interface WebRtcPicture {
  readonly cameraId: string;
  readonly rendition: string;
  /** With start codes; a keyframe brings its parameter sets. */
  readonly annexB: Uint8Array;
  /** H.265 only to sessions whose answers have that; it changes with a keyframe. */
  readonly codec: VideoCodec;
  readonly isKeyframe: boolean;
  /** Monotonic, of the main process. */
  readonly captureMilliseconds: number;
}

/** One frame of Opus for everybody who hears a camera. */
export interface WebRtcSound {
  readonly cameraId: string;
  /** When it begins, in samples (48 kHz) of the clock that pictures are captured by. */
  readonly firstSample: number;
  readonly data: Uint8Array;
}

export type WebRtcCommand =
  | WorkerRequest<WebRtcRequests>
  | ({ type: 'picture' } & WebRtcPicture)
  /** No more pictures of that rendition come for now: those that were kept for whoever comes are too old by then. */
  | { type: 'forget-pictures'; cameraId: string; rendition: string }
  | ({ type: 'sound' } & WebRtcSound)
  /** Candidates of the browser, as `a=candidate` lines have them without the `a=`. */
  | { type: 'candidates'; sessionId: string; mid: string; candidates: string[] }
  /** Whether what is said by that session is reported; not at first. */
  | { type: 'listen'; sessionId: string; isListening: boolean }
  | { type: 'close'; sessionId: string };

export type WebRtcReport =
  | { type: 'ready' }
  | WorkerAnswer<WebRtcRequests>
  /** It is over: the browser went, or never came. */
  | { type: 'session-ended'; sessionId: string }
  /** Somebody says something. */
  | ({ type: 'voice'; sessionId: string } & VoicePacket)
  /** It shall be sent in that rendition: with the next keyframe of it, the viewer is. */
  | { type: 'rendition-wanted'; sessionId: string; rendition: string }
  | { type: 'rendition-taken'; sessionId: string; rendition: string }
  /** A viewer cannot go on without a keyframe. */
  | { type: 'keyframe-wanted'; cameraId: string; rendition: string };
