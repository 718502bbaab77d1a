import type { rewindWords as english } from '../en/rewind.ts';

/** Words of looking back, in Japanese. */
export const rewindWords: typeof english = {
  rewind: {
    region: '巻き戻し',
    open: '巻き戻し',
    timeline: '直近数分間のタイムライン',
    nothing: '巻き戻せる映像はまだありません。カメラの動作中に蓄積されます。',
    live: 'ライブ',
    backToLive: 'ライブ映像に戻る',
    now: 'ライブ',
    ago: (time, ago) => `${time}（${ago}前）`,
    agoShort: (ago) => `−${ago}`,
    hint: '左にドラッグして過去の映像を見る',
    save: '保存',
    savePart: '一部を録画として保存',
    saveThis: (duration) => `${duration}を保存`,
    partStart: '保存範囲の始まり',
    partEnd: '保存範囲の終わり',
    cancel: 'キャンセル',
    saved: (name, duration) => `${name}（${duration}）を保存しました。`,
    saveFailed: '保存できませんでした。',
    clipFailed: 'その場面はもう表示できません。',
    picture: (time) => `${time}の映像`,
    close: '閉じる',
    failed: (reason) => `巻き戻しできません。${reason}`,
  },
};
