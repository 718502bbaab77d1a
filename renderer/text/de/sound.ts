import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in German. */
export const soundWords: SoundWords = {
  on: 'Ton ist an',
  heard: 'Ton',
  muted: 'Stumm',
  unmute: 'Ton hören',
  mute: 'Stummschalten',
  level: 'Lautstärke',
  silent: 'Gerade ist nichts zu hören: Das Mikrofon ist offen, solange jemand das Video sieht oder aufgenommen wird.',
};
