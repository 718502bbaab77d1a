import type { HomeWords } from './home-words.ts';

export const ja: HomeWords = {
  cameraOf: (petlog) => `${petlog}のカメラ`,
  takePicture: '写真を撮る',
  lastEvent: '最後のできごと',
  motion: '動き',
  recording: '録画',
  privacy: 'プライバシー',
  problem: '問題',
  labels: { cat: '猫', dog: '犬', person: '人' },
  presence: '誰かが家にいる',
  snooze: (minutes) => `${minutes}分間通知しない`,
  snoozeUntilMorning: '朝まで通知しない',
  alertsAgain: '通知を再開',
  snoozedUntil: '通知の再開時刻',
  freeSpace: '空き容量',
  hoursLeft: '録画できる残り時間（時間）',
  inView: (pet) => `${pet}が映っている`,
  placeOf: (pet) => `${pet}の場所`,
  lastSeen: (pet) => `${pet}が最後に映った時刻`,
  visitsToday: (what) => `${what}：今日の回数`,
  places: { bowl: 'ごはん皿', water: '水', litter_box: 'トイレ', bed: 'ベッド', door: 'ドア', other: '場所' },
};
