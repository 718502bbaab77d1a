/** Words of the page about Apple's Home, in Japanese. Loaded with it. */
import type { HomeKitWords } from '../en/homekit.ts';

export const homekitWords: HomeKitWords = {
  title: 'HomeKit',
  on: 'Appleのホームでカメラを使う',
  onHint: 'このネットワークのiPhone、iPad、Mac、Apple TV、HomePod向け',
  states: {
    off: 'このカメラはホームに追加されていません。',
    starting: 'お待ちください…',
    waiting: '追加できます。',
    paired: 'ホームで使われています。',
    failing: '今はホームから接続できません。再試行しています。',
  },
  add: 'ホームアプリで追加する',
  steps: [
    '同じネットワークのiPhoneかiPadで「ホーム」アプリを開きます。',
    '「+」から「アクセサリを追加」をタップし、コードにカメラを向けます。',
    '認定されていないアクセサリと表示されたら「このまま追加」を選びます。',
  ],
  code: 'または、このコードを入力：',
  qrCode: 'ホームアプリ用のコード',
  brings: 'できること',
  picture: '各カメラのライブ映像と最新の画像',
  sensors: 'ペット用と人用の動きセンサー。ホームのオートメーションや通知にも使えます',
  lacks: '音声とiCloudへの録画は含まれません。プライバシーはホームにも適用されます。',
  cameras: 'ホームで使うカメラ',
  lastCamera: 'ホームには少なくとも1台のカメラが必要です。すべて外すには、上でオフにしてください。',
  remove: {
    label: 'ペアリングを削除',
    title: 'ホームとのペアリングを削除しますか？',
    hint: 'ホームにこれらのカメラが表示されなくなり、部屋やオートメーションの設定も失われます。再び使うには、新しいコードで追加してください。',
    action: '削除',
    done: 'このカメラをホームから削除しました。',
  },
  failed: {
    show: (reason: string): string => `このページを表示できませんでした。${reason}`,
    change: (reason: string): string => `変更できませんでした。${reason}`,
  },
  errors: {
    homekit_port_in_use:
      'TCPポート{port}は別のプログラムが使っています。そのプログラムを終了するか、設定ファイルで別のポートを選んでください。',
    homekit_failed: 'HomeKitは今動いていません。もう一度試します：{reason}。',
    homekit_not_saved: 'ペアリングを削除できませんでした：{reason}。',
  },
};
