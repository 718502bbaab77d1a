import type { keyboardWords as english } from '../en/keyboard.ts';

/** Words of the keyboard on the screen, in German. */
export const keyboardWords: typeof english = {
  keyboard: {
    label: 'Bildschirmtastatur',
    keys: {
      shift: 'Umschalten',
      backspace: 'Löschen',
      toLetters: 'Buchstaben',
      toSymbols: 'Ziffern und Zeichen',
      toAccents: 'Buchstaben mit Akzent',
      space: 'Leerzeichen',
      hide: 'Tastatur ausblenden',
      enter: 'Fertig',
    },
  },
};
