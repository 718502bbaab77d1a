import type { placeWords as english } from '../en/places.ts';

/** Words of the four places, in Japanese. */
export const placeWords: typeof english = {
  places: {
    region: '場所',
    live: 'ライブ',
    activity: 'できごと',
    recordings: '録画一覧',
    more: 'その他',
    notFound: 'このアドレスには何もありません',
    notFoundHint: '移動したか、リンクが途中で切れています。',
    toLive: 'ライブ映像へ',
    loading: '読み込み中…',
  },

  activity: {
    title: 'できごと',
    length: { hour: '時間', minute: '分', second: '秒' },
    empty: 'この日の録画はありません。',
    emptyToday: '今日の録画はまだありません。',
    earlier: '前の日',
    later: '次の日',
    failed: (reason: string): string => `この日を表示できませんでした。${reason}`,
    record: '今すぐ録画',
  },

  installation: {
    title: 'PetLog をアプリに',
    hint: 'ほかのアプリの横にアイコンを置き、ブラウザーの枠なしで開きます。',
    install: 'インストール',
    appleHint: 'Safari で：共有 →「ホーム画面に追加」。',
    authorityHint: '認証局のもの。「このカメラを信頼する」（カメラのアドレスに続けて /app/trust）で使います。',
    notNow: '今はしない',
  },

  more: {
    pets: 'ペットと場所',
    petsHint: 'いっしょに暮らすペットと、映像の中の場所',
    alerts: '通知',
    alertsHint: '何を、誰に、いつ、どう知らせるか',
    storage: '保存容量',
    storageHint: 'ディスクの空きと録画の保存期間',
    backup: 'バックアップ',
    backupHint: '別の場所へのコピーと、設定のファイル',
    homeAssistantHint: 'スマートホームでカメラ、ペット、スイッチを使う',
    camerasHint: 'カメラの追加、並べ替え、設定',
    people: '人とデバイス',
    peopleHint: 'だれが入れて、何ができるか',
    auditHint: 'だれが、いつ、何をしたか',
    screen: 'カメラ本体の画面',
    screenHint: '明るさ、夜、ポインター、キーボード',
    doctorHint: 'カメラ、ディスク、ネットワークなど',
    phone: 'スマートフォンで',
    phoneHint: 'アイコン、安全な接続、外出先からの視聴',
    about: 'PetLog について',
    aboutHint: 'バージョンとヘルプ',
    cameraSettings: 'カメラの設定',
    pictureOnly: '映像だけ',
    pictureOnlyHint: '壁掛けの画面用',
    documentation: 'API ドキュメント',
    documentationHint: 'プログラムやスクリプト用',
  },
};
