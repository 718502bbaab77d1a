import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in Spanish. */
export const soundWords: SoundWords = {
  on: 'El sonido está activado',
  heard: 'Sonido',
  muted: 'Sin sonido',
  unmute: 'Escuchar',
  mute: 'Silenciar',
  level: 'Nivel de sonido',
  silent: 'Ahora no se oye nada: el micrófono se abre mientras alguien ve el vídeo o se graba.',
};
