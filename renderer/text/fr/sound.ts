import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in French. */
export const soundWords: SoundWords = {
  on: 'Le son est activé',
  heard: 'Son',
  muted: 'Muet',
  unmute: 'Écouter',
  mute: 'Couper le son',
  level: 'Niveau sonore',
  silent: 'On n’entend rien en ce moment : le micro s’ouvre quand quelqu’un regarde la vidéo ou pendant un enregistrement.',
};
