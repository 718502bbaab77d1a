import type { DiskWords } from '../en/disk.ts';

/** Words of the page about the disk, in Japanese. */
export const diskWords: DiskWords = {
  full: (percent) => `${percent} 使用中`,
  free: (free, total) => `${total} のうち ${free} が空き`,
  parts: {
    own: '手動の録画',
    automatic: '自動の録画',
    kept: '保護した録画',
    events: '来訪の画像',
    rewind: '直近の数分間',
    other: 'その他のファイル',
    free: '空き',
  },
  fit: (days) => `ここ数日のペースでは、${days}の録画が入ります。その後は古いものから新しい録画に場所を譲ります。`,
  days: (_count, shown) => `約${shown}日分`,
  moreThanAYear: '1年分以上',
  lessThanADay: '1日分未満',
  unknown: '何日分入るかは、丸一日分の録画ができると表示されます。',
  few: '残りわずかです。録画や他のファイルを削除するか、より大きなディスクを使うか、設定で保存期間を短くしてください。',
  oldest: (when) => `最も古い録画は ${when} のものです。`,
  first: '最初に削除される録画',
  firstHint: '容量が必要になると、これらから削除されます。星を付けた録画は削除されません。',
  nothingFirst: '削除できるものがありません。すべての録画が保護されています。',
  recordings: '録画を見直す',
  recordingsHint: '不要なものを削除し、よいものを残す',
  copies: '別の場所へのコピー',
  copiesHint: 'ここで削除される前に、NAS やクラウドへ',
};
