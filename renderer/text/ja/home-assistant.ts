import type { HomeAssistantWords } from '../en/home-assistant.ts';

export const homeAssistantWords: HomeAssistantWords = {
  title: 'Home Assistant',
  brokers: {
    title: 'ブローカー',
    hint: 'PetLogは、できごとをMQTTブローカーに伝えます。Home Assistantはそれを自動で検出します。',
    add: 'ブローカーを追加',
  },
  none: 'ブローカーはまだありません。Home Assistantのアドオン「Mosquitto broker」が使えます。そのアドレスと、Home Assistantのユーザーの名前とパスワードを入力してください。',
  what: 'できること',
  cameras: '各カメラの最後の画像と動き、そこにいるもの',
  pets: 'ペットの居場所、最後に映った時刻、今日来た回数',
  switches: '録画・プライバシー・在宅のスイッチと、通知を休止するボタン',
  problems: '不具合と、残りの容量',
  live: 'ライブ映像',
  liveHint:
    'Home Assistantの「設定」→「デバイスとサービス」→「統合を追加」→「MJPEG IP Camera」で、このアドレスと任意のユーザー名、パスワードには視聴できるトークンを入力します。',
  addressOf: (camera) => `${camera}のアドレス`,
  copy: 'アドレスをコピー',
  tokens: 'トークンを作る',
  failed: (reason) => `このページを表示できませんでした。${reason}`,
};
