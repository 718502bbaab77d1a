import type { SoundFormat } from './sound-format.ts';
import type { OpusFrame } from './sound-frame.ts';

/** What crosses between the main process and a sound process. */

/** What is listened to. */
export type HeardInput =
  /** By its name of ALSA. */
  | { readonly kind: 'microphone'; readonly device: string }
  /** That of the mock camera. */
  | { readonly kind: 'tone' }
  /** What the camera itself sends, as `camera-sound`. */
  | { readonly kind: 'camera'; readonly format: SoundFormat };

/** A frame of a camera's own sound. */
export interface CameraSound {
  readonly data: Buffer;
  /** When its first sample was heard, by the main process's monotonic clock; null where the camera does not say. */
  readonly firstMilliseconds: number | null;
  /** When it came, by the same clock. */
  readonly arrivedMilliseconds: number;
}

/** Main process to sound process. */
export type SoundCommand =
  | {
      type: 'listen';
      input: HeardInput;
      /** From the main process's monotonic milliseconds to those of the machine. */
      machineOffsetMilliseconds: number;
    }
  /** For the camera that is listened to; lost for another one. */
  | ({ type: 'camera-sound' } & CameraSound)
  /** The microphone is closed, up to the next `listen`. */
  | { type: 'rest' }
  /** Whether somebody hears it by WebRTC; not at first. */
  | { type: 'encode-opus'; isWanted: boolean }
  /** Whether one wants to know how loud it is. */
  | { type: 'tell-level'; isWanted: boolean };

/** What a sound process says. */
export type SoundEvent =
  | { type: 'sound'; number: number; data: Buffer }
  | ({ type: 'opus' } & OpusFrame)
  /** Of the last tenth of a second; decibels below the loudest that there is. */
  | { type: 'level'; dbfs: number }
  /** Why nothing is heard, in one sentence; null when something is. */
  | { type: 'microphone'; problem: string | null };

export type SoundReport = { type: 'ready' } | SoundEvent;
