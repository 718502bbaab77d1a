/** Words of the sound, in English. Loaded where a camera has some. */
export const soundWords = {
  on: 'Sound is on',
  heard: 'Sound',
  muted: 'Muted',
  unmute: 'Hear the room',
  mute: 'Mute',
  level: 'How loud it is',
  silent: 'The microphone is off now. It comes on while somebody watches video, or while a recording runs.',
  microphone: 'Microphone',
  automatic: 'Automatic',
  another: 'Another one',
  deviceName: 'Name of the device',
  deviceHint: 'As listed by the command “arecord --list-pcms”, for example plughw:CARD=Webcam,DEV=0.',
  wrongName: 'That is not the name of a microphone. Names look like this: plughw:CARD=Webcam,DEV=0, or default.',
  notFound: 'This microphone was not found.',
  /** In place of those of a microphone. */
  speaker: {
    label: 'Speaker',
    another: 'Another one',
    deviceHint: 'As listed by the command “aplay --list-pcms”, for example plughw:CARD=Device,DEV=0.',
    wrongName: 'That is not the name of a speaker. Names look like this: plughw:CARD=Device,DEV=0, or default.',
    notFound: 'This speaker was not found.',
  },
};

export type SoundWords = typeof soundWords;
