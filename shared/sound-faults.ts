import { matchSentence, type SentenceTable } from './sentence-pattern.ts';

/**
 * Why nothing is heard of a camera, or nobody can be spoken to there: code and sentence, which is the rest of "nothing is heard:
 * ...". Sentences come from other processes too, so that the code of one is found by its words.
 */
const table = {
  no_microphone: ['this machine has no microphone, or several; choose one in the settings of the camera'],
  usb_no_microphone: ['the USB camera has no microphone of its own; choose another one in the settings of the camera'],
  pictures_alone: [
    'this camera gives pictures alone; an address that begins with rtsp:// has its sound too; choose a microphone of this machine in the settings of the camera',
  ],
  file_without_sound: ['auto finds no sound for a file that is played; choose a microphone of this machine in the settings of the camera'],
  microphone_busy: ['the microphone {device} is in use by another program'],
  microphone_forbidden: ['the microphone {device} may not be used: permission denied (its group is usually "audio")'],
  microphone_gone: ['there is no microphone {device}'],
  microphone_silent: ['the microphone {device} gives nothing'],
  microphone_ended: ['the microphone {device} ended: {words}', 'the microphone {device} ended'],
  program_missing: ['the program {program} is missing: install the package alsa-utils'],
  program_not_started: ['{program} could not be started: {words}'],
  camera_without_sound: [
    'the camera gives no sound at this address; switch it on in the camera, or choose a microphone of this machine in the settings that PetLog has for it',
  ],
  camera_refuses_sound: ['the camera refuses its sound: it {words}'],
  camera_ended_sound: ['the camera sends no sound, though it says that it has some', 'the camera ended its sound'],
  camera_sound_unusable: [
    "the camera gives sound as {format}, which PetLog does not take; choose AAC, G.711 or Opus in the camera's own settings",
    "the camera gives sound of {channels} channels with {rate} samples a second, which PetLog does not take; choose AAC, G.711 or Opus in the camera's own settings",
  ],
  camera_aac_unusable: [
    "the camera gives sound as AAC in a form that PetLog does not take; choose G.711 or Opus in the camera's own settings",
    'the camera sends its sound in a form that cannot be decoded',
    'the camera sends sound that is not understood',
  ],
  switched_off_there: ['the camera has its sound switched off in the other PetLog'],
  too_old_there: ['the camera does not say whether it has sound: its PetLog is too old'],
  speaker_off: ['its speaker is switched off'],
  no_speaker: ['this machine has no speaker but those of screens and of other cameras'],
  several_speakers: ['this machine has several speakers; choose one in the settings of the camera: {devices}'],
  speaker_busy: ['the speaker {device} is in use by another program'],
  speaker_forbidden: ['the speaker {device} may not be used: permission denied (its group is usually "audio")'],
  speaker_gone: ['there is no speaker {device}'],
  speaker_ended: ['the speaker {device} ended: {words}', 'the speaker {device} ended'],
  speaker_silent: ['the speaker does not play what it is given', 'what plays it does not answer', 'what plays it is gone'],
} as const satisfies SentenceTable;

export type SoundFaultCode = keyof typeof table;

export const soundFaultCodes = Object.keys(table) as readonly SoundFaultCode[];

/** The code of a sentence and the values in it; null for one that is none of ours. */
export const soundFaultOf = (sentence: string): { code: SoundFaultCode; parameters: Readonly<Record<string, string>> } | null =>
  matchSentence(table, sentence);

/** With the names of their values in braces. */
export const sentencesOfSoundFault = (code: SoundFaultCode): readonly string[] => table[code];
