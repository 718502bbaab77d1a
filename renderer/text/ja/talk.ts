import type { TalkWords } from '../en/talk.ts';

/** Words of talking through the speaker of a camera, in Japanese. */
export const talkWords: TalkWords = {
  talk: '話す',
  hint: '押している間だけ話せます。軽くタップすると始まり、もう一度タップすると終わります。',
  microphone: 'マイク',
  connecting: '接続中',
  talking: '話し中',
  stop: '話すのを終える',
  someone: (name: string): string => `${name}が話しています`,
  somebody: '誰かが話しています',
  ownScreen: '誰かがカメラ本体の画面から話しています',
  busy: 'ほかの人が話しています。終わるまでお待ちください。',
  refused: 'このページはマイクを使えません。ブラウザーの設定で許可してから、もう一度押してください。',
  noMicrophone: 'このデバイスにはマイクがありません。',
  microphoneFailed: 'マイクを使えません。ほかのプログラムが使っているかもしれません。',
  noConnection: '音声の接続ができませんでした。ネットワークで遮断されているかもしれません。',
  ended: '声はもう相手に届いていません。',
  insecure: 'ブラウザーは安全なページでしかマイクを使えないため、ここからは話せません。',
  trust: 'このカメラを信頼する',
};
