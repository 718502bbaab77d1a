import { durationIn } from './duration.ts';
import type { AlertWords } from './alert-words.ts';

export const ja: AlertWords = {
  somebody: '誰か',
  labels: { cat: '猫', dog: '犬', person: '人', bird: '鳥', rabbit: 'うさぎ' },
  types: {
    entering_area: '入ってきました',
    leaving_area: '出ていきました',
    playing: '遊びました',
    motion: '動きました',
    no_activity: '何も映りませんでした',
    camera_lost: 'カメラの映像がありません',
    camera_tampered: '映像が覆われたか、向きが変わりました',
    disk_problem: 'ディスクに問題があります',
    recording_failed: '録画に失敗しました',
  },
  did: (who, what) => `${who}が${what}`,
  places: { bowl: 'ごはんのところ', water: '水のところ', litter_box: 'トイレ', bed: 'ベッド', door: 'ドアのところ' },
  at: (who, place) => `${who}・${place}`,
  quiet: (who, duration) => (who === null ? `${duration}、何も映っていません` : `${who}が${duration}映っていません`),
  duration: (seconds) =>
    durationIn(seconds, {
      seconds: (count) => `${count}秒`,
      minutes: (count) => `${count}分`,
      hours: (count) => `${count}時間`,
    }),
  seeApp: '何が起きたか、どうすればよいかはPetLogで確認できます。',
  testTitle: 'テスト',
  testBody: 'PetLogの通知がここに届きます。',
  snooze: (minutes) => `${minutes}分間通知しない`,
  untilMorning: '朝まで通知しない',
  snoozeAlerts: 'しばらく通知しない',
  ruleNames: { seen: 'ペットと人', trouble: 'カメラの問題' },
  pushName: 'スマートフォンとブラウザー',
};
