import type { Text } from '../en.ts';

/** Words of the settings on the screens, in Japanese. */
export const settingsWords: Pick<Text, 'settings'> = {
  settings: {
    open: '設定',
    close: '閉じる',
    loading: '読み込み中…',
    saving: '保存中…',
    saved: '保存しました',
    failed: {
      load: (reason) => `設定を読み込めませんでした。${reason}`,
      change: (reason) => `変更されませんでした。${reason}`,
    },
    recordings: '録画の保存期間は「保存容量」で設定します。',
    noScreen: 'このカメラには画面がありません。PetLogは画面なしで起動されています。',
    groups: { picture: '映像', running: 'カメラの動作', noticing: '検知するもの', screen: 'カメラ本体の画面' },
    fields: {
      'camera.rotation': { label: '上下逆にする', hint: '天井に取り付けたカメラ用です。' },
      'camera.hflip': { label: '左右反転' },
      'camera.vflip': { label: '上下反転' },
      'camera.resolution': { label: '映像の大きさ', hint: '単位はピクセルです。大きいほどネットワークとプロセッサーの負荷が増えます。' },
      'camera.frame_rate': { label: '1秒あたりの枚数' },
      'camera.quality': { label: '画質', unit: '/ 100', hint: '70～90で画質とデータ量のつり合いがとれます。' },
      'camera.overlay_timestamp': {
        label: '映像に日時を表示',
        hint: 'カメラ自身が書き込めない場合は、Raspberry Pi 4のプロセッサーを約半コア使います。模擬カメラは常に表示します。',
      },
      'camera.sound': { label: '音声', hint: 'ライブ映像、録画、巻き戻しに音声が付きます。オンの間はすべての画面に表示されます。' },
      'camera.speaker': {
        label: '話しかける',
        hint: '許可された人の声が、この機器のスピーカーから聞こえます。誰かが話していることは、すべての画面に表示されます。',
      },
      'camera.always_on': { label: '常にオン', hint: 'カメラはPetLogと同時に起動し、自動では停止しません。' },
      'camera.idle_stop_seconds': {
        label: '未使用時に停止するまで',
        unit: '秒',
        hint: '「開始」で起動した場合を除きます。0：すぐに停止。',
      },
      'detection.enabled': { label: 'ペットと人を検知する', hint: 'カメラの動作中に検知します。データは外に出ません。' },
      'detection.sensitivity': { label: '感度', unit: '/ 100', hint: '大きいほど小さな動きも検知します。' },
      'detection.people': { label: '人も検知する', hint: 'オフにすると、人は記録されません。' },
      'kiosk.brightness_day_percent': { label: '昼の明るさ', unit: '%' },
      'kiosk.brightness_night_percent': { label: '夜の明るさ', unit: '%', hint: '触れると1分間は昼の明るさになります。' },
      'kiosk.night_from': { label: '夜の始まり' },
      'kiosk.night_until': { label: '夜の終わり' },
      'kiosk.screen_blanking': { label: '画面をつけたままにする', hint: 'オフの場合は、いつ暗くするかをデスクトップが決めます。' },
      'kiosk.hide_cursor': { label: 'マウスポインターを隠す', hint: 'マウスが動くまで隠します。' },
      'kiosk.on_screen_keyboard': { label: '画面キーボード', hint: '文字入力欄に指で触れると表示します。' },
    },
  },
};
