import type { OpusFrame } from './sound-frame.ts';

/** What crosses between the main process and a sound process. */

/** Main process to sound process. */
export type SoundCommand =
  | {
      type: 'listen';
      /** Name of ALSA; null for the tone of the mock camera. */
      microphone: string | null;
      /** From the main process's monotonic milliseconds to those of the machine. */
      machineOffsetMilliseconds: number;
    }
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
