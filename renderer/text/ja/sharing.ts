import type { sharingWords as english } from '../en/sharing.ts';

/** Words about finding, naming and sharing recordings, in Japanese. */
export const sharingWords: typeof english = {
  finding: {
    search: '名前とメモを検索',
    camera: 'カメラ',
    allCameras: 'すべてのカメラ',
    days: '日',
    hours: '時間',
  },

  naming: {
    name: '名前',
    note: 'メモ',
    nameHint: '名前を付ける',
    failed: '録画を変更できませんでした。',
  },

  playing: {
    watch: '見る',
    unreachable: 'PetLogに接続できません。接続が戻ると録画を再生できます。',
    gone: 'この録画はもうありません。',
    again: 'もう一度',
    filmReady: '動画ができました。',
  },

  sharing: {
    share: '共有',
    title: '録画を共有',
    part: '共有する範囲',
    from: '開始',
    to: '終了',
    keyframe: '動画の始まりが最大2秒早くなることがあります。',
    ends: 'リンクの有効期間',
    durations: { 3600: '1時間', 86400: '1日', 604800: '1週間', 2592000: '30日' },
    send: '動画を送る',
    sendNow: '今すぐ送る',
    make: 'リンクを作る',
    link: 'リンク',
    linkHint: 'リンクを知っている人は、終了までこの動画だけを見られます。このカメラに接続できる場所で使えます。',
    copy: 'コピー',
    copied: 'コピーしました',
    qrCode: 'リンクのQRコード',
    list: 'リンクで共有中',
    none: '共有しているものはありません。',
    end: '終了する',
    until: (time: string): string => `${time}まで`,
    opened: (count: number, shown: string): string =>
      count === 0 ? 'まだ開かれていません' : count === 1 ? '1回開かれました' : `${shown}回開かれました`,
    whole: '録画全体',
    failed: (reason: string): string => `うまくいきませんでした。${reason}`,
    close: '閉じる',
  },
};
