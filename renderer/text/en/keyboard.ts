import type { FunctionKey } from '../../state/kiosk/keyboard-layouts.ts';

/** Words of the keyboard on the screen, in English. */
export const keyboardWords = {
  keyboard: {
    label: 'On-screen keyboard',
    keys: {
      shift: 'Shift',
      backspace: 'Delete',
      toLetters: 'Letters',
      toSymbols: 'Digits and symbols',
      toAccents: 'Letters with accents',
      space: 'Space',
      hide: 'Hide the keyboard',
      enter: 'Done',
    } satisfies Record<Exclude<FunctionKey, 'blank'>, string>,
  },
};
