import type { SoundWords } from '../en/sound.ts';

/** Words of the sound, in Japanese. */
export const soundWords: SoundWords = {
  on: '音声オン',
  heard: '音声',
  muted: '消音中',
  unmute: '音声を聞く',
  mute: '消音する',
  level: '音の大きさ',
  silent: '今は何も聞こえていません。映像を見ている間や録画中にマイクが開きます。',
  microphone: 'マイク',
  automatic: '自動',
  another: '名前を入力する',
  deviceName: 'デバイス名',
  deviceHint: '「arecord --list-pcms」コマンドで表示される名前です。例：plughw:CARD=Webcam,DEV=0',
  wrongName: 'マイクの名前ではありません。plughw:CARD=Webcam,DEV=0 や default のような名前を入力してください。',
  notFound: 'このマイクは現在見つかりません。',
  /** In place of those of a microphone. */
  speaker: {
    label: 'スピーカー',
    another: '名前を入力する',
    deviceHint: '「aplay --list-pcms」コマンドで表示される名前です。例：plughw:CARD=Device,DEV=0',
    wrongName: 'スピーカーの名前ではありません。plughw:CARD=Device,DEV=0 や default のような名前を入力してください。',
    notFound: 'このスピーカーは現在見つかりません。',
  },
};
