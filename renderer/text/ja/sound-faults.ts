import type { SoundFaultWords } from '../../state/sound-fault-words.ts';

/** Why nothing is heard, or nobody can be spoken to, in Japanese. */
export const soundFaultWords: SoundFaultWords = {
  no_microphone: 'この機器にはマイクがないか、複数あります。カメラの設定で選んでください',
  usb_no_microphone: 'USBカメラに内蔵マイクがありません。カメラの設定で別のマイクを選んでください',
  pictures_alone:
    'このカメラは映像だけを送ります。rtsp:// で始まるアドレスなら音声もあります。またはカメラの設定でこの機器のマイクを選んでください',
  file_without_sound: '動画ファイルには音声がありません。カメラの設定でこの機器のマイクを選んでください',
  microphone_busy: 'マイク {device} はほかのプログラムが使用中です',
  microphone_forbidden: 'マイク {device} の使用がこの機器で許可されていません',
  microphone_gone: 'マイク {device} が見つかりません',
  microphone_silent: 'マイク {device} から音が届きません',
  microphone_ended: 'マイク {device} が止まりました',
  program_missing: 'プログラム {program} がありません。パッケージalsa-utilsをインストールしてください',
  program_not_started: 'プログラム {program} を起動できませんでした',
  camera_without_sound: 'このアドレスのカメラには音声がありません。カメラ側でオンにするか、この機器のマイクを選んでください',
  camera_refuses_sound: 'カメラが音声を渡しません',
  camera_ended_sound: 'カメラから音声が届かなくなりました',
  camera_sound_unusable: 'このカメラの音声形式は使えません。カメラ側でAAC、G.711、Opusのいずれかを選んでください',
  camera_aac_unusable: 'このカメラの音声形式は使えません。カメラ側でG.711かOpusを選んでください',
  switched_off_there: 'このカメラの音声は、もう一方のPetLogでオフになっています',
  too_old_there: 'もう一方のPetLogが古く、カメラに音声があるかどうか分かりません',
  speaker_off: 'スピーカーがオフになっています',
  no_speaker: '画面やほかのカメラのもの以外に、この機器にはスピーカーがありません',
  several_speakers: 'この機器には複数のスピーカーがあります。カメラの設定で選んでください（{devices}）',
  speaker_busy: 'スピーカー {device} はほかのプログラムが使用中です',
  speaker_forbidden: 'スピーカー {device} の使用がこの機器で許可されていません',
  speaker_gone: 'スピーカー {device} が見つかりません',
  speaker_ended: 'スピーカー {device} が止まりました',
  speaker_silent: 'スピーカーから音が出ません',
};
