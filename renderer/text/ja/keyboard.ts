import type { keyboardWords as english } from '../en/keyboard.ts';

/** Words of the keyboard on the screen, in Japanese. */
export const keyboardWords: typeof english = {
  keyboard: {
    label: '画面キーボード',
    keys: {
      shift: 'シフト',
      backspace: '削除',
      toLetters: '英字',
      toSymbols: '数字と記号',
      toAccents: 'アクセント付き文字',
      space: 'スペース',
      hide: 'キーボードを隠す',
      enter: '完了',
    },
  },
};
