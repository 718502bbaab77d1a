import type { cameraWords as english } from '../en/cameras.ts';

/** Words of cameras, in Japanese. */
export const cameraWords: typeof english = {
  cameras: {
    all: 'すべてのカメラ',
    open: 'カメラ',
    title: 'カメラ',
    back: '戻る',
    loading: '読み込み中…',
    again: 'もう一度',
    gone: (name: string): string => `カメラ「${name}」はもうありません。`,
    close: '閉じる',
    cancel: 'キャンセル',
    name: '名前',
    nameMissing: '名前を付けてください。',
    rename: (name: string): string => `「${name}」の名前を変更`,
    renameTitle: 'カメラの名前',
    saveName: '保存',
    moveUp: (name: string): string => `「${name}」を上へ`,
    moveDown: (name: string): string => `「${name}」を下へ`,
    remove: (name: string): string => `「${name}」を削除`,
    enabled: (name: string): string => `「${name}」を使う`,
    removing: (name: string): string => `「${name}」を削除します。`,
    states: { live: 'ライブ', lost: '映像なし', starting: '起動中…', privacy: 'プライバシー', stopped: '停止中', disabled: 'オフ' },
    failed: {
      list: (reason: string): string => `カメラの一覧を読み込めませんでした。${reason}`,
      change: (reason: string): string => `変更できませんでした。${reason}`,
      remove: (reason: string): string => `カメラを削除できませんでした。${reason}`,
    },
  },
};
