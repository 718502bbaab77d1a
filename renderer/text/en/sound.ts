/** Words of the sound, in English. Loaded where a camera has some. */
export const soundWords = {
  on: 'Sound is on',
  heard: 'Sound',
  muted: 'Muted',
  unmute: 'Hear the room',
  mute: 'Mute',
  level: 'How loud it is',
  silent: 'Nothing is heard now: the microphone opens while somebody watches a video, or it is recorded.',
  microphone: 'Microphone',
  automatic: 'Automatic',
  another: 'Another one, by its name',
  deviceName: 'Name of the device',
  deviceHint: 'As the command “arecord --list-pcms” tells it, for example plughw:CARD=Webcam,DEV=0.',
  wrongName: 'That is no name of a microphone. One looks like this: plughw:CARD=Webcam,DEV=0, or default.',
  notFound: 'This microphone is not found now.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Speaker',
    another: 'Another one, by its name',
    deviceHint: 'As the command “aplay --list-pcms” tells it, for example plughw:CARD=Device,DEV=0.',
    wrongName: 'That is no name of a speaker. One looks like this: plughw:CARD=Device,DEV=0, or default.',
    notFound: 'This speaker is not found now.',
  },
};

export type SoundWords = typeof soundWords;
