import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in Italian. */
export const soundWords: SoundWords = {
  on: 'L’audio è attivo',
  heard: 'Audio',
  muted: 'Muto',
  unmute: 'Ascolta',
  mute: 'Disattiva l’audio',
  level: 'Livello sonoro',
  silent: 'Ora non si sente nulla: il microfono si apre mentre qualcuno guarda il video o si registra.',
};
