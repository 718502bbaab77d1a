/** What the doctor says about microphones and speakers; part of `doctorSentences`. */
export const doctorSoundSentences = {
  microphone_off: 'Sound is off: nothing is heard.',
  microphone_tone: 'Sound is on, and the mock camera has an artificial one.',
  microphone_found: 'Sound is on, and {device} is listened to.',
  microphone_none: 'Sound is on, but PetLog finds no microphone for this camera.',
  microphone_none_advice: 'Choose one in the settings of the camera; "arecord --list-pcms" tells which there are.',
  microphone_camera: 'Sound is on, and the camera itself sends it ({encoding}).',
  microphone_camera_unusable: 'Sound is on, but nothing is heard: the camera {reason}.',
  microphone_camera_unusable_advice:
    'See whether sound is switched on in the camera’s own settings, as AAC, G.711 or Opus, or choose a microphone of this machine in the settings that PetLog has for it.',
  microphone_program: 'Sound is on, which needs the program arecord.',
  microphone_program_advice: 'Install it with "sudo apt install alsa-utils".',
  speaker_off: 'Nobody can be talked to: no speaker is switched on.',
  speaker_found: '{device} plays what is said.',
  speaker_none: 'A speaker is switched on, but PetLog finds none for this camera.',
  speaker_none_advice: 'Choose one in the settings of the camera; "aplay --list-pcms" tells which there are.',
  speaker_program: 'A speaker is switched on, which needs the program aplay.',
  speaker_program_advice: 'Install it with "sudo apt install alsa-utils".',
  speaker_busy: '{device} is in use: by somebody who talks now, or by another program.',
  speaker_unplayable: '{device} cannot be played: {reason}.',
  speaker_unplayable_advice:
    'See whether it is plugged in, whether its name is right ({key}), and whether PetLog’s user is in the group audio.',
} as const;
