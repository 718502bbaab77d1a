/** Words of the sound, in English. Loaded where a camera has some. */
export const soundWords = {
  on: 'Sound is on',
  heard: 'Sound',
  muted: 'Muted',
  unmute: 'Hear the room',
  mute: 'Mute',
  level: 'How loud it is',
  silent: 'Nothing is heard now: the microphone opens while somebody watches a video, or it is recorded.',
};

export type SoundWords = typeof soundWords;
