/** What crosses between the main process and a speaker process, over a `MessageChannel`. */
import type { WorkerAnswer, WorkerRequest } from '../../system/worker-requests.ts';

/** The code of an answer whose speaker is to blame; its reason is the rest of a sentence for people. */
export const refusedSpeakerCode = 'ESPEAKER';

export interface SpeakerRequests {
  /** Opens the speaker with that name of ALSA for a voice; answered when it plays. What was played before ends. */
  open: { question: { device: string }; answer: null };
}

/** A packet of a voice, as it came over the network: in any order, or never (RFC 3550, 5.1). */
export interface VoicePacket {
  readonly sequenceNumber: number;
  /** In samples of 48 kHz. */
  readonly timestamp: number;
  /** Opus (RFC 6716). */
  readonly data: Uint8Array;
}

export type SpeakerCommand =
  | WorkerRequest<SpeakerRequests>
  | ({ type: 'packet' } & VoicePacket)
  /** Nothing more comes: what came is played, and the speaker closed. */
  | { type: 'finish' };

export type SpeakerEvent =
  /** The speaker ended by itself: why, as the rest of a sentence. */
  { type: 'ended'; reason: string };

export type SpeakerReport = { type: 'ready' } | WorkerAnswer<SpeakerRequests> | SpeakerEvent;
