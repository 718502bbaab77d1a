import type { keyboardWords as english } from '../en/keyboard.ts';

/** Words of the keyboard on the screen, in Spanish. */
export const keyboardWords: typeof english = {
  keyboard: {
    label: 'Teclado en pantalla',
    keys: {
      shift: 'Mayúsculas',
      backspace: 'Borrar',
      toLetters: 'Letras',
      toSymbols: 'Cifras y símbolos',
      toAccents: 'Letras con acento',
      space: 'Espacio',
      hide: 'Ocultar el teclado',
      enter: 'Listo',
    },
  },
};
