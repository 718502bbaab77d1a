import type { keyboardWords as english } from '../en/keyboard.ts';

/** Words of the keyboard on the screen, in French. */
export const keyboardWords: typeof english = {
  keyboard: {
    label: 'Clavier à l’écran',
    keys: {
      shift: 'Majuscule',
      backspace: 'Effacer',
      toLetters: 'Lettres',
      toSymbols: 'Chiffres et symboles',
      toAccents: 'Lettres accentuées',
      space: 'Espace',
      hide: 'Masquer le clavier',
      enter: 'Terminé',
    },
  },
};
