import type { Text } from '../en.ts';

/** Words of a camera that somebody stopped for a while, and of one that is always on, in Japanese. */
export const pauseWords: Pick<Text, 'pause' | 'alwaysOn'> = {
  pause: {
    sentence: (who, since, until) => `${since}から${until === null ? '' : `${until}まで`}一時停止中${who === null ? '' : `（${who}）`}`,
    ownScreen: 'カメラ本体の画面',
    ends: '再開',
    forHour: '1時間後',
    untilMorning: '明朝',
    untilStarted: '手動で開始するまで停止',
    watchHint: '再生ボタンを押すと、ライブ映像が再び表示されます。',
  },
  alwaysOn: {
    title: 'いつでも巻き戻せるように、常に撮影しますか？',
    text: 'カメラは動作し続け、直前の数分間をいつでも見直せます。電力を少し使いますが、映像が家の外に出ることはありません。',
    yes: 'はい、常に',
    no: '誰かが見ている間だけ',
    failed: '保存されませんでした。',
  },
};
