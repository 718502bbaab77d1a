import type { keyboardWords as english } from '../en/keyboard.ts';

/** Words of the keyboard on the screen, in Italian. */
export const keyboardWords: typeof english = {
  keyboard: {
    label: 'Tastiera su schermo',
    keys: {
      shift: 'Maiuscole',
      backspace: 'Cancella',
      toLetters: 'Lettere',
      toSymbols: 'Cifre e simboli',
      toAccents: 'Lettere accentate',
      space: 'Spazio',
      hide: 'Nascondi la tastiera',
      enter: 'Fine',
    },
  },
};
