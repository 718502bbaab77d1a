import type { doctorWords as english } from '../en/doctor.ts';

/** Words about the machine's own health, in Japanese. */
export const doctorWords: typeof english = {
  doctor: {
    open: 'システム診断',
    title: 'システム診断',
    back: 'ライブ映像',
    again: 'もう一度診断',
    running: 'カメラ、ディスク、ネットワークなどを確認しています。数秒かかります。',
    failed: (reason) => `システムを診断できませんでした。${reason}`,
    checkedAt: (time) => `${time}に確認しました。`,
    verdict: (problems, warnings) => {
      const parts = [
        ...(problems === 0 ? [] : [problems === 1 ? '問題1件' : `問題${problems}件`]),
        ...(warnings === 0 ? [] : [warnings === 1 ? '警告1件' : `警告${warnings}件`]),
      ];
      return parts.length === 0 ? 'すべて正常です。' : `${parts.join('、')}があります。`;
    },
    statuses: { ok: '正常', warning: '警告', problem: '問題' },
    checks: {
      camera: 'カメラ',
      camera_programs: 'カメラ用プログラム',
      microphone: 'マイク',
      speaker: 'スピーカー',
      encoder: '映像エンコーダー',
      detector: '検知',
      disk: 'ディスク',
      memory: 'メモリー',
      temperature: '温度',
      power: '電源',
      clock: '時計',
      network: 'ネットワーク',
      port: 'ポート',
      certificate: '証明書',
      service: 'サービス',
      data_directory: 'データフォルダー',
      databases: 'データベース',
      alerts: '通知',
      backup: '別の場所へのコピー',
      homekit: 'HomeKit',
      configuration: '設定',
      versions: 'バージョン',
    },
  },
};
