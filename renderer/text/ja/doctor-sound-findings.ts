import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';
import type { doctorSoundSentences } from '../../../shared/doctor-sound-findings.ts';

/** What the doctor says about microphones and speakers, in Japanese. */
export const doctorSoundFindings: Pick<DoctorLanguage['sentences'], keyof typeof doctorSoundSentences> = {
  microphone_off: '音声はオフのため、音は聞こえません。',
  microphone_tone: '音声はオンで、模擬カメラには人工の音があります。',
  microphone_found: '音声はオンで、{device} の音を聞いています。',
  microphone_none: '音声はオンですが、このカメラのマイクが見つかりません。',
  microphone_none_advice: 'カメラの設定でマイクを選んでください。「arecord --list-pcms」で一覧が表示されます。',
  microphone_camera: '音声はオンで、カメラ自身が音声を送っています（{encoding}）。',
  microphone_camera_unusable: '音声はオンですが、音が聞こえません：{reason}。',
  microphone_camera_unusable_advice:
    'カメラ本体の設定で音声（AAC、G.711、Opusのいずれか）が有効か確認するか、PetLogのカメラの設定でこの機器のマイクを選んでください。',
  microphone_program: '音声はオンですが、それには arecord が必要です。',
  microphone_program_advice: '「sudo apt install alsa-utils」でインストールしてください。',
  speaker_off: '話しかけられません。スピーカーがオンになっていません。',
  speaker_found: '話した声は {device} から聞こえます。',
  speaker_none: 'スピーカーはオンですが、このカメラに使えるものが見つかりません。',
  speaker_none_advice: 'カメラの設定でスピーカーを選んでください。「aplay --list-pcms」で一覧が分かります。',
  speaker_program: 'スピーカーがオンですが、それにはプログラム aplay が必要です。',
  speaker_program_advice: '「sudo apt install alsa-utils」でインストールしてください。',
  speaker_busy: '{device} は使用中です。誰かが話しているか、ほかのプログラムが使っています。',
  speaker_unplayable: '{device} を再生できません：{reason}。',
  speaker_unplayable_advice:
    '接続されているか、名前が正しいか（{key}）、PetLogのユーザーが audio グループに入っているかを確かめてください。',
};
