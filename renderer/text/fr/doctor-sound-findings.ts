import type { DoctorLanguage } from '../../../shared/doctor-sentence.ts';
import type { doctorSoundSentences } from '../../../shared/doctor-sound-findings.ts';

/** What the doctor says about microphones and speakers, in French. */
export const doctorSoundFindings: Pick<DoctorLanguage['sentences'], keyof typeof doctorSoundSentences> = {
  microphone_off: 'Le son est désactivé : on n’entend rien.',
  microphone_tone: 'Le son est activé, et la caméra fictive en a un artificiel.',
  microphone_found: 'Le son est activé, et {device} est écouté.',
  microphone_none: 'Le son est activé, mais PetLog ne trouve aucun micro pour cette caméra.',
  microphone_none_advice: 'Choisissez-en un dans les réglages de la caméra ; « arecord --list-pcms » dit lesquels existent.',
  microphone_camera: 'Le son est activé, et la caméra l’envoie elle-même ({encoding}).',
  microphone_camera_unusable: 'Le son est activé, mais on n’entend rien : {reason}.',
  microphone_camera_unusable_advice:
    'Regardez si le son est activé dans les réglages de la caméra elle-même, en AAC, G.711 ou Opus, ou choisissez un micro de cette machine dans les réglages que PetLog a pour elle.',
  microphone_program: 'Le son est activé, ce qui demande le programme arecord.',
  microphone_program_advice: 'Installez-le avec « sudo apt install alsa-utils ».',
  speaker_off: 'On ne peut parler à personne : aucun haut-parleur n’est activé.',
  speaker_found: '{device} fait entendre ce qui est dit.',
  speaker_none: 'Un haut-parleur est activé, mais PetLog n’en trouve aucun pour cette caméra.',
  speaker_none_advice: 'Choisissez-en un dans les réglages de la caméra ; « aplay --list-pcms » dit lesquels existent.',
  speaker_program: 'Un haut-parleur est activé, ce qui demande le programme aplay.',
  speaker_program_advice: 'Installez-le avec « sudo apt install alsa-utils ».',
  speaker_busy: '{device} est occupé : par quelqu’un qui parle, ou par un autre programme.',
  speaker_unplayable: '{device} ne peut pas être utilisé : {reason}.',
  speaker_unplayable_advice:
    'Vérifiez qu’il est branché, que son nom est juste ({key}) et que l’utilisateur de PetLog est dans le groupe audio.',
};
