import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';
import type { doctorSoundSentences } from '../../../shared/doctor-sound-findings.ts';

/** What the doctor says about microphones and speakers, in German. */
export const doctorSoundFindings: Pick<DoctorLanguage['sentences'], keyof typeof doctorSoundSentences> = {
  microphone_off: 'Der Ton ist aus: Es ist nichts zu hören.',
  microphone_tone: 'Der Ton ist an, und die Testkamera hat einen künstlichen.',
  microphone_found: 'Der Ton ist an, gehört wird mit {device}.',
  microphone_none: 'Der Ton ist an, aber PetLog findet kein Mikrofon für diese Kamera.',
  microphone_none_advice: 'Eines in den Einstellungen der Kamera wählen; „arecord --list-pcms“ zeigt, welche es gibt.',
  microphone_camera: 'Der Ton ist an, die Kamera selbst sendet ihn ({encoding}).',
  microphone_camera_unusable: 'Der Ton ist an, aber es ist nichts zu hören: {reason}.',
  microphone_camera_unusable_advice:
    'Nachsehen, ob der Ton in den Einstellungen der Kamera selbst eingeschaltet ist, als AAC, G.711 oder Opus, oder in den Einstellungen, die PetLog für sie hat, ein Mikrofon dieses Rechners wählen.',
  microphone_program: 'Der Ton ist an, dafür ist das Programm arecord nötig.',
  microphone_program_advice: 'Es mit „sudo apt install alsa-utils“ installieren.',
  speaker_off: 'Niemand ist anzusprechen: Es ist kein Lautsprecher eingeschaltet.',
  speaker_found: '{device} spielt, was gesagt wird.',
  speaker_none: 'Ein Lautsprecher ist eingeschaltet, aber PetLog findet keinen für diese Kamera.',
  speaker_none_advice: 'Einen in den Einstellungen der Kamera wählen; „aplay --list-pcms“ zeigt, welche es gibt.',
  speaker_program: 'Ein Lautsprecher ist eingeschaltet, dafür ist das Programm aplay nötig.',
  speaker_program_advice: 'Es mit „sudo apt install alsa-utils“ installieren.',
  speaker_busy: '{device} ist in Gebrauch: von jemandem, der gerade spricht, oder von einem anderen Programm.',
  speaker_unplayable: '{device} lässt sich nicht abspielen: {reason}.',
  speaker_unplayable_advice:
    'Nachsehen, ob er eingesteckt ist, ob sein Name stimmt ({key}) und ob der Benutzer von PetLog in der Gruppe audio ist.',
};
