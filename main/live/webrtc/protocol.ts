/** What crosses between the main process and the WebRTC process, over a `MessageChannel`. */
import type { WorkerAnswer, WorkerRequest } from '../../system/worker-requests.ts';

/** The code of an answer whose offer is to blame; its reason is a sentence for whoever made it. */
export const refusedOfferCode = 'EOFFER';

/** A rendition that a browser may be sent. */
export interface SentRendition {
  readonly name: string;
  /** Its pictures leave no faster than that, however large one is, so that a narrow link loses none of them; null for at once. */
  readonly paceKbps: number | null;
}

export interface WebRtcRequests {
  /** Begins a session in the first of the renditions, the largest; it is changed among them as its link wants. `portNumber` (UDP) is the one for all, and is free to be chosen where it is 0; what is asked first holds. `bindAddress` null is every network. The answer is an SDP with all candidates. */
  open: {
    question: {
      sessionId: string;
      cameraId: string;
      renditions: readonly SentRendition[];
      offer: string;
      portNumber: number;
      bindAddress: string | null;
    };
    answer: string;
  };
}

/** One picture for everybody who watches a rendition of a camera. */
export interface WebRtcPicture {
  readonly cameraId: string;
  readonly rendition: string;
  /** H.264 with start codes; a keyframe brings its parameter sets. */
  readonly annexB: Uint8Array;
  readonly isKeyframe: boolean;
  /** Monotonic, of the main process. */
  readonly captureMilliseconds: number;
}

export type WebRtcCommand =
  | WorkerRequest<WebRtcRequests>
  | ({ type: 'picture' } & WebRtcPicture)
  /** Candidates of the browser, as `a=candidate` lines have them without the `a=`. */
  | { type: 'candidates'; sessionId: string; mid: string; candidates: string[] }
  | { type: 'close'; sessionId: string };

export type WebRtcReport =
  | { type: 'ready' }
  | WorkerAnswer<WebRtcRequests>
  /** It is over: the browser went, or never came. */
  | { type: 'session-ended'; sessionId: string }
  /** It shall be sent in that rendition: with the next keyframe of it, the viewer is. */
  | { type: 'rendition-wanted'; sessionId: string; rendition: string }
  | { type: 'rendition-taken'; sessionId: string; rendition: string }
  /** A viewer cannot go on without a keyframe. */
  | { type: 'keyframe-wanted'; cameraId: string; rendition: string };
