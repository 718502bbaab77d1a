import type { liveWords as english } from '../en/live.ts';

/** Words of the live picture, in Japanese. */
export const liveWords: typeof english = {
  live: {
    options: 'オプション',
    details: '映像について',
    quality: '映像',
    sharp: '高画質',
    light: 'データ節約',
    sharpHint: 'カメラの元のサイズ',
    lightHint: '遅いネットワーク向けの小さな映像',
    way: '配信方式',
    ways: { auto: '自動', webrtc: 'リアルタイム', mse: '動画', hls: '分割動画', mjpeg: '静止画' },
    behind: (seconds: string): string => `${seconds}秒遅れ`,
    rate: (rate: string): string => `毎秒${rate}枚`,
    age: (seconds: string): string => `${seconds}秒前`,
    photoSaved: '写真を保存しました',
    offline: 'PetLogに接続できません。つながると操作できるようになります。',
    settingsOf: (name: string): string => `${name}の設定`,
  },
};
