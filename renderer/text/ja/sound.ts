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
};
