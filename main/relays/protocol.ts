/** What crosses between the main process and the relay process, over a `MessageChannel`. */
import type { RelayStep } from '../../shared/relays.ts';
import type { WorkerAnswer, WorkerRequest } from '../system/worker-requests.ts';

/** The code of an answer to `open` where the other side is to blame; its reason is JSON of a `RelayFault`. */
export const refusedServerCode = 'ESERVER';

/** Why nothing goes there: which step failed, and a predicate about the server, such as "refuses the connection". */
export interface RelayFault {
  readonly step: RelayStep;
  readonly predicate: string;
}

/** Where a video goes, looked up and admitted. It holds passwords, and crosses the channel alone. */
export interface RelayDestination {
  readonly protocol: 'rtsp:' | 'rtsps:' | 'rtmp:' | 'rtmps:' | 'srt:';
  /** As it was entered, for TLS. */
  readonly host: string;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** Empty where there is none. */
  readonly username: string;
  readonly password: string;
  /** With its slash at the beginning, and its query. */
  readonly path: string;
  /** Of SRT: by the names that FFmpeg has for them. */
  readonly srtOptions: Readonly<Record<string, string>>;
}

/** What is said about the video before it is sent. */
export interface RelayedFormat {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Parameter sets with start codes. */
  readonly parameters: Uint8Array;
  /** Sound comes along: AAC, or Opus by WHIP. */
  readonly hasSound: boolean;
}

export interface RelayRequests {
  /** Publishes there from now on; resolves when the server takes pictures. */
  open: { question: { relayId: string; destination: RelayDestination; format: RelayedFormat }; answer: null };
  /** Begins to publish by WHIP: what is to be posted there, with all candidates of this machine. */
  offer: {
    question: {
      relayId: string;
      format: RelayedFormat;
      /** From the main process's monotonic milliseconds to those of the machine. */
      machineOffsetMilliseconds: number;
    };
    answer: { sdp: string };
  };
  /** What was answered, with no candidate but those that may be used; resolves when it is connected, and says whether sound is taken. */
  accept: { question: { relayId: string; sdp: string }; answer: { hasSound: boolean } };
}

/** One picture for a relay. */
export interface RelayedPicture {
  /** H.264 with start codes; a keyframe brings its parameter sets. */
  readonly annexB: Uint8Array;
  readonly isKeyframe: boolean;
  /** Monotonic, of the main process. */
  readonly captureMilliseconds: number;
}

/** One frame of sound for a relay: AAC, or Opus where it goes by WHIP. */
export interface RelayedSound {
  /** When it begins, in samples (48 kHz) of the clock that pictures are captured by. */
  readonly firstSample: number;
  readonly data: Uint8Array;
}

export type RelayCommand =
  | WorkerRequest<RelayRequests>
  | ({ type: 'picture'; relayId: string } & RelayedPicture)
  | ({ type: 'sound'; relayId: string } & RelayedSound)
  /** Also before it is open. */
  | { type: 'close'; relayId: string };

export type RelayReport =
  | { type: 'ready' }
  | WorkerAnswer<RelayRequests>
  /** Of the video, since it was opened. */
  | { type: 'progress'; relayId: string; sentBytes: number; lostPictures: number }
  /** The other side cannot go on without a keyframe. */
  | { type: 'keyframe-wanted'; relayId: string }
  /** It takes nothing any more. `fault` null: the video became another one, which has to be said anew. */
  | { type: 'ended'; relayId: string; fault: RelayFault | null };
